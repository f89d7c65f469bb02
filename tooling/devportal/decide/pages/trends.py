"""Small trends on the overviews: calls a day as bars, with a sentence that says the same; and which apps fail most."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import islice
from typing import Any, Final

from ...domain.metrics import AppMetrics
from ...domain.snapshot import AppRecords, Snapshot
from ...domain.telemetry import WINDOW_DAYS
from .frame import app_home, name_of_app, name_of_partner
from .metrics import metrics_of

HEIGHT: Final = 32
STEP: Final = 4
_TOP: Final = 10


def calls_trend(snapshot: Snapshot, apps: Iterable[AppRecords]) -> dict[str, Any]:
    """Calls of some apps together, day by day over the window; empty where nothing was measured."""
    found = [metrics for app in apps if (metrics := metrics_of(snapshot, app)) and metrics.used]
    if not found:
        return {}
    until = max(one.until for one in found)
    days = _days(until)
    calls, failed = dict.fromkeys(days, 0), 0
    for metrics in found:
        for row in metrics.used:
            if row.day in calls:
                calls[row.day] += row.calls
                failed += row.failed
    return {
        "bars": list(_bars(list(calls.values()))),
        "width": STEP * len(days),
        "height": HEIGHT,
        "said": _said(calls, failed, until),
    }


def _days(until: str) -> list[str]:
    last = date.fromisoformat(until)
    return [(last - timedelta(days=back)).isoformat() for back in reversed(range(WINDOW_DAYS))]


def _bars(numbers: list[int]) -> Iterator[dict[str, int]]:
    """One bar a day; a day with any call shows at least a trace."""
    most = max(numbers)
    for place, number in enumerate(numbers):
        height = max(1, number * HEIGHT // most) if number else 0
        if height:
            yield {"x": place * STEP, "y": HEIGHT - height, "height": height}


def _said(calls: dict[str, int], failed: int, until: str) -> str:
    total = sum(calls.values())
    if not total:
        return f"No calls in the {WINDOW_DAYS} days up to {until}."
    most = max(calls, key=lambda day: calls[day])
    return (
        f"{total:,} calls in the {WINDOW_DAYS} days up to {until}, {failed:,} of them failed. "
        f"Most on {most}: {calls[most]:,}."
    )


def failing_apps(snapshot: Snapshot) -> list[dict[str, Any]]:
    """The apps with the most failures over the window, the worst first."""
    failed = ((_failures(metrics), owner) for owner, metrics in snapshot.beside.metrics.items())
    worst = sorted(((times, owner) for times, owner in failed if times), key=lambda one: (-one[0], one[1]))
    return list(islice(_failing(snapshot, worst), _TOP))


def _failing(snapshot: Snapshot, worst: Iterable[tuple[int, str]]) -> Iterator[dict[str, Any]]:
    """Those of them that the registry knows."""
    for times, owner in worst:
        name, _, app_name = owner.partition("/")
        partner = snapshot.partners.get(name)
        app = partner.apps.get(app_name) if partner else None
        if partner and app:
            yield {
                "title": name_of_app(app),
                "partner": name_of_partner(partner),
                "count": f"{times:,}",
                "href": f"{app_home(app)}failures/",
            }


def _failures(metrics: AppMetrics) -> int:
    by_day: dict[str, int] = defaultdict(int)
    for one in metrics.failure_days:
        by_day[one.day] += one.times
    return sum(by_day.get(day, 0) for day in _days(metrics.until))
