"""Rows as Application Insights exports them, and lakes that they go into."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
from devportal.domain.telemetry import Intake, Keeping, KnownApp, Table
from devportal.gateways.telemetry.duck import connect
from devportal.gateways.telemetry.intake import take_in
from devportal.gateways.telemetry.lake import Lake

TODAY = date(2026, 11, 24)
KNOWN = (
    KnownApp("c0ffee-1", "granite-erp/erp-link", "production"),
    KnownApp("c0ffee-2", "granite-erp/erp-link", "sod"),
    KnownApp("c0ffee-3", "rowan-telephony/dialler", "production"),
)
EXTRA = {"ClientId": "C0FFEE-1", "Tenant": "Cust12345", "UsageKind": "metered", "Records": 3}


def call(item: str, moment: str = "2026-11-20T10:00:00Z", **more: Any) -> dict[str, Any]:
    """A request that is fine; ``extra`` changes what SuperOffice adds to it."""
    extra = {**EXTRA, **more.pop("extra", {})}
    row = {"timestamp": moment, "itemId": item, "itemCount": 2, "name": "GET Contact/Get", "duration": 41.6}
    return {**row, "success": True, "resultCode": "200", "customDimensions": extra, **more}


def lines(file: Path, rows: Iterable[dict[str, Any] | bytes]) -> Path:
    """An export as JSON lines; bytes stand in it as they are."""
    file.write_bytes(b"".join((row if isinstance(row, bytes) else json.dumps(row).encode()) + b"\n" for row in rows))
    return file


def sheet(file: Path, rows: Sequence[dict[str, Any]]) -> Path:
    """An export as CSV, as the Azure portal writes it: with a byte order mark."""
    with file.open("w", encoding="utf-8-sig", newline="") as opened:
        writer = csv.DictWriter(opened, list(rows[0]))
        writer.writeheader()
        for row in rows:
            writer.writerow({name: json.dumps(one) if isinstance(one, dict) else one for name, one in row.items()})
    return file


def taken(lake: Lake, file: Path, table: Table = Table.REQUESTS, today: date = TODAY) -> Intake:
    """Import one file."""
    with lake.writing() as spill, connect(spill) as connection:
        return take_in(lake, connection, table, file, KNOWN, Keeping().oldest(today), today)


def kept(lake: Lake, table: Table = Table.REQUESTS) -> list[dict[str, Any]]:
    """Every row that is in, in order."""
    rows = [row for file in lake.files(table) for row in pq.read_table(file).to_pylist()]
    return sorted(rows, key=lambda row: (row["moment"], row["item"]))


def aside(lake: Lake) -> list[tuple[int, str, str]]:
    """Every row that was set aside: line, reason and what stood there."""
    rows = [row for file in lake.aside() for row in pq.read_table(file).to_pylist()]
    return sorted((row["line"], row["aside"], row["text"]) for row in rows)
