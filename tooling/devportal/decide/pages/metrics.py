"""The API metrics page of an app: calls over time, operations, samples."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from ...domain.environment import Environment
from ...domain.metrics import AppMetrics, Operation, OperationSample
from ...domain.page import Asset, Page
from ...domain.snapshot import AppRecords, PartnerRecords, Snapshot
from ...domain.telemetry import WINDOW_DAYS, Usage
from .frame import app_frame, app_home, name_of_app
from .usage_data import months, usage_data

Samples = Mapping[tuple[str, str], list[OperationSample]]


def metrics_pages(snapshot: Snapshot, partner: PartnerRecords, app: AppRecords) -> Iterator[Page]:
    """One page; without telemetry it says how it comes in."""
    here = f"{app_home(app)}api-metrics/"
    metrics = metrics_of(snapshot, app)
    view = {**app_frame(partner, app, here), "heading": "API metrics", "of": name_of_app(app)}
    view |= {"missing": snapshot.beside.no_metrics, "name": app.id, "window": WINDOW_DAYS, "data": ""}
    view["environments"] = [one.shown for one in Environment]
    if metrics and metrics.used:
        samples = _samples(metrics)
        view |= {
            "until": metrics.until,
            "data": f"{here}calls.json",
            "usages": [one.shown for one in Usage],
            "months": months(metrics),
            "operations": [_operation(one, samples) for one in _by_calls(metrics)],
        }
    yield Page(f"{here}index", f"API metrics · {name_of_app(app)}", "metrics.html", view)


def metrics_files(snapshot: Snapshot, partner: PartnerRecords) -> Iterator[Asset]:
    """The data behind the charts of a partner's apps, JSON."""
    for app in partner.apps.values():
        metrics = metrics_of(snapshot, app)
        if metrics and metrics.used:
            yield Asset(f"{app_home(app)}api-metrics/calls.json", usage_data(metrics, customers(app)))


def metrics_of(snapshot: Snapshot, app: AppRecords) -> AppMetrics | None:
    """What telemetry says of an app."""
    return snapshot.beside.metrics.get(f"{app.partner}/{app.id}")


def customers(app: AppRecords) -> dict[str, str]:
    """Customers' names by tenant."""
    return {one.tenant: one.name for one in app.tenants.record.tenants} if app.tenants else {}


def _by_calls(metrics: AppMetrics) -> list[Operation]:
    return sorted(metrics.operations, key=lambda one: (-one.calls, one.operation, one.environment))


def _samples(metrics: AppMetrics) -> Samples:
    found: dict[tuple[str, str], list[OperationSample]] = defaultdict(list)
    for one in metrics.operation_samples:
        found[one.environment, one.operation].append(one)
    return found


def figure(number: int | None) -> dict[str, Any]:
    """A number as people read it, and as a list sorts it; empty where there is none."""
    return {"value": "" if number is None else number, "shown": "" if number is None else f"{number:,}"}


def _operation(one: Operation, samples: Samples) -> dict[str, Any]:
    latest = sorted(samples.get((one.environment, one.operation), ()), key=lambda row: row.moment, reverse=True)
    return {
        "title": one.operation,
        "environment": Environment(one.environment).shown,
        "figures": [
            figure(number) for number in (one.calls, one.failed, one.records, one.average, one.p50, one.p95, one.p99)
        ],
        "samples": [
            {
                "moment": row.moment,
                "tenant": row.tenant,
                "records": row.records,
                "duration": row.duration,
                "failed": not row.success,
                "operation_id": row.operation_id,
            }
            for row in latest
        ],
    }
