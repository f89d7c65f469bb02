"""Names and values that the tests of secrets stores share."""

from __future__ import annotations

import secrets

from devportal.domain.environment import Environment
from devportal.domain.secret import Secret, SecretKind, SecretName


def name(number: int = 1, *, generation: int = 1, kind: SecretKind = SecretKind.CLIENT_SECRET) -> SecretName:
    """One of many names, spread over partners, apps and environments."""
    environment = list(Environment)[number % 3]
    return SecretName(f"partner-{number % 7}", f"app-{number}", environment, kind, generation)


def fresh() -> Secret:
    """A secret that nobody had before."""
    return Secret(secrets.token_urlsafe(32).encode())
