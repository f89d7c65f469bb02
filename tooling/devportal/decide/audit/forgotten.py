"""The log without what it must not say any more: a customer asked to be forgotten."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from ...domain.event import Event, EventKind, Value

_REPORTS = {EventKind.FAILURE_REPORTED, EventKind.UNINSTALL_REQUESTED, EventKind.PROBLEM_REPORTED}
_FORGOTTEN = (Value("Tenant", (), ("A customer who asked to be forgotten",)),)


def without(events: Iterable[Event], tenants: frozenset[str]) -> tuple[Event, ...]:
    """The same events; those that report something of these tenants say no more than that."""
    return tuple(_masked(one) if tenants and _names(one, tenants) else one for one in events)


def _names(event: Event, tenants: frozenset[str]) -> bool:
    values = event.what.values if event.what.kind in _REPORTS else ()
    return any(one.title == "Tenant" and tenants.intersection(one.new) for one in values)


def _masked(event: Event) -> Event:
    return replace(event, what=event.what._replace(values=_FORGOTTEN))
