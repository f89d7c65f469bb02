"""Secrets, and the store that keeps them. Outside a store and a sealed hand-over there is only their name."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NoReturn, Protocol

from .environment import Environment


class SecretKind(StrEnum):
    """What a secret is to an app. A client ID is no secret, but it is assigned through the store, so that it is one."""

    CLIENT_ID = "client-id"
    CLIENT_SECRET = "client-secret"  # noqa: S105 - a name
    PRIVATE_KEY = "private-key"


class Secret:
    """A value that shows itself to nobody but who asks: not in text, not in a traceback, not in a pickle."""

    __slots__ = ("_value",)

    def __init__(self, value: bytes) -> None:
        self._value = value

    def reveal(self) -> bytes:
        """The value itself. Callers are store adapters and the sealer, nobody else."""
        return self._value

    def __repr__(self) -> str:
        return "Secret(…)"

    def __format__(self, spec: str) -> str:
        return repr(self)

    def __reduce__(self) -> NoReturn:
        raise TypeError("A secret cannot be pickled or copied.")


@dataclass(frozen=True, slots=True, order=True)
class SecretName:
    """Which secret: whose, where, what, and which of the wanted generations."""

    partner: str
    app: str
    environment: Environment
    kind: SecretKind
    generation: int

    @property
    def path(self) -> str:
        """Where a store keeps it, without the generation: ``partners/acme/apps/sync/stage/client-secret``."""
        return f"partners/{self.partner}/apps/{self.app}/{self.environment.value}/{self.kind.value}"

    @property
    def step(self) -> str:
        """The key of the step that makes it, 64 hexadecimal digits: the same wish gives the same key in every run."""
        parts = [self.partner, self.app, self.environment.value, self.kind.value, self.generation]
        return hashlib.sha256(json.dumps(parts, separators=(",", ":")).encode()).hexdigest()


class EntryState(StrEnum):
    """Whether a store still gives a secret out."""

    ACTIVE = "active"
    REVOKED = "revoked"


@dataclass(frozen=True, slots=True)
class Entry:
    """What a store says of a secret without saying it.

    ``reference`` names it in the store (``[A-Za-z0-9:/._-]``, at most 200 characters); ``created`` and ``revoked`` are
    moments in UTC, ``revoked`` is empty while it is active.
    """

    name: SecretName
    reference: str
    created: str
    state: EntryState = EntryState.ACTIVE
    revoked: str = ""


class StoreError(Exception):
    """A store cannot do what it was asked; the text says what happened and what to do, and never a secret."""


class StoreUnavailableError(StoreError):
    """The store does not answer, or refuses who asks. Nothing is known of what it did."""


class StoreBusyError(StoreError):
    """Another writer is at work for longer than we wait."""


class StoreCorruptError(StoreError):
    """What the store holds cannot be opened: altered, swapped, half a file, or another key."""


class SecretMissingError(StoreError):
    """There is no such secret, or it was revoked."""


class SecretStore(Protocol):
    """Keeps secrets. Whatever a call has returned survives a power cut; a call that raised may be made again."""

    @property
    def kind(self) -> str:
        """Which adapter this is: ``embedded``, ``vault``, ``azure`` or ``aws``."""
        ...

    def put(self, offered: Iterable[tuple[SecretName, Secret]]) -> list[Entry]:
        """Keep each secret, once; entries in the order of what was offered.

        A name that has a secret already keeps it (revoked ones stay revoked): the offered one is dropped, and the entry
        that is there is returned, so that two runs that race agree. Raises StoreError.
        """
        ...

    def get(self, name: SecretName) -> Secret:
        """The secret. Raises SecretMissingError, StoreError."""
        ...

    def entries(self) -> Iterator[Entry]:
        """All entries, revoked ones too, by name. Raises StoreError."""
        ...

    def revoke(self, names: Sequence[SecretName]) -> list[Entry]:
        """Destroy the secrets and keep their entries; those that are revoked already stay as they are.

        A call that was killed may have destroyed a secret whose entry is still active: ``get`` then raises
        SecretMissingError, and another call revokes it for good.

        Raises SecretMissingError for a name that was never there, StoreError.
        """
        ...
