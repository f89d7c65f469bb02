"""What is asked for and not yet settled, as the site shows it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from statistics import median
from typing import Any, NamedTuple

from ...domain.case import Case, Turned
from ...domain.change import VersionPublished
from ...domain.layout import locate_path
from ...domain.managed import PlainRequest, PublishRequest, Requests, RequestState, WaitingTime
from ...domain.permission import StaffRole
from ...domain.policy import Policy
from ...domain.verdict import RequestStanding, Verdict
from .waiting import role_asked, waited

_LONGEST_SUMMARY = 300


@dataclass(frozen=True, slots=True)
class Outstanding:
    """A request that is open: its case, the verdict on it, and since when it stands so."""

    case: Case
    verdict: Verdict
    author: str
    since: str


class Answered(NamedTuple):
    """A request that is over: who was waited for, whose turn it was when, and its end."""

    role: StaffRole
    turns: tuple[Turned, ...]
    end: str


def requests_record(open_: Iterable[Outstanding], answered: Iterable[Answered], policy: Policy | None) -> Requests:
    """``managed/requests.json``: what waits for SuperOffice, was approved, or was rejected by it.

    A draft, and a request in which something has to be mended, asks for nothing yet: its versions are drafts still.
    """
    asked = sorted((one for one in open_ if _state(one.verdict)), key=lambda one: one.case.number)
    return Requests(
        requests=tuple(item for one in asked for item in _published(one)),
        others=tuple(_other(one) for one in asked if not any(_publications(one))),
        waiting_times=tuple(_times(asked, tuple(answered), policy)) if policy else (),
    )


def _state(verdict: Verdict) -> RequestState | None:
    if verdict.rejected_by:
        return RequestState.REJECTED
    standing = {RequestStanding.PENDING: RequestState.PENDING, RequestStanding.READY: RequestState.APPROVED}
    return standing.get(verdict.standing)


def _seen(text: str) -> str:
    """Text without characters that nobody can see: reasons and names are other people's."""
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())


def _facts(one: Outstanding) -> dict[str, Any]:
    verdict, state = one.verdict, _state(one.verdict)
    pending = state is RequestState.PENDING
    return {
        "number": one.case.number,
        "state": state,
        "since": one.since,
        "waiting_for": role_asked(verdict) if pending else None,
        "reason": _seen(verdict.rejected_because) or None,
        "waited": verdict.waiting.hours if pending and verdict.waiting.of_hours else None,
        "promised": verdict.waiting.of_hours or None if pending else None,
    }


def _publications(one: Outstanding) -> Iterator[VersionPublished]:
    """Publications of what main knows; others are a matter of the whole request."""
    for change in one.verdict.changes:
        if isinstance(change, VersionPublished) and change.new and change.environment.needs_approval and one.author:
            yield change


def _published(one: Outstanding) -> Iterator[PublishRequest]:
    for change in _publications(one):
        yield PublishRequest(
            author=one.author,
            partner=change.subject.partner,
            app=change.subject.app or None,
            part=change.part,
            version=change.new,
            target=change.environment,
            rejected_by=one.verdict.rejected_by or None,
            **_facts(one),
        )


def _other(one: Outstanding) -> PlainRequest:
    asked = [why for need in one.verdict.requirements for why in need.why]
    summary = _seen("; ".join(asked or [change.sentence for change in one.verdict.changes]))
    known = one.author in one.case.people or one.author == _employee(one)
    return PlainRequest(
        summary=summary if len(summary) <= _LONGEST_SUMMARY else f"{summary[: _LONGEST_SUMMARY - 1]}…",
        author=one.author if known else None,
        partner=_partner(one.case),
        **_facts(one),
    )


def _employee(one: Outstanding) -> str:
    staff = one.case.platform.staff
    return one.author if staff and one.author in staff.record.employees else ""


def _partner(case: Case) -> str | None:
    """The partner of the request, as main knows it."""
    places = (locate_path(path) for path in case.base)
    return next((place.partner for place in places if place and place.partner), None)


def _times(asked: list[Outstanding], answered: tuple[Answered, ...], policy: Policy) -> Iterator[WaitingTime]:
    for role in StaffRole:
        hours = [one.verdict.waiting.hours for one in asked if role_asked(one.verdict) is role]
        past = [int(waited(one.turns, one.end, policy.working_time)) for one in answered if one.role is role]
        yield WaitingTime(
            role=role,
            promised=policy.waits.of(role).working_days * policy.working_time.hours,
            open=len(hours),
            longest=max(hours, default=0),
            answered=len(past),
            median=int(median(past)) if past else None,
        )
