"""Reads an export of Application Insights: JSON lines, CSV or Parquet, plain or compressed, into rows of JSON."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from ...domain.telemetry import TelemetryError
from .duck import quoted

_KINDS = {"jsonl": "json", "json": "json", "ndjson": "json", "csv": "csv", "parquet": "parquet"}
_LONGEST = 16 * 1024 * 1024
_AT_ONCE = 50_000
_Line = tuple[int, str, str]
"""The line's number, what stands there, and its JSON where it can have one."""


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
    except (duckdb.Error, OSError) as error:
        first = str(error).splitlines()[0][:200]
        raise TelemetryError(f"{file} cannot be read: {first}. Export it again; nothing was imported.") from None


def _lines(connection: duckdb.DuckDBPyConnection, file: Path) -> None:
    """Every line by itself, so that a broken one spoils no other."""
    _fill(connection, ((place, line.strip(), line.strip()) for place, line in enumerate(_opened(file), 1)))


def _csv(connection: duckdb.DuckDBPyConnection, file: Path) -> None:
    """Columns are what the first line says, all text; a record of another number of fields is broken."""
    csv.field_size_limit(_LONGEST)
    records = csv.reader(_opened(file))
    try:
        names = [name.lstrip("\ufeff") for name in next(records, [])]
        if not all(names) or len(set(names)) < max(len(names), 1):
            raise TelemetryError(f"{file} has no line of column names, each once, at its start. Export it again.")
        _fill(connection, _documents(names, records))
    except csv.Error as error:
        raise TelemetryError(f"{file} is no CSV: line {records.line_num}, {error}. Export it again.") from None


def _documents(names: list[str], records: Any) -> Iterator[_Line]:
    """Each record with the line at which it begins."""
    begins = records.line_num + 1
    for fields in records:
        if len(fields) == len(names):
            document = json.dumps(dict(zip(names, fields, strict=True)), ensure_ascii=False)
            yield begins, document, document
        elif fields:
            yield begins, ",".join(fields), ""
        begins = records.line_num + 1


def _opened(file: Path) -> Iterator[str]:
    """Lines of a text, plain or compressed; what is no text in it is replaced, so that the row tells it."""
    with pa.input_stream(file, compression="detect") as raw:
        yield from io.TextIOWrapper(io.BufferedReader(raw), encoding="utf-8", errors="replace", newline="")


def _fill(connection: duckdb.DuckDBPyConnection, lines: Iterator[_Line]) -> None:
    connection.execute("create or replace temp table export (line bigint, text varchar, doc json)")
    while some := list(islice(lines, _AT_ONCE)):
        batch = pa.table(dict(zip(("line", "text", "doc"), map(list, zip(*some, strict=True)), strict=True)))
        connection.register("batch", batch)
        connection.execute(
            "insert into export select line, text, "
            "case when json_valid(doc) and json_type(doc) = 'OBJECT' then doc::json end from batch where text <> ''"
        )
        connection.unregister("batch")


def _parquet(connection: duckdb.DuckDBPyConnection, file: Path) -> None:
    connection.execute(
        "create or replace temp table export as select row_number() over () as line, to_json(given)::varchar as text, "
        f"to_json(given) as doc from read_parquet({quoted(file)}) as given"
    )
