"""By when an answer is promised: the inverse of counting working hours."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from devportal.decide.review.waiting import ends, working_hours
from devportal.domain.policy import WorkingTime
from hypothesis import given
from hypothesis import strategies as st

TIME = WorkingTime(from_hour=7, to_hour=15, holidays=(date(2026, 12, 24), date(2026, 12, 25), date(2027, 1, 1)))
moments = st.datetimes(datetime(2026, 11, 1), datetime(2027, 2, 1), timezones=st.just(UTC))

TABLE = [
    ("2026-11-24T09:30", 16, "2026-11-26T09:30"),  # Two working days from a Tuesday's morning on.
    ("2026-11-27T14:00", 2, "2026-11-30T08:00"),  # Over a weekend.
    ("2026-11-28T12:00", 8, "2026-11-30T15:00"),  # Asked on a Saturday.
    ("2026-11-24T20:00", 1, "2026-11-25T08:00"),  # Asked after work.
    ("2026-12-23T14:00", 2, "2026-12-28T08:00"),  # Over Christmas and a weekend.
    ("2026-11-24T09:30", 0.5, "2026-11-24T10:00"),
]


@pytest.mark.parametrize(("start", "hours", "end"), TABLE)
def test_a_promise_in_working_hours(start: str, hours: float, end: str) -> None:
    assert ends(datetime.fromisoformat(start).replace(tzinfo=UTC), hours, TIME) == datetime.fromisoformat(end).replace(
        tzinfo=UTC
    )


@given(moments, st.integers(1, 400))
def test_just_so_many_working_hours_lie_before_it(start: datetime, quarters: int) -> None:
    end = ends(start, quarters / 4, TIME)
    assert end is not None
    assert working_hours(start, end, TIME) == pytest.approx(quarters / 4)
    assert working_hours(start, end - timedelta(minutes=5), TIME) < quarters / 4


def test_nobody_works() -> None:
    assert ends(datetime(2026, 11, 24, tzinfo=UTC), 1, WorkingTime(from_hour=9, to_hour=9)) is None
