"""Writes telemetry for a sample registry as Application Insights exports it, so that pages have something to show."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, Final

from ..domain.snapshot import AppRecords, Snapshot
from ..domain.telemetry import Keeping, Table
from ..domain.tenant import AuthorisationState, AuthorisedTenant

_OPERATIONS: Final = (
    ("GET Contact/Get", 46, 1), ("POST Archive/GetArchiveListByColumns", 180, 60), ("PUT Sale/SaveSaleEntity", 210, 1),
    ("GET Appointment/Search", 95, 20), ("POST MDOList/GetList", 38, 30), ("POST Document/SetDocumentStream", 640, 1),
    ("GET Person/GetPersonEntity", 52, 1), ("POST Webhook/CreateWebhook", 120, 1),
)  # fmt: skip
"""Name, usual duration in ms, usual number of records."""

_WRONG: Final = (("401", 6), ("403", 3), ("404", 8), ("429", 5), ("500", 2))
_RAISED: Final = (
    ("SuperOffice.Exceptions.SoSentryException", "No read access to the table CONTACT."),
    ("System.TimeoutException", "The operation did not finish in 30 seconds."),
    ("SuperOffice.CRM.Services.SoConcurrencyException", "The entity was changed by somebody else."),
)


def write_telemetry(snapshot: Snapshot, folder: Path, until: date, seed: int) -> dict[Table, int]:
    """Write an export per table into ``folder``, JSON lines; rows of each. The same seed gives the same bytes."""
    folder.mkdir(parents=True, exist_ok=True)
    files = {table: (folder / f"{table.value}.jsonl").open("w", encoding="utf-8") for table in Table}
    rows = dict.fromkeys(Table, 0)
    for table, row in _rows(snapshot, until, random.Random(seed)):  # noqa: S311 - a sample, not a secret
        files[table].write(json.dumps({**row, "itemId": f"{seed}-{table.value}-{rows[table]}"}) + "\n")
        rows[table] += 1
    for file in files.values():
        file.close()
    return rows


def _rows(snapshot: Snapshot, until: date, chance: random.Random) -> Iterator[tuple[Table, dict[str, Any]]]:
    for partner in snapshot.partners.values():
        for app in partner.apps.values():
            liking = chance.sample(_OPERATIONS, 4)
            for tenant in _tenants(app):
                size = chance.choice((1, 2, 4, 9))
                for back in range(Keeping().raw_days):
                    day = until - timedelta(days=back)
                    if day.isoformat() >= tenant.authorised_on[:10] or back < 30:
                        yield from _of_day(app, tenant, day, size, liking, chance)


def _tenants(app: AppRecords) -> list[AuthorisedTenant]:
    found = app.tenants.record.tenants if app.tenants else ()
    return [one for one in found if one.authorisation is AuthorisationState.ACTIVE]


def _of_day(
    app: AppRecords, tenant: AuthorisedTenant, day: date, size: int, liking: list[Any], chance: random.Random
) -> Iterator[tuple[Table, dict[str, Any]]]:
    facts = getattr(app.facts.record, tenant.environment.value) if app.facts else None
    if facts is None or facts.client_id is None:
        return
    extra = {"ClientId": facts.client_id.value, "Tenant": tenant.tenant}
    busy = size if day.weekday() < 5 else max(1, size // 4)
    for name, usual, records in liking[: 2 + busy % 3]:
        kind = chance.choices(("metered", "customisation", "included"), (8, 2, 1))[0]
        row = _call(day, name, usual, chance, {**extra, "UsageKind": kind, "Records": chance.randint(1, records * 2)})
        yield Table.REQUESTS, {**row, "itemCount": chance.randint(1, 30) * busy, "success": True, "resultCode": "200"}
        if chance.random() < 0.04:
            code = chance.choices([one[0] for one in _WRONG], [one[1] for one in _WRONG])[0]
            wrong = _call(day, name, usual, chance, {**extra, "UsageKind": kind})
            yield Table.REQUESTS, {**wrong, "itemCount": busy, "success": False, "resultCode": code}
        if chance.random() < 0.015:
            kind, message = chance.choice(_RAISED)
            raised = _call(day, name, usual, chance, extra)
            yield Table.EXCEPTIONS, {**raised, "itemCount": 1, "type": kind, "outerMessage": message}
    if chance.random() < 0.02:
        sent = _call(day, "POST /quote/calculate", 900, chance, extra)
        yield (
            Table.DEPENDENCIES,
            {**sent, "target": "erp.example", "success": False, "resultCode": "503", "itemCount": 1},
        )


def _call(day: date, name: str, usual: int, chance: random.Random, extra: dict[str, Any]) -> dict[str, Any]:
    moment = datetime.combine(day, datetime.min.time(), UTC) + timedelta(seconds=chance.randrange(6 * 3600, 20 * 3600))
    return {
        "timestamp": moment.isoformat().replace("+00:00", "Z"),
        "name": name,
        "operation_Name": name,
        "operation_Id": f"{chance.getrandbits(128):032x}",
        "duration": round(chance.lognormvariate(0, 0.5) * usual, 2),
        "customDimensions": extra,
    }
