"""Line and column of places in a document, worked out only when there is something to say."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Any, TypeAlias

import yaml
from yaml._yaml import CParser
from yaml.events import (
    AliasEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from ...domain.finding import Pointer

Wanted: TypeAlias = tuple[Pointer, bool]
"""A pointer, and whether the key itself is meant instead of its value."""
Place: TypeAlias = tuple[int, int]


_STARTS: Any = (MappingStartEvent, SequenceStartEvent)
_NODES: Any = (AliasEvent, ScalarEvent, *_STARTS)
_ENDS: Any = (MappingEndEvent, SequenceEndEvent)


def locate(data: bytes, wanted: Iterable[Wanted]) -> dict[Wanted, Place]:
    """Line and column, from 1, of each place; what is not there is given the nearest place around it. Never raises."""
    values, keys = _walked(data)
    return {one: _nearest(one, values, keys) for one in wanted}


def _nearest(wanted: Wanted, values: dict[Pointer, Place], keys: dict[Pointer, Place]) -> Place:
    pointer, on_key = wanted
    if on_key and pointer in keys:
        return keys[pointer]
    if pointer in values:
        return values[pointer]
    for length in range(len(pointer) - 1, 0, -1):
        around = pointer[:length]
        if around in keys or around in values:
            return keys.get(around) or values[around]
    return values.get((), (1, 1))


@lru_cache(maxsize=8)  # a page asks for one place after the other of the same file
def _walked(data: bytes) -> tuple[dict[Pointer, Place], dict[Pointer, Place]]:
    values: dict[Pointer, Place] = {}
    keys: dict[Pointer, Place] = {}
    try:
        parser = CParser(data.decode("utf-8", "replace"))
        stack: list[tuple[Pointer, str | int | None, bool]] = []
        while parser.check_event():
            _step(parser.get_event(), stack, values, keys)
    except (yaml.YAMLError, IndexError):
        pass
    return values, keys


def _step(event: Any, stack: list[Any], values: dict[Pointer, Place], keys: dict[Pointer, Place]) -> None:
    if isinstance(event, _ENDS):
        stack.pop()
        return
    if not isinstance(event, _NODES):
        return
    place = (event.start_mark.line + 1, event.start_mark.column + 1)
    pointer: Pointer = ()
    if stack:
        above, step, is_mapping = stack[-1]
        if is_mapping and step is None and isinstance(event, ScalarEvent):
            stack[-1] = (above, event.value, True)
            keys.setdefault((*above, event.value), place)
            return
        pointer = (*above, step if step is not None else "")
        stack[-1] = (above, None if is_mapping else step + 1, is_mapping)
    container = isinstance(event, _STARTS)
    # A block below its name is pointed at by the name: that line is the one to read.
    values.setdefault(pointer, keys.get(pointer, place) if container and not event.flow_style else place)
    if container:
        stack.append((pointer, None, True) if isinstance(event, MappingStartEvent) else (pointer, 0, False))
