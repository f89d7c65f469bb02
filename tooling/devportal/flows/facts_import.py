"""Imports tables of facts, of tenants and of reports, into ``managed/``: all of a table or nothing of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from ..decide.facts_table import Fault, Sheet, Sorted, header_fault, merged, sort_rows
from ..decide.yaml_text import yaml_text
from ..domain.layout import Kind, path_of
from ..domain.record import Record
from ..domain.snapshot import AppRecords, Snapshot
from ..domain.source import SourceError
from ..domain.tenant import AuthorisedTenant, Report
from ..gateways.files import write_all
from ..gateways.git_history import commit_files
from ..gateways.tables import open_table
from .load import load
from .read import open_folder

TENANTS: Final = Sheet(Kind.TENANTS, "tenants", AuthorisedTenant, frozenset({"authorised_on", "until"}))
REPORTS: Final = Sheet(Kind.REPORTS, "reports", Report, frozenset({"reported_on"}))


@dataclass(frozen=True)
class Imported:
    """What became of a table: the files that changed; rows that were taken, were there twice, or were set aside.

    Where there are faults, nothing was written.
    """

    files: tuple[str, ...] = ()
    rows: int = 0
    repeated: int = 0
    aside: tuple[Fault, ...] = ()
    faults: tuple[Fault, ...] = ()


def import_facts(root: Path, file: Path, sheet: Sheet, *, complete: bool = False) -> Imported:
    """Take a table in. Where it is ``complete``, what it does not hold is removed. Raises SourceError."""
    table = open_table(file)
    if fault := header_fault(sheet, table.columns):
        return Imported(faults=(Fault(1, fault),))
    snapshot = load(open_folder(root))
    apps = {partner: tuple(records.apps) for partner, records in snapshot.partners.items()}
    found = sort_rows(sheet, table.rows, apps, frozenset(one.tenant for one in snapshot.forgotten.tenants))
    if found.faults:
        return Imported(faults=found.faults)
    changed = _changed(root, dict(_files(snapshot, sheet, found, complete)))
    write_all(root, changed)
    rows = sum(map(len, found.facts.values()))
    return Imported(tuple(sorted(changed)), rows, found.repeated, found.aside)


def _files(snapshot: Snapshot, sheet: Sheet, found: Sorted, complete: bool) -> Iterable[tuple[str, bytes]]:
    for partner in snapshot.partners.values():
        for app in partner.apps.values():
            new = found.facts.get((partner.id, app.id), ())
            old = _record(app, sheet)
            if new or (complete and old):
                yield fact_file(sheet, app, merged(old, sheet, new, complete=complete))


def _record(app: AppRecords, sheet: Sheet) -> Record | None:
    filed = app.tenants if sheet.kind is Kind.TENANTS else app.reports
    return filed.record if filed else None


def fact_file(sheet: Sheet, app: AppRecords, entries: tuple[Any, ...]) -> tuple[str, bytes]:
    """The path and the text of an app's file of facts."""
    path = path_of(sheet.kind, partner=app.partner, app=app.id)
    rows = [one.model_dump(mode="json", exclude_none=True) for one in entries]
    return path, fact_text(path, sheet.kind, {sheet.name: rows})


def fact_text(path: str, kind: Kind, value: Mapping[str, Any]) -> bytes:
    """A managed file, always in the same form."""
    return yaml_text(value, "../" * path.count("/") + f"schemas/{kind.value}.schema.json")


def _changed(root: Path, files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Those that say something else than what stands there."""
    return {path: data for path, data in files.items() if not _stands(root / path, data)}


def _stands(file: Path, data: bytes) -> bool:
    try:
        return file.is_file() and file.read_bytes() == data
    except OSError as error:
        raise SourceError(f"{file} cannot be read: {error.strerror}.") from None


def commit(root: Path, files: Iterable[str], message: str) -> str:
    """Commit these files and nothing else, by git's own settings; the commit. Raises SourceError."""
    return commit_files(root, sorted(files), message)
