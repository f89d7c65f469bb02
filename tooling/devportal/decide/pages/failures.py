"""The Failures page of an app: exceptions, failed inbound and outbound requests."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from ...domain.environment import Environment
from ...domain.metrics import AppMetrics, FailureGroup, FailureSample
from ...domain.page import Page
from ...domain.snapshot import AppRecords, PartnerRecords, Snapshot
from ...domain.telemetry import WINDOW_DAYS, FailureKind
from .frame import app_frame, app_home, name_of_app
from .metrics import customers, metrics_of


def failure_pages(snapshot: Snapshot, partner: PartnerRecords, app: AppRecords) -> Iterator[Page]:
    """One page; without telemetry it says how it comes in."""
    here = f"{app_home(app)}failures/"
    metrics = metrics_of(snapshot, app)
    view = {**app_frame(partner, app, here), "heading": "Failures", "of": name_of_app(app), "name": app.id}
    view |= {"missing": snapshot.beside.no_metrics, "window": WINDOW_DAYS, "until": metrics.until if metrics else ""}
    view["environments"] = [one.shown for one in Environment]
    if metrics:
        view |= {"kinds": _kinds(metrics), "groups": _groups(metrics, customers(app)), "trend": trend(metrics)}
    yield Page(f"{here}index", f"Failures · {name_of_app(app)}", "failures.html", view)


def _kinds(metrics: AppMetrics) -> list[dict[str, Any]]:
    return [
        {
            "title": kind.shown,
            "help": kind.help,
            "count": sum(one.times for one in metrics.failures if one.kind is kind),
            "groups": sum(one.kind is kind for one in metrics.failures),
        }
        for kind in FailureKind
    ]


def trend(metrics: AppMetrics) -> dict[str, Any]:
    """Failures a day by kind and environment over the window; days without one are told as 0."""
    last = date.fromisoformat(metrics.until)
    days = [(last - timedelta(days=back)).isoformat() for back in reversed(range(WINDOW_DAYS))]
    counts = {(one.environment, one.kind, one.day): one.times for one in metrics.failure_days}
    series = [
        {
            "environment": environment.shown,
            "kind": kind.shown,
            "counts": [counts.get((environment.value, kind, day), 0) for day in days],
        }
        for environment in Environment
        for kind in FailureKind
    ]
    return {"days": days, "series": [one for one in series if any(one["counts"])]}


def _groups(metrics: AppMetrics, names: dict[str, str]) -> list[dict[str, Any]]:
    samples: dict[tuple[str, ...], list[FailureSample]] = defaultdict(list)
    for one in metrics.failure_samples:
        samples[_key(one)].append(one)
    found = sorted(metrics.failures, key=lambda one: (-one.times, one.operation, one.problem, one.code))
    return [_group(one, samples[_key(one)], names) for one in found]


def _key(one: FailureGroup | FailureSample) -> tuple[str, ...]:
    return (one.environment, one.kind.value, one.operation, one.problem, one.code)


def _group(one: FailureGroup, samples: list[FailureSample], names: dict[str, str]) -> dict[str, Any]:
    return {
        "kind": one.kind.shown,
        "environment": Environment(one.environment).shown,
        "operation": one.operation,
        "problem": one.problem,
        "code": one.code,
        "count": one.times,
        "tenants": one.tenants,
        "first": {"full": one.first, "shown": _short(one.first)},
        "last": {"full": one.last, "shown": _short(one.last)},
        "samples": [
            {
                "moment": row.moment,
                "tenant": names.get(row.tenant) or row.tenant,
                "message": row.message,
                "duration": row.duration,
                "operation_id": row.operation_id,
            }
            for row in sorted(samples, key=lambda row: row.moment, reverse=True)
        ],
    }


def _short(moment: str) -> str:
    """A moment without seconds."""
    return f"{moment[:10]} {moment[11:16]}"
