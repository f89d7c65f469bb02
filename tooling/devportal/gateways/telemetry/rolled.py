"""Roll-ups on disk: one Parquet file each."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from ...domain.telemetry import TelemetryError
from .lake import Lake


def read(lake: Lake, name: str) -> pa.Table | None:
    """A roll-up; nothing where there is none. Raises TelemetryError."""
    file = lake.rolled(name)
    if not file.is_file():
        return None
    try:
        return pq.read_table(file)
    except (OSError, pa.ArrowException) as error:
        message = (
            f"{file} cannot be read ({str(error)[:100]}). Bring it back from a copy; or remove the file and run "
            "devportal telemetry rollup, and the days whose rows are gone are lost."
        )
        raise TelemetryError(message) from None


def merged_days(lake: Lake, name: str, fresh: pa.Table, first: str, oldest: str) -> pa.Table:
    """``fresh``, and of the roll-up before it the days from ``oldest`` to before ``first``: their rows are gone."""
    before = read(lake, name)
    if before is None or not first:
        return fresh
    kept = pc.and_(pc.less(before["day"], _day(first)), pc.greater_equal(before["day"], _day(oldest)))
    return pa.concat_tables([before.filter(kept).cast(fresh.schema), fresh])


def store(lake: Lake, staged: Path, tables: Mapping[str, pa.Table]) -> None:
    """Write roll-ups beside the lake, then put each in its place."""
    for name, table in tables.items():
        pq.write_table(table, staged / name, compression="zstd")
    for name in tables:
        lake.move_in(staged / name, lake.rolled(name))


def _day(text: str) -> pa.Scalar:
    return pa.scalar(date.fromisoformat(text), pa.date32())
