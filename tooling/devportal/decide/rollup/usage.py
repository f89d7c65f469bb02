"""Calls by day."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ibis.expr.types import Table


def usage(requests: Table) -> Table:
    """Calls and failed calls per app, environment, tenant, kind of usage and day."""
    by = [requests.app, requests.environment, requests.tenant, requests.usage, requests.day]
    failed = requests.success.ifelse(0, requests.weight)
    return requests.group_by(by).aggregate(calls=requests.weight.sum(), failed=failed.sum())
