"""Whose turn it is, and for how many of SuperOffice's working hours already."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice

from ...domain.case import Case, Turn, Turned
from ...domain.permission import StaffRole
from ...domain.policy import WorkingTime
from ...domain.verdict import RequestStanding, Requirement, Verdict, Waiting

_HOUR = timedelta(hours=1)
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
    hours, promised = waited(case.turns, case.now, time_), wait.working_days * time_.hours
    if hours >= promised:
        return Waiting(Turn.REVIEWER, whom, int(hours), promised, place, wait.escalate_to.shown)
    due = ends(moment(case.now), promised - hours, time_)
    return Waiting(Turn.REVIEWER, whom, int(hours), promised, place, due=f"{due:{_FORM}}" if due else "")


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
    days = (end.date() - start.date()).days + 1
    shifts = islice(_shifts(start.date(), time_), max(days, 0))
    return sum(max(min(end, closes) - max(start, opens), timedelta()) / _HOUR for opens, closes in shifts)


def ends(start: datetime, hours: float, time_: WorkingTime) -> datetime | None:
    """When so many working hours from a time on are over; nothing when nobody works for a year."""
    left = hours * _HOUR
    for opens, closes in islice(_shifts(start.date(), time_), 366):
        begins = max(start, opens)
        if begins < closes and left <= closes - begins:
            return begins + left
        left -= max(closes - begins, timedelta())
    return None


def _shifts(day: date, time_: WorkingTime) -> Iterator[tuple[datetime, datetime]]:
    """Each day's working time from a day on; an empty one where nobody works."""
    while True:
        opens = datetime.combine(day, time(time_.from_hour % 24), UTC)
        is_free = day.weekday() >= 5 or day in time_.holidays
        yield opens, opens if is_free else opens + (time_.to_hour - time_.from_hour) * _HOUR
        day += timedelta(days=1)
