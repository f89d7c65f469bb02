"""Who can receive a secret: people with a key that age can seal to."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from typing import Final

from ...domain.hand_over import Recipient
from ...domain.person import KeyUse, Person
from ...domain.provision import Receiver
from ...domain.snapshot import Filed
from ..rules.public_keys import NotAKeyError, kind_of, material

_SEALABLE: Final = {"age", "ssh-ed25519", "ssh-rsa"}


class Receivers(Mapping[tuple[str, str], tuple[Receiver, ...]]):
    """The keys that people have to receive with, whatever the partner, looked at when somebody asks.

    Most people receive nothing in a run.
    """

    def __init__(self, people: Mapping[str, Filed[Person]]) -> None:
        self._people = people
        self._known: dict[str, tuple[Receiver, ...]] = {}

    def __getitem__(self, who: tuple[str, str]) -> tuple[Receiver, ...]:
        _, name = who
        if name not in self._known:
            self._known[name] = tuple(_receivers(name, self._people[name].record))
        return self._known[name]

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return (("", name) for name in self._people)

    def __len__(self) -> int:
        return len(self._people)


def receiving_keys(person: Person) -> frozenset[str]:
    """The keys that a person wants to receive with, and that can be sealed to."""
    return frozenset(one.key for one in person.keys if KeyUse.RECEIVE in one.uses and _sealable(one.key))


def _receivers(name: str, person: Person) -> Iterator[Receiver]:
    for key in sorted(receiving_keys(person)):
        yield Receiver(Recipient(name, key), hashlib.sha256(f"{name} {key}".encode()).hexdigest())


def _sealable(key: str) -> bool:
    try:
        return kind_of(key) in _SEALABLE and bool(material(key))
    except NotAKeyError:
        return False
