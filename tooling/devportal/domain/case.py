"""A case: all that the decision on one request is made from, gathered before anything is decided."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from .change import FileState
from .finding import Finding
from .permission import StaffRole
from .person import Person
from .policy import Policy
from .snapshot import Platform


@dataclass(frozen=True, slots=True)
class Identity:
    """Who acts, as somebody else vouches: GitHub's numeric id, or the fingerprint of the key that signed.

    ``login`` is for people; it decides nothing. A case made from a login alone carries what the base says of it.
    """

    login: str = ""
    github_id: int = 0
    key: str = ""

    @property
    def known(self) -> bool:
        """Whether anybody vouches for it."""
        return bool(self.github_id or self.key)


class Decision(StrEnum):
    """What a reviewer said."""

    APPROVED = "approved"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Approval:
    """What one reviewer said of one content; ``digest`` is that of the content which they saw."""

    by: Identity
    digest: str
    decision: Decision = Decision.APPROVED
    reason: str = ""


@dataclass(frozen=True, slots=True)
class OtherRequest:
    """Another open request: what it claims and asks for. ``valid`` is whether nothing in it has to be mended."""

    number: int
    author: str
    claims: frozenset[tuple[str, str]] = frozenset()
    publishes: frozenset[str] = frozenset()
    waits_for: frozenset[StaffRole] = frozenset()
    valid: bool = True


class Turn(StrEnum):
    """Whose move it is."""

    AUTHOR = "author"
    REVIEWER = "reviewer"
    PORTAL = "portal"


@dataclass(frozen=True, slots=True)
class Turned:
    """From when on it was whose turn; ``since`` is a time in UTC as in 2026-11-24T09:30:00Z."""

    since: str
    turn: Turn


@dataclass(frozen=True, slots=True)
class Totals:
    """How much there is at base, for the tripwire."""

    people: int = 0
    apps: int = 0
    credentials: int = 0


@dataclass(frozen=True, slots=True)
class Case:
    """One request.

    ``base`` and ``head`` hold every file of the partners and people that the request touches, and touched files outside
    the registry: at the target branch, and as a merge would leave them. Authority, staff and policy are those of base.
    ``findings`` are those that the request brings; what was wrong before is not its author's to mend.
    ``published_since`` tells for ``partner/app/part/environment`` since when its version is live.
    """

    base: Mapping[str, FileState]
    head: Mapping[str, FileState]
    platform: Platform
    actor: Identity
    now: str
    head_platform: Platform | None = None
    policy: Policy | None = None
    person: str = ""
    people: Mapping[str, Person] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    approvals: tuple[Approval, ...] = ()
    others: tuple[OtherRequest, ...] = ()
    claims: frozenset[tuple[str, str]] = frozenset()
    turns: tuple[Turned, ...] = ()
    published_since: Mapping[str, str] = field(default_factory=dict)
    totals: Totals = Totals()
    number: int = 0
    title: str = ""
    draft: bool = False
    target: str = "main"
    base_commit: str = ""
    head_commit: str = ""
    problem: str = ""
