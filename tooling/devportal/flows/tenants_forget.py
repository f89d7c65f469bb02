"""A customer's request to forget, in one go: every place that keeps facts about tenants is asked in turn."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

from ..domain.forget import Forgetter, Forgot
from ..domain.layout import Kind, path_of
from ..domain.snapshot import AppRecords, Snapshot
from ..domain.source import SourceError
from ..domain.tenant import Forgotten, ForgottenTenant
from ..gateways.files import write_all
from ..gateways.git_log_store import forget_log
from .facts_import import REPORTS, TENANTS, fact_file, fact_text
from .load import load
from .read import memory, open_folder
from .telemetry import TelemetryRows


class Forgetting(NamedTuple):
    """What every place gave up, and the partners' own files that still name a tenant."""

    places: tuple[Forgot, ...]
    named_in: tuple[str, ...]


class ManagedFacts:
    """The registry's managed files: tenants, reports, and the list of those whom no import brings back."""

    def forget(self, root: Path, tenants: frozenset[str], now: str) -> Forgot:
        """Drop all facts of these tenants, and remember no more than that they are to be forgotten."""
        snapshot = load(open_folder(root))
        files: dict[str, bytes] = {}
        count = 0
        for app in _apps(snapshot):
            for sheet, filed in ((TENANTS, app.tenants), (REPORTS, app.reports)):
                entries: Sequence[Any] = getattr(filed.record, sheet.name) if filed else ()
                kept = tuple(one for one in entries if one.tenant not in tenants)
                if len(kept) < len(entries):
                    count += len(entries) - len(kept)
                    files.update([fact_file(sheet, app, kept)])
        files.update(_remembered(snapshot.forgotten, tenants, now))
        write_all(root, files)
        return Forgot("facts in registry/managed", count, tuple(sorted(files)))


class Remembered:
    """What this user's cache holds of the registry's files and of the log."""

    def forget(self, root: Path, tenants: frozenset[str], now: str) -> Forgot:
        """Throw away every row that names one of these tenants. Raises SourceError."""
        cache = memory().cache
        try:
            return Forgot("remembered rows", (cache.forget(tenants) if cache else 0) + forget_log(tenants))
        except (OSError, sqlite3.Error) as error:
            raise SourceError(f"The cache cannot be changed: {error}. Delete its folder by hand.") from None


def places() -> list[Forgetter]:
    """Every place that is asked. Whoever keeps tenants elsewhere adds the place here."""
    return [ManagedFacts(), TelemetryRows(), Remembered()]


def forget_tenants(root: Path, tenants: frozenset[str], asked: Sequence[Forgetter] | None = None) -> Forgetting:
    """Forget these tenants everywhere. Raises SourceError; what was forgotten until then stays forgotten."""
    now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    done = tuple(place.forget(root, tenants, now) for place in (places() if asked is None else asked))
    return Forgetting(done, tuple(_named(load(open_folder(root)), tenants)))


def _apps(snapshot: Snapshot) -> Iterator[AppRecords]:
    for partner in snapshot.partners.values():
        yield from partner.apps.values()


def _remembered(record: Forgotten, tenants: frozenset[str], now: str) -> dict[str, bytes]:
    known = {one.tenant for one in record.tenants}
    fresh = [ForgottenTenant(tenant=tenant, since=now) for tenant in sorted(tenants - known)]
    if not fresh:
        return {}
    path = path_of(Kind.FORGOTTEN)
    rows = [one.model_dump(mode="json") for one in (*record.tenants, *fresh)]
    return {path: fact_text(path, Kind.FORGOTTEN, {"tenants": rows})}


def _named(snapshot: Snapshot, tenants: frozenset[str]) -> Iterator[str]:
    """A custom app's activation names the customer; that file is the partner's."""
    for app in _apps(snapshot):
        if app.published and any(one.tenant in tenants for one in app.published.record.activations):
            yield app.published.path
