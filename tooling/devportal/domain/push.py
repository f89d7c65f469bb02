"""What a push to a plain git repository asks for."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

NO_COMMIT: Final = "0" * 40
"""Git's way to say that a reference is not there."""
MAIN: Final = "refs/heads/main"
REQUESTS: Final = "refs/heads/requests/"
STATEMENTS: Final = "refs/tags/approvals/"


class Asks(StrEnum):
    """What the update of one reference asks for."""

    MERGE = "merge"
    REQUEST = "request"
    STATE = "state"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class RefUpdate:
    """One reference that a push moves: from which object to which."""

    old: str
    new: str
    ref: str

    @property
    def creates(self) -> bool:
        """Whether the reference is new."""
        return set(self.old) == {"0"}

    @property
    def deletes(self) -> bool:
        """Whether the reference goes."""
        return set(self.new) == {"0"}


@dataclass(frozen=True, slots=True)
class Asked:
    """An update as the portal understands it; ``request`` is the request's name."""

    what: Asks
    request: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """Whether an update is accepted, and what the one who pushes is told."""

    accepted: bool
    text: str
