"""How we log in to Vault or OpenBao: by a token, by AppRole, or by a JWT that says who this run is."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import hvac

from ...domain.secret import StoreUnavailableError
from .login import has_identity, identity_token


def log_in(client: hvac.Client, environment: Mapping[str, str]) -> hvac.Client:
    """The client, logged in by the first of these that the environment has. Raises StoreUnavailableError, VaultError.

    ``VAULT_TOKEN``; ``VAULT_ROLE_ID`` and ``VAULT_SECRET_ID`` (AppRole); ``VAULT_ROLE`` and a JWT, from the file
    ``VAULT_JWT_FILE`` or from GitHub (for the audience ``VAULT_AUDIENCE``). ``VAULT_AUTH_PATH`` is where the method is
    mounted, when that is not its usual name.
    """
    path = environment.get("VAULT_AUTH_PATH", "")
    if environment.get("VAULT_TOKEN"):
        client.token = environment["VAULT_TOKEN"]
    elif environment.get("VAULT_ROLE_ID"):
        client.auth.approle.login(
            environment["VAULT_ROLE_ID"], environment.get("VAULT_SECRET_ID"), mount_point=path or "approle"
        )
    elif environment.get("VAULT_ROLE"):
        client.auth.jwt.jwt_login(environment["VAULT_ROLE"], _jwt(client.url, environment), path=path or "jwt")
    else:
        raise StoreUnavailableError("There is no login for Vault. See the operators' guide: Secrets store, logins.")
    return client


def _jwt(url: str, environment: Mapping[str, str]) -> str:
    file = environment.get("VAULT_JWT_FILE", "")
    if file:
        try:
            return Path(file).read_text(encoding="ascii").strip()
        except (OSError, UnicodeDecodeError):
            raise StoreUnavailableError(f"The JWT for Vault in {file} cannot be read.") from None
    if has_identity(environment):
        return identity_token(environment, environment.get("VAULT_AUDIENCE") or url)
    raise StoreUnavailableError("VAULT_ROLE needs a JWT: name its file in VAULT_JWT_FILE, or run on GitHub.")
