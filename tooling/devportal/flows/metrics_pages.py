"""Hands what telemetry says to the pages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

from ..domain.metrics import (
    AppMetrics,
    FailureDay,
    FailureGroup,
    FailureSample,
    Operation,
    OperationSample,
    Used,
)
from ..domain.snapshot import Snapshot
from ..domain.telemetry import FailureKind, TelemetryError, Usage
from ..gateways.telemetry.lake import Lake, lake_at

_ROWS: Final[dict[str, tuple[str, type[Any]]]] = {
    "usage": ("used", Used),
    "operations": ("operations", Operation),
    "operation_samples": ("operation_samples", OperationSample),
    "failures": ("failures", FailureGroup),
    "failure_days": ("failure_days", FailureDay),
    "failure_samples": ("failure_samples", FailureSample),
}
"""Each roll-up, with the field that it fills and what its rows are."""

_PLAIN: Final[dict[str, Callable[[Any], Any]]] = {"usage": Usage, "kind": FailureKind}


def with_metrics(root: Path, snapshot: Snapshot, folder: str = "") -> Snapshot:
    """The snapshot with the roll-ups of each app; without telemetry, with the reason."""
    lake = lake_at(root, folder)
    if not lake.rolled("usage").is_file():
        return snapshot
    try:
        beside = replace(snapshot.beside, metrics=metrics_of(lake))
    except TelemetryError as error:
        beside = replace(snapshot.beside, no_metrics=str(error))
    return replace(snapshot, beside=beside)


def metrics_of(lake: Lake) -> Mapping[str, AppMetrics]:
    """All roll-ups by ``partner/app``. Raises TelemetryError."""
    from ..gateways.telemetry.rolled import read

    found: dict[str, dict[str, list[Any]]] = defaultdict(lambda: defaultdict(list))
    for name, (field, model) in _ROWS.items():
        for app, row in _rows(read(lake, name), model):
            found[app][field].append(row)
    days = [row.day for fields in found.values() for row in (*fields["used"], *fields["failure_days"])]
    until = max(days, default="")
    return {
        app: AppMetrics(until, **{name: tuple(sorted(rows, key=_order)) for name, rows in fields.items()})
        for app, fields in sorted(found.items())
    }


def _rows(table: Any, model: type[Any]) -> Iterator[tuple[str, Any]]:
    if table is None:
        return
    columns = [_column(table, name) for name in model._fields]
    for app, *values in zip(table["app"].to_pylist(), *columns, strict=True):
        yield app, model(*values)


def _column(table: Any, name: str) -> list[Any]:
    plain = _PLAIN.get(name, _said)
    return [plain(value) for value in table[name].to_pylist()]


def _said(value: Any) -> Any:
    match value:
        case datetime():
            return value.strftime("%Y-%m-%dT%H:%M:%SZ")
        case date():
            return value.isoformat()
        case _:
            return value


def _order(row: tuple[Any, ...]) -> tuple[str, ...]:
    return tuple(str(value) for value in row)
