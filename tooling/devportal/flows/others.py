"""The other open requests, as far as a decision looks at them: what they claim, publish and wait for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from ..decide.review.review import review
from ..domain.case import Case, OtherRequest
from ..domain.change import VersionPublished
from ..domain.source import SourceError
from ..domain.verdict import RequestStanding, Verdict
from .review import Event, gather_commits


@dataclass(frozen=True, slots=True)
class OpenRequest:
    """An open request: its last commit, and what is known of it beside its content (its number among that)."""

    head: str
    event: Event
    author: str


def others_of(root: Path, base: str, open_: Iterable[OpenRequest], number: int) -> tuple[OtherRequest, ...]:
    """Every open request but ``number`` itself, each looked at without the others; unreadable ones hold nothing."""
    found = []
    for one in open_:
        if one.event.number != number:
            try:
                case = gather_commits(root, base, one.head, replace(one.event, others=()))
            except SourceError:
                continue
            found.append(as_other(case, review(case), one.author))
    return tuple(sorted(found, key=lambda one: one.number))


def as_other(case: Case, verdict: Verdict, author: str) -> OtherRequest:
    """What a request is to the others."""
    open_ = [one for one in verdict.requirements if not one.given_by]
    waits = verdict.standing is RequestStanding.PENDING
    return OtherRequest(
        number=case.number,
        author=author,
        claims=case.claims,
        publishes=frozenset(
            one.version_path for one in verdict.changes if isinstance(one, VersionPublished) and one.new
        ),
        waits_for=frozenset(role for one in open_ for role in one.roles) if waits else frozenset(),
        valid=verdict.standing is not RequestStanding.REJECTED,
    )
