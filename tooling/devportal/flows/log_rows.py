"""Events as rows of JSON that the store keeps, and back."""

from __future__ import annotations

from typing import Any

from ..decide.audit.settle import CommitTold
from ..domain.event import Draft, Event, EventKind, SourceKind, Value, Vouched
from ..domain.history import Author, Commit, FileChange, Known

_VALUES = Draft._fields.index("values")
_AUTHOR = Commit._fields.index("author")


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
    kind, partner, app, subject, description, values, *rest = row
    told = tuple(Value(title, tuple(old), tuple(new), place) for title, old, new, place in values)
    return Draft(EventKind(kind), partner, app, subject, description, told, *rest)


def known_from(row: list[Any]) -> Known:
    """Somebody as the registry knew them."""
    person, name, emails, github_id, keys, role = row
    return Known(person, name, tuple(emails), github_id, tuple(keys), role)


def told_row(told: CommitTold) -> list[Any]:
    """What is told of a commit, as plain values."""
    commit = told.commit
    return [
        [*commit[:_AUTHOR], tuple(commit.author), *commit[_AUTHOR + 1 : -1], [tuple(one) for one in commit.changes]],
        told.merged and tuple(told.merged),
        [_draft_row(one) for one in told.drafts],
        [tuple(one) for one in told.known],
    ]


def told_from(row: list[Any]) -> CommitTold:
    """What is told of a commit."""
    (oid, parents, author, committer_email, time, message, signed, changes), merged, drafts, known = row
    files = tuple(FileChange(*one) for one in changes)
    commit = Commit(oid, tuple(parents), Author(*author), committer_email, time, message, signed, files)
    drafted = tuple(map(_draft, drafts))
    return CommitTold(commit, Author(*merged) if merged else None, drafted, tuple(map(known_from, known)))
