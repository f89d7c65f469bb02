"""A record taken apart into its settings, each with where it stands and who may write it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, Final, NamedTuple, TypeAlias

from pydantic import BaseModel

from ...domain.finding import Pointer
from ...domain.permission import WritableBy
from ...domain.record import EachEnvironment, Group, Record


class Leaf(NamedTuple):
    """One setting; ``value`` is plain or a tuple of plain values."""

    title: str
    value: Any
    writable: WritableBy | None


class _Setting(NamedTuple):
    name: str
    title: str
    writable: WritableBy | None
    default: Any


_PLAIN: Final = frozenset({str, bool, int})
_Found: TypeAlias = Iterator[tuple[Pointer, Leaf]]


def leaves(record: Record) -> dict[Pointer, Leaf]:
    """Every setting of a record that is not what it would be if it were left out."""
    return dict(_of_group(record, (), "", None))


def different(old: Record | None, new: Record | None) -> tuple[dict[Pointer, Leaf], dict[Pointer, Leaf]]:
    """Settings of two records, without those whose whole section is equal in both: they need no taking apart."""
    if old is None or new is None or type(old) is not type(new):
        return leaves(old) if old else {}, leaves(new) if new else {}
    before: dict[Pointer, Leaf] = {}
    after: dict[Pointer, Leaf] = {}
    for setting in _settings(type(old)):
        if getattr(old, setting.name) != getattr(new, setting.name):
            before.update(_of_setting(old, setting, (), "", None))
            after.update(_of_setting(new, setting, (), "", None))
    return before, after


def _of_group(group: BaseModel, above: Pointer, title: str, mark: WritableBy | None) -> _Found:
    for setting in _settings(type(group)):
        yield from _of_setting(group, setting, above, title, mark)


def _of_setting(group: BaseModel, setting: _Setting, above: Pointer, title: str, mark: WritableBy | None) -> _Found:
    value = getattr(group, setting.name)
    if value is None or value == setting.default:
        return
    shown = _shown(group, above, title, setting.title)
    place, writable = (*above, setting.name), _stricter(mark, setting.writable)
    if type(value) in _PLAIN:
        yield place, Leaf(shown, value, writable)
    else:
        yield from _of_value(value, place, shown, writable)


def _shown(group: BaseModel, above: Pointer, outer: str, title: str) -> str:
    """What people call a setting. The sections of a record go without saying; below them *URL* alone says nothing."""
    if isinstance(group, EachEnvironment):
        return f"{outer} ({title})"
    return f"{outer}: {title}" if len(above) > 1 else title


def _of_value(value: Any, place: Pointer, title: str, mark: WritableBy | None) -> _Found:
    if isinstance(value, Group):
        yield from _of_group(value, place, title, mark)
    elif isinstance(value, Mapping):
        for name, one in value.items():
            yield from _of_value(one, (*place, name), f"{name}", mark)
    elif isinstance(value, tuple) and value and isinstance(value[0], Group):
        for position, one in enumerate(value):
            yield from _of_group(one, (*place, position), f"{title} {position + 1}", mark)
    else:
        yield place, Leaf(title, value, mark)


def _stricter(outer: WritableBy | None, inner: WritableBy | None) -> WritableBy | None:
    """The setting's own mark; an approval that the group above it asks for stays needed."""
    if outer is None or inner is None:
        return inner or outer
    return inner if inner.approval else WritableBy(inner.who, outer.approval)


@cache
def _settings(model: type[BaseModel]) -> tuple[_Setting, ...]:
    return tuple(
        _Setting(
            name,
            field.title or name.replace("_", " "),
            next((mark for mark in field.metadata if isinstance(mark, WritableBy)), None),
            None if field.is_required() else field.get_default(call_default_factory=True),
        )
        for name, field in model.model_fields.items()
    )
