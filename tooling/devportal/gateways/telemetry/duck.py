"""A DuckDB of our own for one run: in memory, in UTC, without the network."""

from __future__ import annotations

from pathlib import Path

import duckdb

MEMORY = "3GB"


def connect(spill: Path) -> duckdb.DuckDBPyConnection:
    """A connection that spills into ``spill`` what does not fit into memory."""
    connection = duckdb.connect(config={"memory_limit": MEMORY, "temp_directory": str(spill)})
    connection.execute("set timezone = 'UTC'; set preserve_insertion_order = false")
    return connection


def quoted(path: Path | str) -> str:
    """A text as SQL writes it."""
    return "'" + str(path).replace("'", "''") + "'"
