"""Calls by day as data for the page: small enough for a phone, exact enough to be added up.

A series is one tenant's calls of one kind in one environment: ``[gap, calls, failed, gap, calls, failed, …]``, where a
gap counts days since the day before it in the series (at first since ``first``). Tenants with the fewest calls are told
together where a year of all of them would be too much to load; nothing is left out of the sums.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any, Final

from ...domain.environment import Environment
from ...domain.metrics import AppMetrics, Used
from ...domain.telemetry import Usage

MOST_BYTES: Final = 130_000
"""Of data in one file; the page's goal is 150 kB."""
DAYS: Final = 400
OTHERS: Final = "*"
_FORMAT: Final = 1


def usage_data(metrics: AppMetrics, names: Mapping[str, str]) -> bytes:
    """The file of an app, JSON. ``names`` are customers by tenant."""
    last = date.fromisoformat(metrics.until)
    first = last - timedelta(days=DAYS - 1)
    used = [one for one in metrics.used if one.day >= first.isoformat()]
    tenants = _by_calls(used)
    kept = len(tenants)
    while True:
        data = _encoded(used, set(tenants[:kept]), first, last, names, len(tenants) - kept)
        if len(data) <= MOST_BYTES or not kept:
            return data
        kept = min(kept * MOST_BYTES // len(data), kept - 1)


def _by_calls(used: Iterable[Used]) -> list[str]:
    calls: dict[str, int] = defaultdict(int)
    for one in used:
        calls[one.tenant] += one.calls
    return sorted(calls, key=lambda tenant: (-calls[tenant], tenant))


def _encoded(
    used: Iterable[Used], kept: set[str], first: date, last: date, names: Mapping[str, str], folded: int
) -> bytes:
    series: dict[tuple[str, str, Usage], dict[str, tuple[int, int]]] = defaultdict(dict)
    for one in used:
        tenant = one.tenant if one.tenant in kept else OTHERS
        days = series[one.environment, tenant, one.usage]
        calls, failed = days.get(one.day, (0, 0))
        days[one.day] = (calls + one.calls, failed + one.failed)
    document = {
        "format": _FORMAT,
        "first": first.isoformat(),
        "last": last.isoformat(),
        "usages": [{"id": one.value, "title": one.shown} for one in Usage],
        "environments": [{"id": one.value, "title": one.shown} for one in Environment],
        "tenants": {tenant: _title(tenant, names, folded) for tenant in sorted({key[1] for key in series})},
        "series": [[*key[:2], key[2].value, _gaps(days, first)] for key, days in sorted(series.items())],
    }
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()


def _title(tenant: str, names: Mapping[str, str], folded: int) -> str:
    if tenant == OTHERS:
        return f"{folded} other tenants"
    return names.get(tenant) or tenant or "Tenant not known"


def _gaps(days: Mapping[str, tuple[int, int]], first: date) -> list[int]:
    flat: list[int] = []
    before = first
    for day, (calls, failed) in sorted(days.items()):
        here = date.fromisoformat(day)
        flat += [(here - before).days, calls, failed]
        before = here
    return flat


def months(metrics: AppMetrics) -> list[dict[str, Any]]:
    """Calls by month and environment, the newest first: what the page tells where no script runs."""
    found: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for one in metrics.used:
        found[one.day[:7]][one.environment] += one.calls
        found[one.day[:7]]["failed"] += one.failed
    return [
        {
            "month": month,
            "calls": [found[month][one.value] for one in Environment],
            "total": sum(found[month][one.value] for one in Environment),
            "failed": found[month]["failed"],
        }
        for month in sorted(found, reverse=True)
    ]
