"""Takes a customer out of telemetry: rows, rows that were set aside, and roll-ups."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pyarrow.compute as pc
import pyarrow.parquet as pq

from ...domain.telemetry import Table, TelemetryError
from .duck import quoted
from .lake import Lake

_NAMED = ("usage", "operation_samples", "failure_samples")
"""Roll-ups that name tenants."""


def forget(lake: Lake, connection: duckdb.DuckDBPyConnection, tenant: str) -> int:
    """Drop every row of a tenant; how many went. What was counted without a name stays counted.

    Each file is written anew beside its place and moved in, so that a run that is cut short can be made again.
    Raises TelemetryError.
    """
    gone = 0
    try:
        with lake.writing() as staged:
            for file, names_it in _files(lake, tenant):
                gone += _without(lake, connection, file, names_it, staged / "file")
    except duckdb.Error as error:
        raise TelemetryError(f"A file cannot be read: {str(error).splitlines()[0][:200]}. Run it again.") from None
    return gone


def _files(lake: Lake, tenant: str) -> Iterator[tuple[Path, str]]:
    """Every file that may name a tenant, with the condition that finds its rows."""
    is_theirs = f"tenant = {quoted(tenant)}"
    for table in Table:
        yield from ((file, is_theirs) for file in lake.files(table))
    yield from ((lake.rolled(name), is_theirs) for name in _NAMED if lake.rolled(name).is_file())
    word = quoted(f"(^|[^A-Za-z0-9]){tenant}([^0-9]|$)")
    yield from ((file, f"regexp_matches(text, {word}, 'i')") for file in lake.aside())


def _without(lake: Lake, connection: duckdb.DuckDBPyConnection, file: Path, names_it: str, staged: Path) -> int:
    rows = f"from read_parquet({quoted(file)})"
    found = connection.execute(f"select count(*) filter ({names_it}), count(*) {rows}").fetchone()
    gone, total = found or (0, 0)
    if gone and gone == total and lake.root / "raw" in file.parents:
        file.unlink()
    elif gone:
        kept = f"select * {rows} where not coalesce({names_it}, false)"
        connection.execute(f"copy ({kept}) to {quoted(staged)} (format parquet, compression zstd)")
        lake.move_in(staged, file)
    return int(gone)


def tenants_in(lake: Lake) -> set[str]:
    """Every tenant that the roll-ups name."""
    found: set[str] = set()
    for name in _NAMED:
        if lake.rolled(name).is_file():
            found |= set(pc.unique(pq.read_table(lake.rolled(name), columns=["tenant"])["tenant"]).to_pylist())
    return found - {""}
