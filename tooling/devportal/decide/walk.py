"""Every setting of a record with what its type says of it (catalogue, reference, formatted text)."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Annotated, Any, NamedTuple, get_args, get_origin

from pydantic import BaseModel

from ..domain.finding import Pointer


class Marked(NamedTuple):
    """A value that carries a mark, and where it stands; ``on_key`` when it is a key."""

    pointer: Pointer
    value: Any
    mark: Any
    on_key: bool = False


_Walker = Callable[[Any, Pointer, list[Marked]], None]
"""Appends what it finds in a value at a place. Lists instead of generators: this runs over every record."""


def marked(record: BaseModel, kind: Any) -> list[Marked]:
    """All values of a record that carry a mark of one kind; only the settings that can are visited."""
    found: list[Marked] = []
    _of_model(type(record), kind)(record, (), found)
    return found


@cache
def _of_model(model: type[BaseModel], wanted: Any) -> _Walker:
    walkers = []
    for name, field in model.model_fields.items():
        marks = tuple(mark for mark in field.metadata if isinstance(mark, wanted))
        walker = _of_type(field.annotation, marks, wanted)
        if walker:
            walkers.append((name, walker))

    def walk(value: Any, above: Pointer, found: list[Marked]) -> None:
        for name, walker in walkers:
            below = getattr(value, name)
            if below:
                walker(below, (*above, name), found)

    return walk


def _of_type(kind: Any, marks: tuple[Any, ...], wanted: Any) -> _Walker | None:
    """A walker for a type; nothing where no value below can carry a mark."""
    origin, parts = get_origin(kind), get_args(kind)
    if origin is Annotated:
        return _of_type(parts[0], marks + tuple(mark for mark in parts[1:] if isinstance(mark, wanted)), wanted)
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return _of_model(kind, wanted) if _can(kind, wanted) else None
    if origin is tuple:
        return _of_list(_of_type(parts[0], marks, wanted))
    if origin is dict:
        return _of_dict(_of_type(parts[0], (), wanted), _of_type(parts[1], (), wanted))
    if parts:
        return _of_union(parts, marks, wanted)
    return _of_value(marks) if marks else None


def _can(model: type[BaseModel], wanted: Any) -> bool:
    """Whether any setting of a group can carry such a mark."""
    return any(
        _of_type(field.annotation, tuple(mark for mark in field.metadata if isinstance(mark, wanted)), wanted)
        for field in model.model_fields.values()
    )


def _of_value(marks: tuple[Any, ...]) -> _Walker:
    def walk(value: Any, here: Pointer, found: list[Marked]) -> None:
        if isinstance(value, str):
            found.extend(Marked(here, value, mark) for mark in marks)

    return walk


def _of_list(item: _Walker | None) -> _Walker | None:
    if item is None:
        return None

    def walk(value: Any, here: Pointer, found: list[Marked]) -> None:
        if isinstance(value, tuple):
            for position, one in enumerate(value):
                item(one, (*here, position), found)

    return walk


def _of_dict(key: _Walker | None, item: _Walker | None) -> _Walker | None:
    if key is None and item is None:
        return None

    def walk(value: Any, here: Pointer, found: list[Marked]) -> None:
        for name, one in value.items():
            if key:
                names: list[Marked] = []
                key(name, (*here, name), names)
                found.extend(each._replace(on_key=True) for each in names)
            if item:
                item(one, (*here, name), found)

    return walk


def _of_union(parts: tuple[Any, ...], marks: tuple[Any, ...], wanted: Any) -> _Walker | None:
    known = [(part, _of_type(part, marks, wanted)) for part in parts if part is not type(None)]
    walkers = [(_model_of(part), walker) for part, walker in known if walker]
    if not walkers:
        return None

    def walk(value: Any, here: Pointer, found: list[Marked]) -> None:
        for model, walker in walkers:
            if isinstance(value, model) if model else not isinstance(value, BaseModel):
                walker(value, here, found)

    return walk


def _model_of(kind: Any) -> type[BaseModel] | None:
    while get_origin(kind) is Annotated:
        kind = get_args(kind)[0]
    return kind if isinstance(kind, type) and issubclass(kind, BaseModel) else None
