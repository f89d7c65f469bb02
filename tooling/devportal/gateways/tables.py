"""Tables of plain values out of CSV, JSON lines or Parquet, row by row."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from ..domain.source import SourceError

_LARGEST = 200 * 2**20
_MOST_ROWS = 1_000_000


class Table(NamedTuple):
    """The columns, and each row with its number: as a spreadsheet counts, the header being row 1."""

    columns: list[str]
    rows: Iterator[tuple[int, dict[str, Any]]]


def open_table(file: Path) -> Table:
    """A table by the ending of its name. Raises SourceError, later as well, when a row cannot be read."""
    readers = {".csv": _csv, ".jsonl": _jsonl, ".ndjson": _jsonl, ".parquet": _parquet}
    reader = readers.get(file.suffix.lower())
    if reader is None:
        raise SourceError(f"{file.name} is no table: it must end in {', '.join(readers)}.")
    try:
        if file.stat().st_size > _LARGEST:
            raise SourceError(f"{file.name} is larger than {_LARGEST >> 20} MB. Split it.")
        table = reader(file)
    except (OSError, UnicodeDecodeError) as error:
        raise SourceError(f"{file} cannot be read: {error}.") from None
    return Table(table.columns, _counted(file, table.rows))


def _counted(file: Path, rows: Iterator[tuple[int, dict[str, Any]]]) -> Iterator[tuple[int, dict[str, Any]]]:
    try:
        for count, row in enumerate(rows):
            if count >= _MOST_ROWS:
                raise SourceError(f"{file.name} has more than {_MOST_ROWS:,} rows. Split it.")
            yield row
    except (csv.Error, ValueError, OSError) as error:
        raise SourceError(f"{file.name} cannot be read: {error}.") from None


def _csv(file: Path) -> Table:
    """UTF-8, with commas or, as spreadsheets in many countries write it, semicolons."""
    text = file.read_bytes().decode("utf-8-sig")
    first = text.partition("\n")[0]
    delimiter = ";" if first.count(";") > first.count(",") else ","
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    columns = [name.strip() for name in next(reader, [])]

    def rows() -> Iterator[tuple[int, dict[str, Any]]]:
        for number, row in enumerate(reader, 2):
            if len(row) not in {0, len(columns)}:
                raise ValueError(f"row {number} has {len(row)} cells and the header {len(columns)}")
            if any(row):
                yield number, dict(zip(columns, (cell.strip() for cell in row), strict=True))

    return Table(columns, rows())


def _jsonl(file: Path) -> Table:
    """One object a line; the columns are those of all lines together."""
    columns: dict[str, None] = {}
    found: list[tuple[int, dict[str, Any]]] = []
    with file.open(encoding="utf-8-sig") as stream:
        for number, line in enumerate(stream, 1):
            if line.strip():
                found.append((number, _object(file, number, line)))
                columns.update(dict.fromkeys(found[-1][1]))
    return Table(list(columns), iter(found))


def _object(file: Path, number: int, line: str) -> dict[str, Any]:
    try:
        value = json.loads(line)
    except ValueError:
        value = None
    if not isinstance(value, dict):
        raise SourceError(f"{file.name}: row {number} is no JSON object. Write one object a line.")
    return value


def _parquet(file: Path) -> Table:
    # Imported here: the library takes longer to load than most imports take.
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        parquet = pq.ParquetFile(file)
    except pa.ArrowInvalid:
        raise SourceError(f"{file.name} is no Parquet file.") from None

    def rows() -> Iterator[tuple[int, dict[str, Any]]]:
        number = 0
        for batch in parquet.iter_batches():
            for row in batch.to_pylist():
                number += 1
                yield number, row

    return Table(list(parquet.schema_arrow.names), rows())
