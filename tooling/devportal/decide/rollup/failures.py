"""Failures by kind, grouped by what failed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ...domain.telemetry import FailureKind
from ...domain.telemetry import Table as Name
from .operations import latest

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ibis.expr.types import Table

_GROUP: Final = ["app", "environment", "kind", "operation", "problem", "code"]
_KINDS: Final = {
    Name.EXCEPTIONS: FailureKind.EXCEPTION,
    Name.REQUESTS: FailureKind.INBOUND,
    Name.DEPENDENCIES: FailureKind.OUTBOUND,
}
_COLUMNS: Final = [*_GROUP, "day", "moment", "item", "tenant", "message", "duration", "operation_id", "weight"]


def failed(tables: Mapping[Name, Table]) -> Table:
    """All that failed, with its kind: every exception, and requests and dependencies without success."""
    import ibis

    parts = []
    for name, kind in _KINDS.items():
        if name in tables:
            rows = tables[name] if name is Name.EXCEPTIONS else tables[name].filter(lambda table: ~table.success)
            parts.append(rows.mutate(kind=ibis.literal(kind.value)).select(*_COLUMNS))
    return ibis.union(*parts) if len(parts) > 1 else parts[0]


def failures(rows: Table) -> Table:
    """Each group of failures: how many, from when to when, of how many tenants."""
    return rows.group_by(_GROUP).aggregate(
        times=rows.weight.sum(),
        first=rows["moment"].min(),
        last=rows["moment"].max(),
        tenants=rows.tenant.nullif("").nunique(),
    )


def failure_days(rows: Table) -> Table:
    """Failures by kind and day."""
    return rows.group_by(["app", "environment", "kind", "day"]).aggregate(times=rows.weight.sum())


def failure_samples(rows: Table) -> Table:
    """The latest few failures of each group."""
    return latest(rows.drop("day", "weight"), _GROUP)
