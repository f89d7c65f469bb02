"""HashiCorp Vault and OpenBao: a key in a KV engine (version 2) for each name and generation; version 1 counts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, TypeVar
from urllib.parse import urlsplit

import hvac
from hvac import exceptions as faults
from requests.exceptions import RequestException

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
from .vault_login import log_in
from .wire import as_text, ask, from_text, hush, leaf, missing, name_at, utc_now

_T = TypeVar("_T")
_REVOKED: Final = "devportal-revoked"


class VaultStore:
    """A SecretStore in Vault. See ``domain.secret.SecretStore`` for what each call promises.

    ``cas=0`` lets a key be written only where it never was: whoever comes first wins. Revoking destroys the version's
    data for good and keeps the key's metadata, so that the key can never be written again.
    """

    kind = "vault"

    def __init__(
        self,
        connect: Callable[[], hvac.Client],
        mount: str,
        prefix: str,
        now: Callable[[], str] = utc_now,
    ) -> None:
        """``connect`` gives a client that is logged in; it is called once, with the first question."""
        self._connect = connect
        self._client: hvac.Client | None = None
        self._mount = mount
        self._prefix = f"{prefix}/" if prefix else ""
        self._now = now

    def put(self, offered: Iterable[tuple[SecretName, Secret]]) -> list[Entry]:
        """Write each key unless it was ever written."""
        return [self._put(name, secret) for name, secret in offered]

    def get(self, name: SecretName) -> Secret:
        """The data of version 1."""
        secret = self._asked(
            name, lambda kv: _taken(kv.read_secret_version(version=1, **self._at(name), **_STRICT)["data"]["data"])
        )
        if secret is None:
            raise StoreCorruptError(f"What Vault holds at {self._path(name)} is no secret of ours.")
        return secret

    def entries(self) -> Iterator[Entry]:
        """All entries, by name: each folder is listed, each key's metadata read."""
        names = filter(None, (name_at(path) for path in self._paths("partners/")))
        return iter(sorted((self._described(name) for name in names), key=lambda entry: entry.name))

    def revoke(self, names: Sequence[SecretName]) -> list[Entry]:
        """Destroy the data; killed before that, the entry stays active and is revoked again."""
        known = [(name, self._described(name)) for name in names]
        return [entry if entry.revoked else self._revoke(name) for name, entry in known]

    def _put(self, name: SecretName, secret: Secret) -> Entry:
        def write(kv: Any) -> None:
            try:
                kv.create_or_update_secret(secret=_held(secret), cas=0, **self._at(name))
            except (faults.InvalidRequest, faults.Forbidden):
                # Refused where the key is there: by cas=0, or by a policy that allows to create and not to update.
                if not self._is_there(kv, name):
                    raise

        self._asked(name, write)
        return self._described(name)

    def _is_there(self, kv: Any, name: SecretName) -> bool:
        try:
            kv.read_secret_metadata(**self._at(name))
        except faults.InvalidPath:
            return False
        return True

    def _revoke(self, name: SecretName) -> Entry:
        def destroy(kv: Any) -> None:
            kv.update_metadata(custom_metadata={_REVOKED: self._now()}, **self._at(name))
            metadata = kv.read_secret_metadata(**self._at(name))["data"]
            kv.destroy_secret_versions(versions=sorted(map(int, metadata["versions"])), **self._at(name))

        self._asked(name, destroy)
        return self._described(name)

    def _described(self, name: SecretName) -> Entry:
        return self._asked(name, lambda kv: self._entry(name, kv.read_secret_metadata(**self._at(name))["data"]))

    def _entry(self, name: SecretName, data: Mapping[str, Any]) -> Entry:
        first = data["versions"].get("1")
        if first is None:
            raise StoreCorruptError(f"Version 1 of {self._path(name)} is gone from Vault: somebody wrote over it.")
        noted = (data.get("custom_metadata") or {}).get(_REVOKED, "")
        deleted = _moment(first["deletion_time"])
        gone = first["destroyed"] or "" < deleted <= self._now()
        revoked = noted or deleted or _moment(data["updated_time"]) if gone else ""
        state = EntryState.REVOKED if revoked else EntryState.ACTIVE
        return Entry(name, f"vault:{self._mount}/{self._path(name)}", _moment(first["created_time"]), state, revoked)

    def _paths(self, folder: str) -> Iterator[str]:
        path = f"{self._prefix}{folder}"

        def listed(kv: Any) -> list[str]:
            try:
                return list(kv.list_secrets(path=path, mount_point=self._mount)["data"]["keys"])
            except faults.InvalidPath:
                return []

        for key in self._asked(None, listed):
            if key.endswith("/"):
                yield from self._paths(f"{folder}{key}")
            else:
                yield f"{folder}{key}"

    def _path(self, name: SecretName) -> str:
        return f"{self._prefix}{leaf(name)}"

    def _at(self, name: SecretName) -> dict[str, str]:
        return {"path": self._path(name), "mount_point": self._mount}

    def _asked(self, name: SecretName | None, call: Callable[[Any], _T]) -> _T:
        def asked() -> _T:
            if self._client is None:
                self._client = self._connect()
                hush()
            return call(self._client.secrets.kv.v2)

        return ask(asked, (faults.VaultError, RequestException), lambda error: _explained(error, name))


_STRICT: Final = {"raise_on_deleted_version": True}


def open_at(address: Address, environment: Mapping[str, str]) -> SecretStore:
    """The store in a KV engine: ``vault:https://HOST[:PORT]/MOUNT[/PREFIX]?namespace=NAME``. Raises StoreError.

    The login is that of the environment, see ``vault_login``. ``VAULT_CACERT`` names a certificate authority's file.
    """
    options = address.known({"namespace"})
    parts = urlsplit(safe_url(address.place, "The address of Vault"))
    mount, _, prefix = parts.path.strip("/").partition("/")
    if not mount:
        raise StoreError("The address of Vault has to name the KV engine: vault:https://HOST/MOUNT")

    def connect() -> hvac.Client:
        hush()
        client = hvac.Client(
            url=f"{parts.scheme}://{parts.netloc}",
            namespace=options.get("namespace") or environment.get("VAULT_NAMESPACE") or None,
            verify=environment.get("VAULT_CACERT") or True,
            timeout=30,
        )
        return log_in(client, environment)

    return VaultStore(connect, mount, prefix)


def _held(secret: Secret) -> dict[str, str]:
    text, encoded = as_text(secret)
    return {"base64" if encoded else "value": text}


def _taken(held: Mapping[str, Any] | None) -> Secret | None:
    """The secret that ``_held`` made a key's data of; nothing for any other data."""
    data = held or {}
    text = data.get("value", data.get("base64"))
    return from_text(text, encoded="value" not in data) if isinstance(text, str) else None


def _moment(text: str) -> str:
    """Vault's moment, in UTC with parts of a second, as ours."""
    return f"{text[:19]}Z" if text else ""


def _explained(error: Exception, name: SecretName | None) -> StoreError:
    if isinstance(error, faults.InvalidPath):
        return missing(name) if name else StoreUnavailableError("Vault knows no such path. Is the KV engine there?")
    if isinstance(error, faults.Forbidden | faults.Unauthorized):
        return StoreUnavailableError(
            "Vault refuses this login. Check the role, its policy, and how long it is good for."
        )
    if isinstance(error, faults.VaultDown):
        return StoreUnavailableError("Vault is sealed or being maintained. Unseal it, then run this again.")
    if isinstance(error, faults.InvalidRequest):
        return StoreUnavailableError("Vault refuses what it is asked. Is the address that of a KV engine of version 2?")
    if isinstance(error, RequestException):
        return StoreUnavailableError(
            f"Vault cannot be reached ({type(error).__name__}). Nothing is known of what it did; run this again."
        )
    return StoreUnavailableError(
        f"Vault does not answer as it should ({type(error).__name__}). Run this again; if it stays, see its log."
    )
