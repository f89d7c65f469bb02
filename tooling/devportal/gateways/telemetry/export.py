"""Reads an export of Application Insights: JSON lines, CSV or Parquet, plain or compressed, into rows of JSON."""

from __future__ import annotations

from pathlib import Path

import duckdb

from ...domain.telemetry import TelemetryError
from .duck import quoted

_KINDS = {"jsonl": "json", "json": "json", "ndjson": "json", "csv": "csv", "parquet": "parquet"}


def read_export(connection: duckdb.DuckDBPyConnection, file: Path) -> None:
    """Make the table ``export``: ``line``, ``text`` as it stands in the file, ``doc``: JSON, or nothing when broken.

    Raises TelemetryError for a file that is none of the known kinds or cannot be read at all.
    """
    kind = _KINDS.get(next((one.lstrip(".") for one in reversed(file.suffixes) if one not in {".gz", ".zst"}), ""))
    if kind is None:
        raise TelemetryError(
            f"{file} is no export that is known here. Give .jsonl, .csv or .parquet, or these with .gz."
        )
    try:
        {"json": _lines, "csv": _csv, "parquet": _parquet}[kind](connection, file)
    except duckdb.Error as error:
        first = str(error).splitlines()[0][:200]
        raise TelemetryError(f"{file} cannot be read: {first}. Export it again; nothing was imported.") from None


def _lines(connection: duckdb.DuckDBPyConnection, file: Path) -> None:
    """Every line by itself, so that a broken one spoils no other."""
    options = (
        "header = false, auto_detect = false, columns = {'text': 'VARCHAR'}, delim = '\\x01', quote = '', escape = ''"
    )
    read = f"read_csv({quoted(file)}, {options}, max_line_size = 16777216, null_padding = true)"
    connection.execute(
        "create or replace temp table export as select line, text, "
        "case when json_valid(text) and json_type(text) = 'OBJECT' then text::json end as doc from "
        f"(select row_number() over () as line, text from {read} where trim(text) <> '')"
    )


def _csv(connection: duckdb.DuckDBPyConnection, file: Path) -> None:
    read = (
        f"read_csv({quoted(file)}, header = true, all_varchar = true, delim = ',', quote = '\"', escape = '\"', "
        "store_rejects = true, rejects_table = 'rejected', rejects_scan = 'scans', max_line_size = 16777216)"
    )
    connection.execute("drop table if exists rejected; drop table if exists scans")
    connection.execute(
        "create or replace temp table export as select row_number() over () as line, to_json(given)::varchar as text, "
        f"to_json(given) as doc from {read} as given"
    )
    connection.execute("insert into export select line, any_value(csv_line), null from rejected group by line")


def _parquet(connection: duckdb.DuckDBPyConnection, file: Path) -> None:
    connection.execute(
        "create or replace temp table export as select row_number() over () as line, to_json(given)::varchar as text, "
        f"to_json(given) as doc from read_parquet({quoted(file)}) as given"
    )
