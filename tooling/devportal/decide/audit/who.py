"""Who did it: people and employees as the registry knew them at that time."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, Final, NamedTuple

from ...domain.event import Vouched
from ...domain.history import Author, Known
from ...domain.person import Person
from ...domain.platform import Employee, Staff
from ...domain.policy import Automation, Policy
from ..rules.public_keys import fingerprint
from .origin import PORTAL_EMAIL, Origin

_NOREPLY: Final = re.compile(r"([0-9]{1,12})\+[A-Za-z0-9-]+(?:\[bot\])?@users\.noreply\.github\.com", re.ASCII)
"""GitHub's private address carries the account's number. Source: GitHub, "Setting your commit email address"."""
_LONGEST: Final = 80
AUTOMATION: Final = "The portal"
"""What the portal's own automation is called."""


class Who(NamedTuple):
    """Somebody: the id in the registry, the name that people read, the role, and who vouches for it."""

    person: str
    name: str
    role: str
    vouched: Vouched


class People:
    """Everybody whom the registry has known so far. Staff and people are apart, for ids may be equal."""

    def __init__(self) -> None:
        self._people: dict[str, Known] = {}
        self._staff: dict[str, Known] = {}
        self._emails: dict[str, Known] = {}
        self._accounts: dict[int, Known] = {}
        self._keys: dict[str, Known] = {}

    def learn(self, known: Iterable[Known]) -> None:
        """Take in what a commit says of people. A person who left is still known by what they were."""
        for one in known:
            (self._staff if one.role else self._people)[one.id] = one
            self._emails.update((email.casefold(), one) for email in one.emails)
            self._keys.update((key, one) for key in one.keys)
            if one.github_id:
                self._accounts[one.github_id] = one

    def named(self, person: str, vouched: Vouched = Vouched.PORTAL) -> Who:
        """Somebody by their id in the registry."""
        known = self._people.get(person) or self._staff.get(person)
        return Who(person, known.name, known.role, vouched) if known else Who(person, person, "", vouched)

    def approver(self, said: str) -> str:
        """Who approved, as the portal's merge has it (``mari-dahl (App Manager)``), with the name that people read."""
        person, space, role = said.partition(" ")
        return f"{self.named(person).name}{space}{role}"

    def author(self, author: Author, origin: Origin) -> Who:
        """Who is behind a commit."""
        if origin.asked_by:
            return self.named(origin.asked_by)
        if known := self._keys.get(author.key):
            return Who(known.id, known.name, known.role, Vouched.SIGNATURE)
        if author.email == PORTAL_EMAIL:
            return Who("", AUTOMATION, "", Vouched.NOBODY)
        account = _NOREPLY.fullmatch(author.email)
        found = self._accounts.get(int(account[1])) if account else None
        found = found or self._emails.get(author.email.casefold())
        if found:
            return Who(found.id, found.name, found.role, Vouched.EMAIL)
        return Who("", _readable(author.name), "", Vouched.NOBODY)


def _readable(name: str) -> str:
    """A name that anybody may have written, on one line and without what nobody can see."""
    text = " ".join("".join(letter if letter.isprintable() else " " for letter in name).split())
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def known_of(record: Any, person: str) -> tuple[Known, ...]:
    """Everybody whom a record speaks of: a person's own file, or the list of employees."""
    match record:
        case Person():
            emails = (record.email, record.superid.user_name)
            return (Known(person, record.name, emails, record.github.id, _keys(record)),)
        case Policy(automation=one):
            return (Known("", AUTOMATION, (), one.github.id if one.github else 0, _keys(one)),)
        case Staff():
            return tuple(_employee(name, one) for name, one in record.employees.items())
        case _:
            return ()


def _employee(name: str, one: Employee) -> Known:
    role = ", ".join(role.shown for role in one.roles)
    return Known(name, one.name, (one.email, one.superid.user_name), one.github.id, _keys(one), role)


def _keys(record: Person | Employee | Automation) -> tuple[str, ...]:
    return tuple(filter(None, (fingerprint(one.key) for one in record.keys)))
