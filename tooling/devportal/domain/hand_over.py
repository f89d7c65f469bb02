"""The hand-over of a secret: to whom it is sealed, what lies in the outbox, what is known of it. Never the secret."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Final, NamedTuple, Protocol

from .constraint import Characters, Matches
from .permission import BY_CI
from .record import Group, setting
from .secret import SecretName
from .text import Moment, Slug

_Hash = Annotated[str, Characters(most=64), Matches(r"^[0-9a-f]{64}$", "64 hexadecimal digits")]


@dataclass(frozen=True, slots=True)
class Recipient:
    """A person and one of their public keys, as ``people/<person>.yaml`` writes it. A person may have several keys."""

    person: str
    key: str


@dataclass(frozen=True, slots=True)
class HandOverWanted:
    """A secret that is to be handed over, and to whom: those whose keys count, read at base."""

    name: SecretName
    recipients: tuple[Recipient, ...]

    @property
    def id(self) -> str:
        """64 hexadecimal digits; the same secret has one hand-over, whatever crashed in between."""
        return self.name.step


class HandOverFact(Group):
    """A hand-over as it stands."""

    id: Annotated[_Hash, BY_CI] = setting("Id", "64 hexadecimal digits.")
    seal: Annotated[_Hash, BY_CI] = setting(
        "Seal", "SHA-256 of the sealed file and what belongs to it: whoever opens it sees that nobody swapped it."
    )
    sealed: Annotated[Moment, BY_CI] = setting("Sealed", "When it was sealed and put out, in UTC.")
    expires: Annotated[Moment, BY_CI] = setting("Expires", "From when on it can no longer be picked up, in UTC.")
    recipients: Annotated[tuple[Slug, ...], BY_CI] = setting("Recipients", "The people whose keys open it.")
    picked_up: Annotated[Moment | None, BY_CI] = setting("Picked up", "When it was picked up, in UTC.", None)
    picked_up_by: Annotated[Slug | None, BY_CI] = setting(
        "Picked up by", "The recipient whose key opened it, as their tool told.", None
    )
    reminded: Annotated[Moment | None, BY_CI] = setting("Reminded", "When the recipients were reminded, in UTC.", None)
    refused: Annotated[Moment | None, BY_CI] = setting(
        "Refused", "When somebody last tried to pick it up a second time, in UTC.", None
    )


@dataclass(frozen=True, slots=True)
class Parcel:
    """What lies in the outbox. Moments are in UTC and empty for what did not happen.

    ``sealed`` is the file in age's format, empty from the pick-up on. ``token_hash`` is SHA-256 (hexadecimal) of the
    one-time token that lies in the sealed file beside the secret. ``keys`` are SHA-256 digests of the public keys.
    ``refused`` is when somebody last came for it in vain.
    """

    name: SecretName
    sealed: bytes
    token_hash: str
    seal: str
    made: str
    expires: str
    recipients: tuple[str, ...]
    keys: tuple[str, ...]
    picked_up: str = ""
    picked_up_by: str = ""
    reminded: str = ""
    refused: str = ""
    withdrawn: str = ""

    @property
    def fact(self) -> HandOverFact:
        """What git keeps of it."""
        return HandOverFact(
            id=self.name.step,
            seal=self.seal,
            sealed=self.made,
            expires=self.expires,
            recipients=self.recipients,
            picked_up=self.picked_up or None,
            picked_up_by=self.picked_up_by or None,
            reminded=self.reminded or None,
            refused=self.refused or None,
        )

    @property
    def waits(self) -> bool:
        """Whether it still lies there to be picked up, its time left aside."""
        return not self.picked_up and not self.withdrawn


def seal_of(name: SecretName, sealed: bytes, token_hash: str, expires: str) -> str:
    """What binds a sealed file to its name, its token and its end."""
    parts = (name.step, hashlib.sha256(sealed).hexdigest(), token_hash, expires)
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


class Terms(NamedTuple):
    """How long things take, in days. Source: ``platform/policy.yaml``."""

    key_waits: int = 3
    remind_after: int = 3
    expires_after: int = 14


TERMS: Final = Terms()


class Claim(StrEnum):
    """What became of a try to pick up."""

    WON = "won"
    TAKEN = "taken"
    EXPIRED = "expired"
    WRONG = "wrong"


class OutboxError(Exception):
    """The outbox cannot do what it was asked; the text says what happened and what to do, and never a secret."""


class Outbox(Protocol):
    """Where sealed files lie until they are picked up. A call that raised may be made again."""

    @property
    def apart(self) -> bool:
        """Whether each partner has an outbox of its own, so that a partner must always be named."""
        ...

    @property
    def trouble(self) -> Mapping[str, str]:
        """Partners whose own outbox failed so far, and how; one partner's trouble must not stop the others."""
        ...

    def put(self, parcel: Parcel) -> Parcel:
        """Put a parcel out, once; what lies there under the name already stays and is returned. Raises OutboxError."""
        ...

    def replace(self, old: Parcel, new: Parcel) -> bool:
        """Put ``new`` in the place of ``old``, in one step; no when ``old`` is not what lies there.

        Raises OutboxError.
        """
        ...

    def get(self, name: SecretName) -> Parcel | None:
        """The parcel of a name, picked up or not. Raises OutboxError."""
        ...

    def parcels(self, partner: str = "") -> Iterator[Parcel]:
        """All parcels, or those of a partner, by name. Raises OutboxError."""
        ...

    def claim(self, name: SecretName, token: str, by: str, now: str) -> Claim:
        """Record the pick-up, in one conditional update: of any number at once exactly one wins.

        Whoever comes later is written down as refused. Raises OutboxError.
        """
        ...
