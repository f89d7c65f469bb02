"""Writes plain values as YAML that a person would write."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from .parse.quoting import quote_if_needed

_WIDTH: Final = 100
_LONG: Final = 90
_LONGEST: Final = 160
"""What may stand on one line: a list, a text. Settings of one line have at most 160 characters."""


def yaml_text(value: Mapping[str, Any], schema: str = "") -> bytes:
    """A file; ``schema`` is the address that editors read its schema from."""
    head = [f"# yaml-language-server: $schema={schema}"] if schema else []
    return ("\n".join([*head, *_mapping(value, 0)]) + "\n").encode()


def _mapping(value: Mapping[str, Any], depth: int) -> Iterator[str]:
    indent = "  " * depth
    for key, item in value.items():
        name = f"{indent}{quote_if_needed(key)}:"
        if isinstance(item, Mapping) and item:
            yield name
            yield from _mapping(item, depth + 1)
        elif _is_block_list(item):
            yield name
            yield from _items(item, depth + 1)
        else:
            yield from _inline(name, item, depth + 1)


def _items(items: Sequence[Any], depth: int) -> Iterator[str]:
    indent = "  " * depth
    for item in items:
        if isinstance(item, Mapping):
            lines = list(_mapping(item, depth + 1))
            yield f"{indent}- {lines[0].lstrip()}"
            yield from lines[1:]
        else:
            yield f"{indent}- {_scalar(item)}"


def _is_block_list(item: Any) -> bool:
    if not isinstance(item, list | tuple) or not item:
        return False
    short = all(isinstance(one, str) and one.replace("-", "").isalnum() for one in item)
    return not (short and sum(map(len, item)) < _LONG)


def _inline(name: str, item: Any, depth: int) -> Iterator[str]:
    if isinstance(item, str) and ("\n" in item or (len(item) > _LONGEST and " " in item)):
        yield f"{name} |-"
        yield from (f"{'  ' * depth}{line}" if line else "" for line in _wrapped(item))
    elif isinstance(item, list | tuple):
        yield f"{name} [{', '.join(_scalar(one) for one in item)}]"
    else:
        yield f"{name} {_scalar(item)}"


def _wrapped(text: str) -> Iterator[str]:
    for line in text.split("\n"):
        yield from textwrap.wrap(line, _WIDTH, break_long_words=False, break_on_hyphens=False) or [""]


def _scalar(value: Any) -> str:
    match value:
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case int():
            return str(value)
        case Mapping():
            return "{}"
        case _:
            return quote_if_needed(str(value))
