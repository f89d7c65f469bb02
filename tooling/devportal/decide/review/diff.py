"""Two states of the registry become changes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any, Final

from ...domain.change import (
    Action,
    Change,
    Credential,
    CredentialChanged,
    FieldChanged,
    FileState,
    FileTouched,
    FolderRenamed,
    MemberChanged,
    PictureChanged,
    Subject,
    VersionPublished,
)
from ...domain.credential import Credentials
from ...domain.environment import Environment
from ...domain.layout import Kind, Location, path_of
from ...domain.managed import Part
from ...domain.partner import Members
from ...domain.record import Record
from .flat import Leaf, different

Side = Mapping[str, FileState]
"""Files by path."""

_SPECIAL: Final = {Kind.MEMBERS, Kind.CREDENTIALS, Kind.PUBLISHED_APP, Kind.PUBLISHED_PARTNER}
_WHATS: Final = {
    Kind.PARTNER: "the partner {name}",
    Kind.APP: "the app {name}",
    Kind.PERSON: "the person {name}",
    Kind.CONFIGURATION: "the configuration {version} of {name}",
    Kind.LISTING: "the App Store information {version} of {name}",
    Kind.PROFILE: "the profile {version} of {name}",
    Kind.MEMBERS: "the list of users of {name}",
    Kind.CREDENTIALS: "the wanted credentials of {name}",
    Kind.PUBLISHED_APP: "the list of published versions of {name}",
    Kind.PUBLISHED_PARTNER: "the list of published versions of {name}",
}


def diff(base: Side, head: Side) -> tuple[Change, ...]:
    """What happens between two states, by path and place; nothing when they are equal. The order of files is free."""
    renames = _renames(base, head)
    moved = {new: old for old, new in _moved(base, head, renames)}
    changes: list[Change] = [*renames]
    gone = set(moved.values())
    for path in sorted({*base, *head}):
        before, after = base.get(moved.get(path, path)), head.get(path)
        if path in moved or path not in gone:
            changes.extend(_of_file(before, after, base, head))
    return tuple(sorted(changes, key=_order)) if len(changes) > 1 else tuple(changes)


def _order(change: Change) -> tuple[Any, ...]:
    place = tuple((isinstance(step, str), str(step).zfill(6)) for step in change.pointer)
    return (change.path, place, type(change).__name__, change.sentence)


def _of_file(before: FileState | None, after: FileState | None, base: Side, head: Side) -> Iterator[Change]:
    if before and after and (before.oid, before.mode) == (after.oid, after.mode):
        return
    state = after or before
    if state is None:
        return
    action = Action.CHANGED if before and after else Action.CREATED if after else Action.DELETED
    location = state.location
    subject = subject_of(location, head, base)
    if location is None or state.mode != 0o100644:
        yield FileTouched(state.path, subject, action, None, state.path, state.mode)
    elif location.kind.is_media:
        size = (state.image.width, state.image.height) if state.image else (0, 0)
        yield PictureChanged(state.path, subject, action, location, size)
    else:
        yield from _of_record(state, action, subject, before, after)


def _of_record(
    state: FileState, action: Action, subject: Subject, before: FileState | None, after: FileState | None
) -> Iterator[Change]:
    location = state.location
    assert location is not None
    old, new = before.record if before else None, after.record if after else None
    told = list(_inside(location, subject, old, new, action))
    if action is not Action.CHANGED or not told:
        yield FileTouched(state.path, subject, action, location, _what(location, subject), state.mode)
    yield from told


def _inside(
    location: Location, subject: Subject, old: Record | None, new: Record | None, action: Action
) -> Iterator[Change]:
    path = location.path
    if location.kind is Kind.MEMBERS:
        yield from _members(path, subject, old, new)
    elif location.kind is Kind.CREDENTIALS:
        yield from _credentials(path, subject, old, new)
    elif action is not Action.DELETED or location.kind in _SPECIAL:
        if location.kind in _SPECIAL:
            yield from _published(location, path, subject, old, new)
        yield from _fields(location, subject, old, new, action is Action.CREATED)


def _fields(location: Location, subject: Subject, old: Any, new: Any, is_new: bool) -> Iterator[FieldChanged]:
    before, after = different(old, new)
    hidden = {"configuration", "listing", "profile"} if location.kind in _SPECIAL else set()
    changed = [
        place
        for place in {**before, **after}
        if _value(before.get(place)) != _value(after.get(place)) and place[0] not in hidden
    ]
    path = location.path
    for place in sorted(changed, key=lambda one: tuple(str(step).zfill(6) for step in one)):
        one, other = before.get(place), after.get(place)
        leaf = other or one
        assert leaf is not None
        yield FieldChanged(
            path, subject, location, place, leaf.title, _value(one), _value(other), leaf.writable, is_new
        )


def _value(leaf: Leaf | None) -> Any:
    return leaf.value if leaf else None


def _members(path: str, subject: Subject, old: Any, new: Any) -> Iterator[MemberChanged]:
    before = old.members if isinstance(old, Members) else {}
    after = new.members if isinstance(new, Members) else {}
    for person in sorted({*before, *after}):
        one, other = before.get(person), after.get(person)
        if one != other:
            known = one.confirmed_keys if one else ()
            sure = tuple(key for key in other.confirmed_keys if key not in known) if other else ()
            granted = (one.granted if one else None, other.granted if other else None)
            yield MemberChanged(path, subject, person, *granted, sure)


def _credentials(path: str, subject: Subject, old: Any, new: Any) -> Iterator[CredentialChanged]:
    for environment in Environment:
        for credential in Credential:
            one, other = _wanted(old, environment, credential), _wanted(new, environment, credential)
            if one != other:
                details = tuple(sorted(_different(one, other))) if one and other else ()
                yield CredentialChanged(
                    path, subject, environment, credential, _generation(one), _generation(other), details
                )


def _wanted(record: Any, environment: Environment, credential: Credential) -> Any:
    wanted = getattr(record, environment.value) if isinstance(record, Credentials) else None
    return getattr(wanted, credential.value) if wanted else None


def _generation(wanted: Any) -> int:
    return getattr(wanted, "generation", 1) if wanted else 0


def _different(one: Any, other: Any) -> Iterator[str]:
    for name, field in type(other).model_fields.items():
        if getattr(one, name) != getattr(other, name):
            yield (field.title or name).lower()


def _published(location: Location, path: str, subject: Subject, old: Any, new: Any) -> Iterator[VersionPublished]:
    for part in Part:
        one, other = getattr(old, part.value, None), getattr(new, part.value, None)
        for environment in Environment:
            before = (one.in_environment(environment) if one else None) or ""
            after = (other.in_environment(environment) if other else None) or ""
            if before != after:
                target = path_of(Kind(part.value), partner=location.partner, app=location.app, version=after or before)
                yield VersionPublished(path, subject, part, environment, before, after, target)


def _what(location: Location, subject: Subject) -> str:
    return _WHATS.get(location.kind, "{path}").format(
        name=subject.name, version=location.version, path=location.path.removeprefix("registry/")
    )


def subject_of(location: Location | None, *sides: Side) -> Subject:
    """Whose a file is, with the name that people call it by; the first side that knows the name tells it."""
    if location is None:
        return Subject()
    if location.app:
        path = path_of(Kind.APP, partner=location.partner, app=location.app)
    elif location.partner:
        path = path_of(Kind.PARTNER, partner=location.partner)
    else:
        path = path_of(Kind.PERSON, person=location.person)
    names = (getattr(side[path].record, "name", "") for side in sides if path in side)
    name = next(filter(None, names), location.app or location.partner or location.person)
    return Subject(location.partner, location.app, location.person, name)


def _renames(base: Side, head: Side) -> list[FolderRenamed]:
    """Partners and apps whose folder is gone while another one came with mostly the same files."""
    if base.keys() <= head.keys():
        return []
    partners = _pairs(base, head, Kind.PARTNER)
    apps = [pair for pair in _pairs(base, head, Kind.APP) if pair[0].partner == pair[1].partner]
    found = []
    for old, new in (*partners, *apps):
        subject = subject_of(old, base)
        found.append(FolderRenamed(new.path, subject, new, old.app or old.partner, new.app or new.partner))
    return found


def _pairs(base: Side, head: Side, kind: Kind) -> list[tuple[Location, Location]]:
    gone, come = _only_in(base, head, kind), _only_in(head, base, kind)
    pairs = []
    for old in gone:
        best = max(come, key=lambda new: _alike(old, new, base, head), default=None)
        if best and _alike(old, best, base, head) * 2 > 1:
            pairs.append((old, best))
            come.remove(best)
    return pairs


def _only_in(one: Side, other: Side, kind: Kind) -> list[Location]:
    found = [(path, state.location) for path, state in sorted(one.items()) if path not in other]
    return [location for _, location in found if location and location.kind is kind]


def _alike(old: Location, new: Location, base: Side, head: Side) -> float:
    """The share of the old folder's contents that the new one has."""
    one = Counter(state.oid for path, state in base.items() if path.startswith(_folder(old)))
    other = Counter(state.oid for path, state in head.items() if path.startswith(_folder(new)))
    return (one & other).total() / max(one.total(), 1)


def _folder(location: Location) -> str:
    return location.path.rpartition("/")[0] + "/"


def _moved(base: Side, head: Side, renames: list[FolderRenamed]) -> Iterator[tuple[str, str]]:
    for rename in renames:
        new = _folder(rename.location)
        old = f"{new.removesuffix(f'{rename.new}/')}{rename.old}/"
        for path in base:
            moved = new + path[len(old) :]
            if path.startswith(old) and moved in head:
                yield path, moved
