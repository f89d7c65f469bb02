"""Azure Key Vault: a secret for each name and generation, of which the oldest version counts."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, TypeVar

from azure.core.credentials import TokenCredential
from azure.core.exceptions import (
    AzureError,
    ClientAuthenticationError,
    HttpResponseError,
    ResourceExistsError,
    ResourceNotFoundError,
)
from azure.identity import ClientAssertionCredential, DefaultAzureCredential
from azure.keyvault.secrets import SecretClient, SecretProperties

from ...domain.secret import (
    Entry,
    EntryState,
    Secret,
    SecretName,
    SecretStore,
    StoreCorruptError,
    StoreError,
    StoreUnavailableError,
)
from .address import Address, safe_url
from .login import has_identity, identity_token
from .wire import as_text, ask, from_text, hush, leaf, missing, moment, name_at, utc_now

_T = TypeVar("_T")
_PATH, _REVOKED, _ENCODED = "devportal-path", "devportal-revoked", "base64"
_SETTLE: Final = 2.0
"""Key Vault dates versions to the second: after two, no version can come that is as old as ours."""


class AzureStore:
    """A SecretStore in Azure. See ``domain.secret.SecretStore`` for what each call promises.

    Key Vault cannot write "only where nothing is". Two runs that race make two versions; both wait until no version can
    come that is older, both find the same oldest one, which counts from then on, and both disable the other. Revoking
    disables all versions; Key Vault deletes no single version, and a purge would let the name be used again.
    """

    kind = "azure"

    def __init__(
        self,
        client: SecretClient,
        prefix: str,
        now: Callable[[], str] = utc_now,
        pause: Callable[[float], None] = time.sleep,
    ) -> None:
        self._client = client
        self._prefix = prefix
        self._now = now
        self._pause = pause

    def put(self, offered: Iterable[tuple[SecretName, Secret]]) -> list[Entry]:
        """Set each secret unless it is there; then wait once, and let the oldest version count."""
        names, fresh = [], []
        for name, secret in offered:
            names.append(name)
            if not self._versions(name):
                self._set(name, secret)
                fresh.append(name)
        if fresh:
            self._pause(_SETTLE)
        for name in fresh:
            self._settle(name)
        return [self._described(name) for name in names]

    def get(self, name: SecretName) -> Secret:
        """The value of the oldest version."""
        oldest = self._oldest(name)
        if not oldest.enabled:
            raise missing(name)
        encoded = oldest.content_type == _ENCODED
        secret = self._asked(
            name,
            lambda: from_text(self._client.get_secret(self._at(name), oldest.version).value or "", encoded=encoded),
        )
        if secret is None:
            raise StoreCorruptError(f"What Key Vault holds as {self._at(name)} is no secret of ours.")
        return secret

    def entries(self) -> Iterator[Entry]:
        """All entries, by name."""
        found = self._asked(None, lambda: list(self._client.list_properties_of_secrets()))
        return iter(sorted(filter(None, map(self._listed, found)), key=lambda entry: entry.name))

    def revoke(self, names: Sequence[SecretName]) -> list[Entry]:
        """Disable every version; killed in between, the entry stays active and is revoked again."""
        known = [(name, self._described(name)) for name in names]
        return [entry if entry.revoked else self._revoke(name) for name, entry in known]

    def _set(self, name: SecretName, secret: Secret) -> None:
        def write() -> None:
            text, encoded = as_text(secret)
            kind = _ENCODED if encoded else None
            self._client.set_secret(self._at(name), text, content_type=kind, tags={_PATH: leaf(name)})

        self._asked(name, write)

    def _settle(self, name: SecretName) -> None:
        oldest = self._oldest(name)
        for one in self._versions(name):
            if one.version != oldest.version and one.enabled:
                self._disable(name, one, {})

    def _revoke(self, name: SecretName) -> Entry:
        now = self._now()
        for one in self._versions(name):
            self._disable(name, one, {_REVOKED: now})
        return self._described(name)

    def _disable(self, name: SecretName, one: SecretProperties, tags: Mapping[str, str]) -> None:
        kept = {**(one.tags or {}), **tags}
        self._asked(
            name,
            lambda: self._client.update_secret_properties(self._at(name), one.version, enabled=False, tags=kept),
        )

    def _versions(self, name: SecretName) -> list[SecretProperties]:
        def listed() -> list[SecretProperties]:
            try:
                return list(self._client.list_properties_of_secret_versions(self._at(name)))
            except ResourceNotFoundError:
                return []

        return self._asked(name, listed)

    def _oldest(self, name: SecretName) -> SecretProperties:
        versions = self._versions(name)
        if not versions:
            raise missing(name)
        return min(versions, key=lambda one: (one.created_on, one.version))

    def _described(self, name: SecretName) -> Entry:
        return self._entry(name, self._oldest(name))

    def _listed(self, latest: SecretProperties) -> Entry | None:
        """Key Vault lists the latest version of each; where that one lost a race, the oldest says how it stands."""
        name = name_at((latest.tags or {}).get(_PATH, "")) if (latest.name or "").startswith(self._prefix) else None
        if name is None:
            return None
        if self._at(name) != latest.name:
            raise StoreCorruptError(f"The tags of {latest.name} in Key Vault belong to another secret.")
        lost = not latest.enabled and _REVOKED not in (latest.tags or {})
        return self._described(name) if lost else self._entry(name, latest)

    def _entry(self, name: SecretName, one: SecretProperties) -> Entry:
        revoked = "" if one.enabled else (one.tags or {}).get(_REVOKED) or moment(_dated(one.updated_on))
        state = EntryState.REVOKED if revoked else EntryState.ACTIVE
        return Entry(name, f"azure:{self._at(name)}", moment(_dated(one.created_on)), state, revoked)

    def _at(self, name: SecretName) -> str:
        """Key Vault's names hold letters, digits and dashes only, at most 127: so the step, and the path as a tag."""
        return f"{self._prefix}{name.step}"

    def _asked(self, name: SecretName | None, call: Callable[[], _T]) -> _T:
        return ask(call, (AzureError,), lambda error: _explained(error, name))


def open_at(address: Address, environment: Mapping[str, str]) -> SecretStore:
    """The store in a vault: ``azure:https://NAME.vault.azure.net?prefix=devportal-``. Raises StoreError.

    The login is what azure-identity finds; on GitHub, ``AZURE_CLIENT_ID`` and ``AZURE_TENANT_ID`` are enough.
    """
    options = address.known({"prefix"})
    url = safe_url(address.place, "The address of the Key Vault")
    hush()
    client = ask(
        lambda: SecretClient(url, credential(environment), connection_timeout=10, read_timeout=30),
        (AzureError,),
        lambda error: _explained(error, None),
    )
    return AzureStore(client, options.get("prefix", "devportal-"))


def credential(environment: Mapping[str, str]) -> TokenCredential:
    """On GitHub the run's own identity; else what azure-identity finds: workload or managed identity, the Azure CLI."""
    tenant, client = environment.get("AZURE_TENANT_ID", ""), environment.get("AZURE_CLIENT_ID", "")
    own_cloud: dict[str, Any] = {"disable_instance_discovery": True} if environment.get("AZURE_AUTHORITY_HOST") else {}
    if tenant and client and has_identity(environment):
        return ClientAssertionCredential(
            tenant, client, lambda: identity_token(environment, "api://AzureADTokenExchange"), **own_cloud
        )
    return DefaultAzureCredential(**own_cloud)


def _dated(value: Any) -> Any:
    if value is None:
        raise StoreCorruptError("Key Vault gives a version without a date.")
    return value


def _explained(error: Exception, name: SecretName | None) -> StoreError:
    if isinstance(error, ClientAuthenticationError):
        return StoreUnavailableError(
            "There is no login for Azure, or it is refused. See the operators' guide: Secrets store."
        )
    if isinstance(error, ResourceNotFoundError) and name:
        return missing(name)
    if isinstance(error, ResourceExistsError) and name:
        return StoreUnavailableError(
            f"{name.path}, generation {name.generation}, was deleted in Key Vault and is recoverable. Recover it first."
        )
    status = error.status_code if isinstance(error, HttpResponseError) else None
    if status == 403:
        return StoreUnavailableError("Key Vault refuses this login what it needs: get, list and set on secrets.")
    if status == 429:
        return StoreUnavailableError("Key Vault wants fewer calls. Wait a minute, then run this again.")
    what = f"answers {status}" if status else f"cannot be reached ({type(error).__name__})"
    return StoreUnavailableError(f"Key Vault {what}. Nothing is known of what it did; run this again.")
