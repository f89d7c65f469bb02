"""What a hand-over needs, as a table: remind, take back and make anew, take back."""

from __future__ import annotations

import pytest
from devportal.decide.notices.hand_overs import Due, due
from devportal.domain.hand_over import TERMS, HandOverFact, Terms

SEALED, END = "2026-11-01T09:00:00Z", "2026-11-15T09:00:00Z"


def fact(**more: str) -> HandOverFact:
    base = {"id": "0" * 64, "seal": "1" * 64, "sealed": SEALED, "expires": END, "recipients": ("ida-holm",)}
    return HandOverFact.model_validate({**base, **more})


@pytest.mark.parametrize(
    ("now", "more", "wanted", "expected"),
    [
        (SEALED, {}, True, Due.NOTHING),
        ("2026-11-04T08:59:59Z", {}, True, Due.NOTHING),
        ("2026-11-04T09:00:00Z", {}, True, Due.REMIND),
        ("2026-11-05T09:00:00Z", {"reminded": "2026-11-04T09:00:00Z"}, True, Due.NOTHING),
        ("2026-11-15T08:59:59Z", {}, True, Due.REMIND),
        (END, {}, True, Due.ROTATE),
        (END, {"reminded": "2026-11-04T09:00:00Z"}, True, Due.ROTATE),
        ("2027-11-15T09:00:00Z", {}, True, Due.ROTATE),
        ("2026-11-02T09:00:00Z", {}, False, Due.EXPIRE),
        (END, {}, False, Due.EXPIRE),
        (END, {"picked_up": "2026-11-02T09:00:00Z"}, True, Due.NOTHING),
        (END, {"picked_up": "2026-11-02T09:00:00Z"}, False, Due.NOTHING),
    ],
)
def test_what_is_due(now: str, more: dict[str, str], wanted: bool, expected: Due) -> None:
    assert due(fact(**more), now, TERMS, wanted=wanted) is expected


def test_the_days_are_the_policys() -> None:
    assert due(fact(), "2026-11-02T09:00:00Z", Terms(remind_after=1)) is Due.REMIND
