"""Events as rows of JSON that the store keeps, and back."""

from __future__ import annotations

from typing import Any, NamedTuple

import orjson

from ..decide.audit.origin import Origin
from ..decide.audit.settle import CommitTold
from ..domain.event import Draft, Event, EventKind, SourceKind, Value, Vouched
from ..domain.history import Author, Known

_KINDS = {kind.value: kind for kind in EventKind}
_VALUES = Draft._fields.index("values")


def event_row(event: Event) -> list[Any]:
    """Plain values, in the order of the fields."""
    return [
        event.time, event.commit, _draft_row(event.what), event.person, event.name, event.role, event.vouched,
        event.source, event.request, event.approved_by,
    ]  # fmt: skip


def event_from(row: list[Any]) -> Event:
    """The event that a row stands for."""
    time, commit, what, person, name, role, vouched, source, request, approved_by = row
    return Event(
        time, commit, _draft(what), person, name, role, Vouched(vouched), SourceKind(source), request,
        tuple(approved_by),
    )  # fmt: skip


def _draft_row(draft: Draft) -> list[Any]:
    what: list[Any] = [*draft]
    what[_VALUES] = [tuple(one) for one in draft.values]
    return what


def _draft(row: list[Any]) -> Draft:
    values = tuple(Value(title, tuple(old), tuple(new), place) for title, old, new, place in row[_VALUES])
    return Draft._make([_KINDS[row[0]], *row[1:_VALUES], values, *row[_VALUES + 1 :]])


def about(event: Event) -> bytes:
    """What is asked of many events before one is looked at: whose it is, what kind, and whether it is of a request."""
    what = event.what
    return orjson.dumps([what.kind, what.partner, what.app, what.was, what.request])


class About(NamedTuple):
    """So much of a draft, in this order."""

    kind: str
    partner: str
    app: str
    was: str
    request: int


about_from = About._make
"""What a row says that an event is about."""


def is_of_request(row: bytes) -> bool:
    """Whether an event is about a request to publish: its number is not 0."""
    return not row.endswith(b",0]")


def known_from(row: list[Any]) -> Known:
    """Somebody as the registry knew them."""
    person, name, emails, github_id, keys, role = row
    return Known(person, name, tuple(emails), github_id, tuple(keys), role)


def told_row(told: CommitTold) -> list[Any]:
    """What is told of a commit, as plain values."""
    drafts = [_draft_row(one) for one in told.drafts]
    return [told.id, told.time, [*told.author], [*told.origin], drafts, [tuple(one) for one in told.known]]


def told_from(row: list[Any]) -> CommitTold:
    """What is told of a commit."""
    oid, time, author, (source, request, asked_by, approved_by), drafts, known = row
    origin = Origin(SourceKind(source), request, asked_by, tuple(approved_by))
    return CommitTold(oid, time, Author(*author), origin, tuple(map(_draft, drafts)), tuple(map(known_from, known)))
