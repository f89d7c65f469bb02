"""A snapshot that notes what was read of it, so that a section is made anew when just that has changed."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any, Final, TypeAlias

import orjson

from ...decide.assemble import Unit, UnitKind, unit_of
from ...decide.place import Tree
from ...domain.page import Page
from ...domain.snapshot import Snapshot

Seen: TypeAlias = set[tuple[str, str]]
"""What was read: the field's name, and the key; ``*`` for all keys, empty for a field that is no mapping."""

ALL: Final = "*"
_NAMES: Final = frozenset(field.name for field in fields(Snapshot))


class WatchedMapping(Mapping[str, Any]):
    """Notes keys that are asked for, those that are not there too."""

    def __init__(self, name: str, inner: Mapping[Any, Any], seen: Seen) -> None:
        self._name, self._inner, self._seen = name, inner, seen

    def _note(self, key: Any) -> None:
        if (self._name, ALL) not in self._seen:
            self._seen.add((self._name, key if isinstance(key, str) else repr(key)))

    def __getitem__(self, key: Any) -> Any:
        self._note(key)
        return self._inner[key]

    def __contains__(self, key: object) -> bool:
        self._note(key)
        return key in self._inner

    def __iter__(self) -> Iterator[Any]:
        self._seen.add((self._name, ALL))
        return iter(self._inner)

    def __len__(self) -> int:
        self._seen.add((self._name, ALL))
        return len(self._inner)


class WatchedSnapshot(Snapshot):
    """The same snapshot; ``seen`` grows as it is read."""

    __slots__ = ("seen",)
    seen: Seen

    def __getattribute__(self, name: str) -> Any:
        value = super().__getattribute__(name)
        if name in _NAMES and not isinstance(value, WatchedMapping):
            seen: Seen = super().__getattribute__("seen")
            seen.add((name, ""))
        return value


def watched(snapshot: Snapshot) -> WatchedSnapshot:
    """A view of ``snapshot`` that nothing was read of yet."""
    seen: Seen = set()
    found = object.__new__(WatchedSnapshot)
    object.__setattr__(found, "seen", seen)
    for name in _NAMES:
        object.__setattr__(found, name, _watched(name, getattr(snapshot, name), seen))
    return found


def _watched(name: str, value: Any, seen: Seen) -> Any:
    """Mappings note their keys; records of mappings (what git remembers) field by field."""
    if isinstance(value, Mapping):
        return WatchedMapping(name, value, seen)
    if is_dataclass(value) and not isinstance(value, type) and name != "platform":
        inner = {one.name: getattr(value, one.name) for one in fields(value)}
        mappings = {key: _watched(f"{name}.{key}", one, seen) for key, one in inner.items() if isinstance(one, Mapping)}
        return replace(value, **mappings) if mappings else value
    return value


class Digests:
    """What each part of a snapshot amounts to, in a few characters: equal digests, equal parts."""

    def __init__(self, snapshot: Snapshot, tree: Tree) -> None:
        self._snapshot = snapshot
        self._units: dict[Unit, list[str]] = defaultdict(list)
        self._known: dict[tuple[str, str], str] = {}
        self._by_text: dict[str, dict[str, Any]] = {}
        made = snapshot.history.made
        for entry, location in tree.placed:
            # When git first saw a version says where it stands among the others.
            line = f"{entry.path} {entry.oid} {made.get(entry.path, '')}"
            self._units[unit_of(location)].append(line)

    def of(self, name: str, key: str) -> str:
        """The digest of one part; empty for what is not there."""
        known = self._known.get((name, key))
        if known is None:
            known = self._known[name, key] = self._made(name, key)
        return known

    def _made(self, name: str, key: str) -> str:
        kind = {"partners": UnitKind.PARTNER, "people": UnitKind.PERSON}.get(name)
        if kind and key == ALL:
            parts = sorted((unit.id, self._unit(unit)) for unit in self._units if unit.kind is kind)
            return digest(repr(parts).encode())
        if kind:
            return self._unit(Unit(kind, key))
        if name in {"platform", "requests"}:
            return self._unit(Unit(UnitKind.PLATFORM if name == "platform" else UnitKind.REQUESTS))
        return self._other(name, key)

    def _unit(self, unit: Unit) -> str:
        return digest("\n".join(self._units[unit]).encode()) if unit in self._units else ""

    def _other(self, name: str, key: str) -> str:
        """What git remembers, and what else is in memory already."""
        if name in self._by_text:
            value = self._by_text[name].get(key, self)
            return "" if value is self else digest(_told(value))
        value = self._snapshot
        for part in name.split("."):
            value = getattr(value, part)
        if not isinstance(value, Mapping):
            scalars = [getattr(value, one.name) for one in fields(value)] if is_dataclass(value) else [value]
            return digest(repr([one for one in scalars if not isinstance(one, Mapping)]).encode())
        if key == ALL:
            return digest(_told(sorted(value.items(), key=repr)))
        self._by_text[name] = {one if isinstance(one, str) else repr(one): value[one] for one in value}
        return self._other(name, key)


def _told(value: Any) -> bytes:
    """A value as it tells itself apart from others: JSON, of what has no form there Python's own."""
    return orjson.dumps(value, default=repr, option=orjson.OPT_NON_STR_KEYS)


def digest(data: bytes) -> str:
    """Sixteen characters."""
    return hashlib.blake2b(data, digest_size=8).hexdigest()


def page_digest(page: Page) -> str:
    """What a page is made from, or shows, in sixteen characters."""
    return digest(page.given.encode() or orjson.dumps([page.path, page.meta], option=orjson.OPT_NON_STR_KEYS))
