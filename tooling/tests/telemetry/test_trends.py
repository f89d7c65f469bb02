"""Small trends: bars that fit, and a sentence with the same sums."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from devportal.decide.pages.trends import HEIGHT, calls_trend, failing_apps
from devportal.domain.beside import Beside
from devportal.domain.metrics import AppMetrics, FailureDay, Used
from devportal.domain.snapshot import AppRecords, Snapshot
from devportal.domain.telemetry import FailureKind, Usage
from devportal.flows.load import load
from devportal.flows.read import open_folder

from ..conftest import VALID

LAST = date(2026, 11, 24)


@pytest.fixture(scope="module")
def registry_read() -> Snapshot:
    return load(open_folder(VALID))


def with_calls(snapshot: Snapshot, calls: dict[int, int]) -> tuple[Snapshot, list[AppRecords]]:
    """Calls so many days back for every app; one in ten failed."""
    apps = [app for partner in snapshot.partners.values() for app in partner.apps.values()]
    used = tuple(
        Used("production", "", Usage.METERED, (LAST - timedelta(days=back)).isoformat(), number, number // 10)
        for back, number in calls.items()
    )
    days = tuple(FailureDay("production", FailureKind.INBOUND, one.day, one.failed) for one in used if one.failed)
    metrics = {f"{app.partner}/{app.id}": AppMetrics(LAST.isoformat(), used, failure_days=days) for app in apps}
    return replace(snapshot, beside=Beside(metrics=metrics)), apps


def test_the_sentence_has_the_sums_of_the_last_thirty_days_alone(registry_read: Snapshot) -> None:
    snapshot, apps = with_calls(registry_read, {0: 100, 3: 1_000, 29: 10, 30: 5_000})
    found = calls_trend(snapshot, apps[:1])
    assert found["said"] == (
        "1,110 calls in the 30 days up to 2026-11-24, 111 of them failed. Most on 2026-11-21: 1,000."
    )
    assert [bar["height"] for bar in found["bars"]] == [1, HEIGHT, 100 * HEIGHT // 1_000]
    assert all(bar["y"] + bar["height"] == HEIGHT and 0 <= bar["x"] < found["width"] for bar in found["bars"])


def test_old_calls_alone_are_told_as_none(registry_read: Snapshot) -> None:
    snapshot, apps = with_calls(registry_read, {30: 5})
    assert calls_trend(snapshot, apps) == {
        "bars": [], "width": 120, "height": HEIGHT, "said": "No calls in the 30 days up to 2026-11-24.",
    }  # fmt: skip


def test_without_telemetry_there_is_no_trend(registry_read: Snapshot) -> None:
    _, apps = with_calls(registry_read, {})
    assert calls_trend(registry_read, apps) == {}
    assert failing_apps(registry_read) == []


def test_the_apps_that_fail_most_are_ten_at_most(registry_read: Snapshot) -> None:
    snapshot, apps = with_calls(registry_read, {0: 100, 40: 9_000})
    found = failing_apps(snapshot)
    assert len(found) == min(10, len(apps))
    assert {one["count"] for one in found} == {"10"}
