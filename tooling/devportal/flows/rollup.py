"""Rolls telemetry up on an engine, and keeps the roll-ups of days whose rows are gone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final

from ..decide.rollup.failures import failed, failure_days, failure_samples, failures
from ..decide.rollup.operations import operation_samples, operations
from ..decide.rollup.usage import usage
from ..domain.telemetry import SAMPLE_DAYS, WINDOW_DAYS, Keeping, Table
from ..gateways.telemetry.engines import Computer, Engine, started
from ..gateways.telemetry.lake import Lake
from ..gateways.telemetry.rolled import merged_days, store

if TYPE_CHECKING:
    import pyarrow as pa

_USUAL: Final = Keeping()

DAILY = ("usage", "failure_days")
"""Roll-ups by day: days whose rows are gone keep what was rolled up of them."""


def roll_up(
    lake: Lake, engine: Engine = Engine.DUCKDB, master: str = "local[*]", keep: Keeping = _USUAL
) -> Mapping[str, int]:
    """Compute every roll-up; rows of each. Raises TelemetryError, and then the old roll-ups stand."""
    with lake.writing() as spill:
        with started(engine, spill, master) as computer:
            fresh = dict(_rolled(lake, computer))
        for name in DAILY:
            if name in fresh:
                fresh[name] = merged_days(lake, name, fresh[name], _first_day(lake), _oldest(lake, keep))
        store(lake, spill, fresh)
    return {name: table.num_rows for name, table in fresh.items()}


def _rolled(lake: Lake, computer: Computer) -> Iterator[tuple[str, pa.Table]]:
    days = {table: lake.days(table) for table in Table}
    last = max((found[-1] for found in days.values() if found), default="")
    if not last:
        return
    if days[Table.REQUESTS]:
        yield from _of_requests(lake, computer, last)
    recent = {name: rows for name in Table if (rows := _rows(lake, computer, name, last, WINDOW_DAYS)) is not None}
    if recent:
        rows = failed(recent)
        yield "failures", computer.result(failures(rows))
        yield "failure_samples", computer.result(failure_samples(rows))
    everything = {name: computer.table(lake.files(name)) for name in Table if days[name]}
    yield "failure_days", computer.result(failure_days(failed(everything)))


def _of_requests(lake: Lake, computer: Computer, last: str) -> Iterator[tuple[str, pa.Table]]:
    yield "usage", computer.result(usage(computer.table(lake.files(Table.REQUESTS))))
    recent = _rows(lake, computer, Table.REQUESTS, last, WINDOW_DAYS)
    if recent is not None:
        yield "operations", computer.result(operations(recent))
    newest = _rows(lake, computer, Table.REQUESTS, last, SAMPLE_DAYS)
    if newest is not None:
        yield "operation_samples", computer.result(operation_samples(newest))


def _rows(lake: Lake, computer: Computer, table: Table, last: str, days: int) -> Any:
    """Rows of so many days up to the last; nothing where there are none."""
    first = (date.fromisoformat(last) - timedelta(days=days - 1)).isoformat()
    files = [file for day in lake.days(table) if first <= day <= last for file in lake.files(table, day)]
    return computer.table(files) if files else None


def _first_day(lake: Lake) -> str:
    return min((days[0] for table in Table if (days := lake.days(table))), default="")


def _oldest(lake: Lake, keep: Keeping) -> str:
    last = max((days[-1] for table in Table if (days := lake.days(table))), default="")
    return (date.fromisoformat(last) - timedelta(days=keep.rolled_days)).isoformat() if last else ""
