"""What is kept of each request beside its content: since when it is whose turn, and how it ended."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from .case import Turned
from .permission import StaffRole


class Outcome(StrEnum):
    """How a request stands or ended."""

    OPEN = "open"
    MERGED = "merged"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """One request. Times are in UTC, as in 2026-11-24T09:30:00Z, and the portal's own, never the author's.

    ``author`` is the id of the person or employee; ``base`` is what it was last judged against; ``asks`` is the role
    that was last waited for.
    """

    number: int
    name: str
    author: str
    head: str
    base: str
    opened: str
    outcome: Outcome = Outcome.OPEN
    since: str = ""
    turns: tuple[Turned, ...] = ()
    reason: str = ""
    rejected_by: str = ""
    digest: str = ""
    asks: StaffRole | None = None
