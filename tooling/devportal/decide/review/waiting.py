"""Whose turn it is, and for how many of SuperOffice's working hours already."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta

from ...domain.case import Case, Turn, Turned
from ...domain.permission import StaffRole
from ...domain.policy import WorkingTime
from ...domain.verdict import RequestStanding, Requirement, Verdict, Waiting

_FORM = "%Y-%m-%dT%H:%M:%SZ"


def waiting(case: Case, standing: RequestStanding, needed: tuple[Requirement, ...]) -> Waiting:
    """Who acts next. The clock runs while SuperOffice's turn lasts, and pauses while the author's does."""
    if standing in {RequestStanding.REJECTED, RequestStanding.DRAFT}:
        return Waiting(Turn.AUTHOR)
    if standing is RequestStanding.READY:
        return Waiting(Turn.PORTAL)
    open_ = next(one for one in needed if not one.given_by)
    role = _first(open_)
    whom = " or ".join(one.somebody for one in StaffRole if one in open_.roles)
    place = 1 + sum(bool(one.waits_for & open_.roles) for one in case.others if one.number < (case.number or 10**9))
    if case.policy is None:
        return Waiting(Turn.REVIEWER, whom, place=place)
    time_, wait = case.policy.working_time, case.policy.waits.of(role)
    hours = int(waited(case.turns, case.now, time_))
    escalate = wait.escalate_to.shown if hours >= wait.working_days * time_.hours else ""
    return Waiting(Turn.REVIEWER, whom, hours, wait.working_days * time_.hours, place, escalate)


def role_asked(verdict: Verdict) -> StaffRole | None:
    """The role whose approval is waited for; none when it is not SuperOffice's turn."""
    if verdict.standing is not RequestStanding.PENDING:
        return None
    return next((_first(one) for one in verdict.requirements if not one.given_by), None)


def turned(turns: tuple[Turned, ...], turn: Turn, now: str) -> tuple[Turned, ...]:
    """Whose turn it was when, after a decision: the clock is told when the turn passes to another."""
    return turns if turns and turns[-1].turn is turn else (*turns, Turned(now, turn))


def _first(requirement: Requirement) -> StaffRole:
    return min(requirement.roles, key=list(StaffRole).index)


def waited(turns: Sequence[Turned], now: str, time_: WorkingTime) -> float:
    """Working hours of all of SuperOffice's turns, the present one included."""
    total = 0.0
    ends = [*(one.since for one in turns[1:]), now]
    for turned, end in zip(turns, ends, strict=False):
        if turned.turn is Turn.REVIEWER:
            total += working_hours(moment(turned.since), moment(end), time_)
    return total


def moment(text: str) -> datetime:
    """A time in UTC, as the registry writes it."""
    return datetime.strptime(text, _FORM).replace(tzinfo=UTC)


def working_hours(start: datetime, end: datetime, time_: WorkingTime) -> float:
    """Hours between two times that fall into working time, Monday to Friday, holidays left out."""
    total = timedelta()
    day = start.date()
    while day <= end.date():
        if day.weekday() < 5 and day not in time_.holidays:
            opens = datetime.combine(day, time(time_.from_hour % 24), UTC)
            closes = opens + timedelta(hours=time_.to_hour - time_.from_hour)
            total += max(min(end, closes) - max(start, opens), timedelta())
        day += timedelta(days=1)
    return total / timedelta(hours=1)
