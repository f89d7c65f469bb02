"""Telemetry is asked for at Azure Monitor and imported as an export would be."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

from ..domain.snapshot import Snapshot
from ..domain.telemetry import Intake, Table, TelemetryError
from ..gateways.telemetry.lake import Lake
from ..gateways.telemetry.monitor import as_line, rows_of, windows
from .telemetry import import_files, keeping

if TYPE_CHECKING:
    from azure.monitor.query import LogsQueryClient

OVERLAP: Final = timedelta(days=1)
"""So far before the last question the next one begins: rows may reach the workspace late, and count once anyway."""

_ASKED: Final = "asked.json"
_WORKSPACE: Final = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def span(
    lake: Lake, snapshot: Snapshot, workspace: str, since: datetime | None, until: datetime
) -> tuple[datetime, datetime]:
    """From when to when to ask: from the last question on when ``since`` is not given, never past what is kept.

    Raises TelemetryError.
    """
    if not _WORKSPACE.fullmatch(workspace.lower()):
        raise TelemetryError(
            f"{workspace!r} is no workspace. Give the Workspace ID of its overview in the Azure portal: 32 digits "
            "with dashes."
        )
    last = _asked(lake).get(workspace.lower())
    if since is None and last is None:
        raise TelemetryError("This workspace was not asked before. Say from when: --since 2026-11-01")
    first = since or datetime.fromisoformat(str(last)) - OVERLAP
    oldest = datetime.combine(keeping(snapshot).oldest(until.date()), datetime.min.time(), UTC)
    begin = max(first, oldest)
    if begin >= until:
        raise TelemetryError(f"There is nothing to ask for between {first:%Y-%m-%d %H:%M} and {until:%Y-%m-%d %H:%M}.")
    return begin, until


def query(
    lake: Lake, snapshot: Snapshot, client: LogsQueryClient, workspace: str, since: datetime, until: datetime
) -> Iterator[Intake]:
    """What became of each table and window. Raises TelemetryError; windows before the one that failed are in."""
    for begin, end in windows(since, until):
        for table in Table:
            with lake.writing() as staged:
                file = staged / f"{table.value}-{begin:%Y-%m-%dT%H%M}.jsonl"
                with file.open("w", encoding="utf-8") as opened:
                    opened.writelines(f"{as_line(row)}\n" for row in rows_of(client, workspace, table, begin, end))
                yield from import_files(lake, snapshot, [file], table, until.date())
    with lake.writing() as staged:
        fresh = staged / _ASKED
        fresh.write_text(json.dumps({**_asked(lake), workspace.lower(): until.isoformat()}))
        lake.move_in(fresh, lake.root / _ASKED)


def _asked(lake: Lake) -> dict[str, str]:
    """Until when each workspace was asked; nothing that can be read is nothing asked."""
    try:
        found: dict[str, str] = json.loads((lake.root / _ASKED).read_text())
        return {name: one for name, one in found.items() if datetime.fromisoformat(one).tzinfo}
    except (OSError, ValueError, AttributeError, TypeError):
        return {}
