"""Who may see what: the one place that says it. The path of an address decides."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from .permission import Permission, StaffRole
from .text import SLUG_PATTERN

READING: Final = frozenset({Permission.LOG_IN, Permission.READ})
"""What a member needs to see a partner's pages: to be let in at all, and to read."""

_PRIVATE: Final = frozenset({"partners", "staff", "people"})
_INDEX: Final = frozenset({"", "index", "index.md", "index.html"})
_DOOR: Final = frozenset({"people", "people/", "people/index", "people/index.md", "people/index.html"})
"""One page that leads everybody to their own pages, and says nothing of anybody."""
_SLUG: Final = re.compile(SLUG_PATTERN)


class Reach(StrEnum):
    """How far an address may be seen."""

    EVERYBODY = "everybody"
    PARTNER = "partner"
    PERSON = "person"
    STAFF = "staff"
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class Viewer:
    """Somebody who looks at the website; without a name: a visitor who has not signed in.

    ``person`` is the id in ``people/``, empty for an employee; ``partners`` are those whose pages they may see.
    """

    name: str = ""
    person: str = ""
    partners: frozenset[str] = frozenset()
    roles: tuple[StaffRole, ...] = ()

    @property
    def is_staff(self) -> bool:
        """Whether they work for SuperOffice."""
        return bool(self.roles)


@dataclass(frozen=True, slots=True)
class Audience:
    """Those who may see an address; ``id`` is the partner's or the person's."""

    reach: Reach
    id: str = ""

    @property
    def is_public(self) -> bool:
        """Whether everybody may see it."""
        return self.reach is Reach.EVERYBODY

    def admits(self, viewer: Viewer) -> bool:
        """Whether this viewer may see it. Staff see every partner; a person's own pages are theirs alone."""
        match self.reach:
            case Reach.EVERYBODY:
                return True
            case Reach.PARTNER:
                return viewer.is_staff or self.id in viewer.partners
            case Reach.PERSON:
                return bool(viewer.person) and viewer.person == self.id
            case Reach.STAFF:
                return viewer.is_staff
        return False


EVERYBODY: Final = Audience(Reach.EVERYBODY)
STAFF: Final = Audience(Reach.STAFF)
NOBODY: Final = Audience(Reach.NOBODY)


def audience_of(address: str) -> Audience:
    """Who may see an address, a page's path or a file of the website, counted from its root and decoded.

    Below ``partners/<partner>/``: those who may read that partner, and staff. Below ``people/<person>/``: that person.
    Below ``staff/``, and what else begins like a private folder: staff. The rest: everybody. Capital letters hide
    nothing (some file systems do not tell them apart), and what is no plain address is for nobody.
    """
    parts = address.removeprefix("/").split("/")
    if any(part in {".", ".."} for part in parts) or "" in parts[:-1] or re.search(r"[\\\x00-\x1f\x7f%;]", address):
        return NOBODY
    top = parts[0].partition(".")[0].casefold()
    if top not in _PRIVATE or address.removeprefix("/") in _DOOR:
        return EVERYBODY
    owner = parts[1] if len(parts) > 1 else ""
    is_folder = len(parts) > 2 or owner not in _INDEX
    if top == "staff" or parts[0] != top or not is_folder or not _SLUG.match(owner):
        return STAFF
    return Audience(Reach.PARTNER if top == "partners" else Reach.PERSON, owner)
