"""Events as rows of JSON that the store keeps, and back."""

from __future__ import annotations

from typing import Any

from ..domain.event import Draft, Event, EventKind, SourceKind, Value, Vouched
from ..domain.history import Known

_VALUES = Draft._fields.index("values")


def event_row(event: Event) -> list[Any]:
    """Plain values, in the order of the fields."""
    what = [*event.what]
    what[_VALUES] = [tuple(one) for one in event.what.values]
    return [
        event.time, event.commit, what, event.person, event.name, event.role, event.vouched, event.source,
        event.request, event.approved_by,
    ]  # fmt: skip


def event_from(row: list[Any]) -> Event:
    """The event that a row stands for."""
    time, commit, what, person, name, role, vouched, source, request, approved_by = row
    return Event(
        time, commit, _draft(what), person, name, role, Vouched(vouched), SourceKind(source), request,
        tuple(approved_by),
    )  # fmt: skip


def _draft(row: list[Any]) -> Draft:
    kind, partner, app, subject, description, values, *rest = row
    told = tuple(Value(title, tuple(old), tuple(new), place) for title, old, new, place in values)
    return Draft(EventKind(kind), partner, app, subject, description, told, *rest)


def known_from(row: list[Any]) -> Known:
    """Somebody as the registry knew them."""
    person, name, emails, github_id, keys, role = row
    return Known(person, name, tuple(emails), github_id, tuple(keys), role)
