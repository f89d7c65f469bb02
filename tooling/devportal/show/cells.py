"""Tables as CSV (RFC 4180) that a spreadsheet opens without running anything in it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from .printable import printable

_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What a spreadsheet takes for the beginning of a formula. Source: OWASP, "CSV Injection"."""


def as_csv(header: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """The lines of a table, each ended by CR and LF."""
    line = io.StringIO(newline="")
    writer = csv.writer(line)
    for row in (header, *rows) if isinstance(rows, Sequence) else _chained(header, rows):
        writer.writerow([cell(one) for one in row])
        yield line.getvalue()
        line.seek(0)
        line.truncate()


def _chained(header: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[Sequence[str]]:
    yield header
    yield from rows


def cell(text: str) -> str:
    """A cell's text: nothing hidden in it, and an apostrophe before what would be a formula."""
    seen = "\n".join(printable(line) for line in text.splitlines()) if "\n" in text else printable(text)
    return f"'{seen}" if seen.lstrip(" ").startswith(_FORMULA) else seen
