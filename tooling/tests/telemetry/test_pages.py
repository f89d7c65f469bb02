"""What pages load of telemetry: small, and with nothing left out of the sums."""

from __future__ import annotations

import json
from collections import defaultdict
from datetime import date, timedelta

import pytest
from devportal.decide.pages.failures import trend
from devportal.decide.pages.usage_data import months, usage_data
from devportal.domain.metrics import AppMetrics, FailureDay, Used
from devportal.domain.telemetry import FailureKind, Usage
from hypothesis import given, settings
from hypothesis import strategies as st

LAST = date(2026, 11, 24)

used = st.builds(
    Used,
    environment=st.sampled_from(["sod", "stage", "production"]),
    tenant=st.sampled_from(["", "Cust1", "Cust2", "Cust3"]),
    usage=st.sampled_from(Usage),
    day=st.integers(0, 399).map(lambda back: (LAST - timedelta(days=back)).isoformat()),
    calls=st.integers(1, 10_000),
    failed=st.integers(0, 10),
)


def opened(data: bytes) -> dict[tuple[str, str, str], tuple[int, int]]:
    """Calls and failed calls by environment, usage and day, as a page reads them."""
    document = json.loads(data)
    found: dict[tuple[str, str, str], tuple[int, int]] = defaultdict(lambda: (0, 0))
    for environment, _, usage, flat in document["series"]:
        at = date.fromisoformat(document["first"])
        for gap, calls, failed in zip(flat[::3], flat[1::3], flat[2::3], strict=True):
            at += timedelta(days=gap)
            before = found[environment, usage, at.isoformat()]
            found[environment, usage, at.isoformat()] = (before[0] + calls, before[1] + failed)
    return dict(found)


def summed(some: tuple[Used, ...]) -> dict[tuple[str, str, str], tuple[int, int]]:
    found: dict[tuple[str, str, str], tuple[int, int]] = defaultdict(lambda: (0, 0))
    for one in some:
        before = found[one.environment, one.usage.value, one.day]
        found[one.environment, one.usage.value, one.day] = (before[0] + one.calls, before[1] + one.failed)
    return dict(found)


@given(st.lists(used, max_size=40).map(tuple))
@settings(max_examples=50, deadline=None)
def test_what_a_page_loads_has_the_sums_of_the_roll_up(some: tuple[Used, ...]) -> None:
    assert opened(usage_data(AppMetrics(LAST.isoformat(), some), {})) == summed(some)


def test_a_year_of_three_hundred_tenants_is_small_and_loses_nothing() -> None:
    some = tuple(
        Used(environment, f"Cust{tenant}", Usage.METERED, (LAST - timedelta(days=back)).isoformat(), 1_000 + tenant, 7)
        for environment in ("production",)
        for tenant in range(300)
        for back in range(365)
    )
    data = usage_data(AppMetrics(LAST.isoformat(), some), {f"Cust{one}": f"Café № {one} ÅS" for one in range(300)})
    assert len(data) <= 150_000
    assert opened(data) == summed(some)
    tenants = json.loads(data)["tenants"]
    assert tenants["*"] == f"{301 - len(tenants)} other tenants"
    assert "Cust299" in tenants, "those with the most calls keep their name"


@pytest.mark.parametrize(("month", "days"), [("2026-02", 28), ("2024-02", 29), ("2026-04", 30), ("2026-03", 31)])
def test_a_month_has_all_its_days_and_no_other(month: str, days: int) -> None:
    first = date.fromisoformat(f"{month}-01")
    some = tuple(
        Used("production", "", Usage.METERED, (first + timedelta(days=day)).isoformat(), 1, 0)
        for day in range(-1, days + 1)
    )
    found = {one["month"]: one["total"] for one in months(AppMetrics(LAST.isoformat(), some))}
    assert found[month] == days
    assert sum(found.values()) == days + 2
    assert sorted(found.values()) == [1, 1, days]


def test_days_without_failures_are_told_as_none() -> None:
    day = FailureDay("production", FailureKind.INBOUND, "2026-11-20", 4)
    found = trend(AppMetrics(LAST.isoformat(), failure_days=(day,)))
    assert (found["days"][0], found["days"][-1], len(found["days"])) == ("2026-10-26", "2026-11-24", 30)
    (series,) = found["series"]
    assert series["counts"] == [4 if at == "2026-11-20" else 0 for at in found["days"]]
