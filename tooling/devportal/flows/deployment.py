"""Answers for those who deploy the website."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

from ..decide.access.viewers import accounts
from ..domain.audience import Reach, audience_of
from ..domain.environment import Environment
from ..domain.source import SourceError
from .load import load
from .read import open_folder


def discovery_of(root: Path, environment: Environment) -> str:
    """The address of an environment's OpenID discovery document. Raises SourceError when the registry has none."""
    environments = load(open_folder(root)).platform.environments
    if environments is None:
        raise SourceError("There is no platform/environments.yaml. Name the provider with --discovery.")
    return environments.of(environment).discovery


def readers(root: Path, address: str) -> Iterator[str]:
    """Who may see an address: a sentence, then a line for each person. Raises SourceError."""
    audience = audience_of(unquote(urlsplit(address).path))
    found = {
        Reach.EVERYBODY: "Everybody",
        Reach.PARTNER: f"Who may read the partner {audience.id}, and staff",
        Reach.PERSON: f"{audience.id}, and nobody else",
        Reach.STAFF: "Staff",
        Reach.NOBODY: "Nobody: this is no address of the website",
    }
    yield f"{found[audience.reach]}."
    if audience.reach in {Reach.EVERYBODY, Reach.NOBODY}:
        return
    for account in accounts(load(open_folder(root))):
        if audience.admits(account.viewer):
            yield f"  {account.id:<32} {account.viewer.name}{' (staff)' if account.viewer.is_staff else ''}"
