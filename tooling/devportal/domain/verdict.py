"""The verdict on a request: what it means, who must act, and whether it may be merged."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from .case import Turn
from .change import Change
from .finding import Finding, Pointer
from .permission import StaffRole


class RequestStanding(StrEnum):
    """How a request stands."""

    DRAFT = "draft"
    PENDING = "request pending"
    READY = "ready"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Refusal:
    """Something that the request may not do, whatever anybody approves: what, why, and what to do instead."""

    rule: str
    path: str
    message: str
    advice: str
    pointer: Pointer = ()


@dataclass(frozen=True, slots=True)
class Requirement:
    """An approval that is needed: from one holder of any of ``roles``. ``why`` are the sentences that call for it."""

    roles: frozenset[StaffRole]
    why: tuple[str, ...]
    paths: tuple[str, ...]
    given_by: str = ""

    @property
    def shown(self) -> str:
        """The role as people read it."""
        return " or ".join(role.shown for role in StaffRole if role in self.roles)


@dataclass(frozen=True, slots=True)
class Counted:
    """One approval, whether it counts, and why not."""

    by: str
    counts: bool
    why: str


@dataclass(frozen=True, slots=True)
class Risk:
    """Something that customers or partners will notice; ``kind`` is a stable short id."""

    kind: str
    sentence: str


class Tick(StrEnum):
    """Whether a point of the checklist is settled."""

    DONE = "done"
    FAILED = "failed"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class CheckPoint:
    """A point that the reviewer goes through; a machine ticks what it can tell."""

    text: str
    tick: Tick = Tick.OPEN
    note: str = ""


@dataclass(frozen=True, slots=True)
class Split:
    """What to take out so that the rest needs no approval by ``spares``."""

    spares: str
    take_out: tuple[str, ...]
    paths: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Promotion:
    """What a publication brings, beside what the environment before has approved and run."""

    what: str
    compared_with: str
    differences: tuple[str, ...]
    since: str = ""


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What an environment further on would refuse."""

    environment: str
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Waiting:
    """Whose turn it is: for whom, how many working hours of how many, and by when an answer is promised (UTC)."""

    turn: Turn
    whom: str = ""
    hours: int = 0
    of_hours: int = 0
    place: int = 0
    escalate_to: str = ""
    due: str = ""

    @property
    def overdue(self) -> bool:
        """Whether it waited longer than promised."""
        return bool(self.of_hours) and self.hours >= self.of_hours


@dataclass(frozen=True, slots=True)
class Verdict:
    """The decision on one case."""

    standing: RequestStanding
    digest: str
    changes: tuple[Change, ...]
    findings: tuple[Finding, ...]
    refusals: tuple[Refusal, ...]
    requirements: tuple[Requirement, ...]
    approvals: tuple[Counted, ...]
    waiting: Waiting
    headline: str
    rejected_by: str = ""
    rejected_because: str = ""
    risks: tuple[Risk, ...] = ()
    checklist: tuple[CheckPoint, ...] = ()
    splits: tuple[Split, ...] = ()
    rehearsals: tuple[Rehearsal, ...] = ()
    promotions: tuple[Promotion, ...] = ()
    plan: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    merges_by_itself: bool = False
    base_commit: str = ""
    head_commit: str = ""

    @property
    def may_merge(self) -> bool:
        """Whether it may be merged now."""
        return self.standing is RequestStanding.READY
