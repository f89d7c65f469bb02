"""Telemetry comes in, is rolled up, grows old, and is forgotten on request."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from ..domain.environment import Environment
from ..domain.forget import Forgot
from ..domain.layout import Kind
from ..domain.snapshot import Snapshot
from ..domain.source import SourceError
from ..domain.telemetry import Intake, Keeping, KnownApp, Table, TelemetryError
from ..gateways.telemetry.duck import connect
from ..gateways.telemetry.forgetting import forget
from ..gateways.telemetry.intake import take_in
from ..gateways.telemetry.lake import Lake
from ..gateways.telemetry.lake import lake_at as lake_at
from .load import load
from .read import open_folder


def known_apps(snapshot: Snapshot) -> Iterator[KnownApp]:
    """Every client ID that the registry has facts of."""
    for partner in snapshot.partners.values():
        for app in partner.apps.values():
            for environment in Environment:
                facts = getattr(app.facts.record, environment.value) if app.facts else None
                if facts and facts.client_id:
                    yield KnownApp(facts.client_id.value, f"{partner.id}/{app.id}", environment.value)


def table_of(file: Path) -> Table:
    """The table that an export holds, by its name: ``requests-2026-11-24.jsonl``. Raises TelemetryError."""
    for table in Table:
        if file.name.lower().startswith((table.value, f"app{table.value}")):
            return table
    names = ", ".join(Table)
    raise TelemetryError(f"{file.name} does not say which table it is of. Name it with --table, one of {names}.")


def keeping(snapshot: Snapshot) -> Keeping:
    """How long telemetry is kept, as the policy says."""
    policy = snapshot.platform.policy
    return policy.record.telemetry.keeping if policy else Keeping()


def keeping_of(root: Path) -> Keeping:
    """The same for a clone, of which nothing but the policy is read. Raises SourceError."""
    return keeping(load(open_folder(root), {Kind.POLICY}))


def import_files(
    lake: Lake, snapshot: Snapshot, files: Sequence[Path], table: Table | None, today: date
) -> Iterator[Intake]:
    """What became of each file. Raises TelemetryError; files before the one that failed are in."""
    known, oldest = list(known_apps(snapshot)), keeping(snapshot).oldest(today)
    named = [(table or table_of(file), file) for file in files]
    with lake.writing() as spill, connect(spill) as connection:
        for name, file in named:
            yield take_in(lake, connection, name, file, known, oldest, today)


def expire(lake: Lake, keep: Keeping, today: date) -> list[str]:
    """Drop raw rows that are older than they are kept; the days that went."""
    return lake.expire(keep.oldest(today))


class TelemetryRows:
    """Telemetry, as a place that a customer's request to forget is handed to."""

    def forget(self, root: Path, tenants: frozenset[str], now: str) -> Forgot:
        """Drop every row that names these tenants. Raises SourceError."""
        lake = lake_at(root)
        if not lake.root.is_dir():
            return Forgot("rows of telemetry", 0)
        try:
            return Forgot("rows of telemetry", sum(forget_tenant(lake, tenant) for tenant in sorted(tenants)))
        except TelemetryError as error:
            raise SourceError(str(error)) from None


def forget_tenant(lake: Lake, tenant: str) -> int:
    """Drop every row that names a tenant; how many went. Raises TelemetryError."""
    if not re.fullmatch(r"Cust[0-9]{1,10}", tenant):
        raise TelemetryError(f"{tenant!r} is no tenant's id. Write it as in Cust12345.")
    with lake.writing() as spill, connect(spill) as connection:
        return forget(lake, connection, tenant)
