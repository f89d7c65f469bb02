"""Which of a person's keys secrets are sealed to: the first ones at once, a changed one after some days or a word.

Who gets hold of somebody's account could swap their key and ask for a secret. So a changed key waits, and everybody
sees that it does; another administrator of the partner who knows the person may say that it is right. Days are counted
from when the portal's own automation first saw the key on main, never by the date of a commit, which its author sets.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from ..domain.hand_over import Recipient, Terms
from ..domain.managed import SeenKey, SeenKeys
from ..domain.person import KeyUse, Person, PublicKey
from .moments import later
from .rules.public_keys import fingerprint


class WaitingKey(NamedTuple):
    """A changed key that does not count yet: whose, which, and from when on it does (UTC)."""

    person: str
    key: str
    until: str

    @property
    def sentence(self) -> str:
        """For people."""
        return f"the changed key {self.key} of {self.person} counts from {self.until[:10]} on, unless it is confirmed"


class Counted(NamedTuple):
    """The keys of one person that count, those that wait, and what the portal has seen by now."""

    recipients: tuple[Recipient, ...]
    waiting: tuple[WaitingKey, ...]
    seen: SeenKeys


def key_name(key: str) -> str:
    """What people call a public key by: an SSH key's fingerprint, or the age recipient itself."""
    return fingerprint(key) or key


def receiving(keys: Sequence[PublicKey]) -> tuple[str, ...]:
    """The keys that are there to receive with."""
    return tuple(one.key for one in keys if KeyUse.RECEIVE in one.uses)


def first_keys(history: Iterator[Person]) -> frozenset[str]:
    """The keys that a person began with, from the states of their file, oldest first."""
    return next((frozenset(keys) for one in history if (keys := receiving(one.keys))), frozenset())


def counted(
    name: str, person: Person, first: frozenset[str], seen: SeenKeys | None, confirmed: Collection[str], now: str,
    terms: Terms,
) -> Counted:  # fmt: skip
    """Which keys of a person count now. ``first`` are those that they began with, ``confirmed`` names of keys."""
    recipients, waiting, known = [], [], []
    for key in receiving(person.keys):
        called = key_name(key)
        since = (seen.since(called) if seen else "") or now
        if key not in first:
            known.append(SeenKey(key=called, since=since))
        if key in first or called in confirmed or later(since, terms.key_waits) <= now:
            recipients.append(Recipient(name, key))
        else:
            waiting.append(WaitingKey(name, called, later(since, terms.key_waits)))
    return Counted(tuple(recipients), tuple(waiting), SeenKeys(keys=tuple(known)))
