"""The changes of one commit become drafts of events: one for each thing that happened to one subject."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any, Final, NamedTuple

from ...domain.change import (
    Action,
    Change,
    FieldChanged,
    FileState,
    FileTouched,
    FolderRenamed,
    MemberChanged,
    VersionPublished,
)
from ...domain.event import Draft, EventKind, Value
from ...domain.layout import Kind
from .kinds import kind_of
from .values import CONTACTS, Naming, issued, values_of

_FEW: Final = 3
"""So many settings are named in one sentence."""
_CREATED: Final = {EventKind.APP_CREATED, EventKind.PARTNER_CREATED}
_DELETED: Final = {EventKind.APP_DELETED, EventKind.PARTNER_DELETED}
_PRODUCTION: Final = "production"


_REWRITTEN: Final = {
    (False, False): "Rewrites {}: no setting changes",
    (False, True): "Changes {}: it cannot be read any more",
    (True, False): "Mends {}, which could not be read",
    (True, True): "Changes {}, which cannot be read",
}
"""What is said of a file by whether it could not be read before, and cannot be read after."""


class Sides(NamedTuple):
    """The files that a commit touches, before and after."""

    base: Mapping[str, FileState]
    head: Mapping[str, FileState]


class _Key(NamedTuple):
    """What goes into one event."""

    kind: EventKind
    partner: str
    app: str
    version: str = ""
    environment: str = ""
    about: str = ""


def drafts(changes: Iterable[Change], sides: Sides, person: Naming) -> Iterator[Draft]:
    """What the changes of a commit amount to, in their order; ``person`` says what somebody is called, by id."""
    told = [(kind, one) for one in changes if one.path.startswith("registry/") and (kind := kind_of(one))]
    gone = {(one.subject.partner, one.subject.app) for kind, one in told if kind in _DELETED}
    live = {
        _whose(key): key
        for kind, one in told
        if isinstance(one, VersionPublished) and (key := _key(kind, one)).environment == _PRODUCTION
    }
    groups: dict[_Key, list[Change]] = {}
    for kind, change in told:
        key = _key(kind, change)
        if _is_activation(change):
            key = live.get(_whose(key), key)
        if not gone or kind in _DELETED or not {(key.partner, ""), (key.partner, key.app)} & gone:
            groups.setdefault(key, []).append(change)
    found = [_draft(key, group, sides, person) for key, group in groups.items()]
    if len(found) == 1:
        yield from found
        return
    # What gives a name comes first: all the rest of the commit is told under that name.
    yield from sorted(found, key=lambda one: (not one.was and one.kind not in _CREATED, bool(one.app)))


def _whose(key: _Key) -> tuple[str, str]:
    return key.partner, key.app


def _is_activation(change: Change) -> bool:
    return isinstance(change, FieldChanged) and change.location.kind is Kind.PUBLISHED_APP


def _key(kind: EventKind, change: Change) -> _Key:
    subject = change.subject
    match change:
        case VersionPublished():
            version = change.new or change.old
            return _Key(kind, subject.partner, subject.app, version, change.environment.value)
        case MemberChanged():
            return _Key(kind, subject.partner, subject.app, about=change.person)
        case FolderRenamed(location=location):
            return _Key(kind, location.partner, location.app, about=change.old)
        case FileTouched(location=location) | FieldChanged(location=location) if location is not None:
            about = location.person if location.partner else change.path
            return _Key(kind, subject.partner, subject.app, location.version, about=about)
        case _:
            return _Key(kind, subject.partner, subject.app, about="" if subject.partner else change.path)


def _draft(key: _Key, group: list[Change], sides: Sides, person: Naming) -> Draft:
    was = next((one.old for one in group if isinstance(one, FolderRenamed)), "")
    return Draft(
        kind=key.kind,
        partner=key.partner,
        app=key.app,
        subject=group[0].subject.name,
        description=_sentence(key.kind, group, sides, person),
        values=tuple(value for change in group for value in values_of(change, person)),
        version=key.version,
        environment=key.environment,
        was=was,
    )


def _sentence(kind: EventKind, group: list[Change], sides: Sides, person: Naming) -> str:
    first = _named(group[0])
    if kind is EventKind.CREDENTIALS_ISSUED:
        return issued(group)
    fields = [one for one in group if isinstance(one, FieldChanged)]
    if len(fields) == len(group) > 1:
        return f"Changes {_titles(fields)} of {first.subject.name}"
    if isinstance(first, FileTouched) and first.action is Action.CHANGED:
        return _REWRITTEN[_is_broken(sides.base, first.path), _is_broken(sides.head, first.path)].format(first.what)
    if isinstance(first, MemberChanged):
        first = replace(first, person=person(first.person), subject=replace(first.subject, partner=first.subject.name))
    if isinstance(first, FieldChanged) and first.place[-1] in CONTACTS:
        value = next(values_of(first, person), Value(""))
        first = replace(first, old=_whole(first.old, value.old), new=_whole(first.new, value.new))
    sentence = first.sentence
    return sentence[:1].upper() + sentence[1:]


def _is_broken(side: Mapping[str, FileState], path: str) -> bool:
    return path in side and side[path].record is None


def _named(change: Change) -> Change:
    """What belongs to nobody is called by its path."""
    if change.subject.name:
        return change
    return replace(change, subject=replace(change.subject, name=change.path.removeprefix("registry/")))


def _whole(value: Any, shown: tuple[str, ...]) -> Any:
    """A value as the sentence says it: a list stays a list."""
    return value if isinstance(value, tuple) or value is None or isinstance(value, bool) else "\n".join(shown)


def _titles(fields: list[FieldChanged]) -> str:
    titles = list(dict.fromkeys(one.title for one in fields))
    more = len(titles) - _FEW
    if more > 0:
        return f"{', '.join(titles[:_FEW])} and {more} more"
    return " and ".join(filter(None, [", ".join(titles[:-1]), titles[-1]]))
