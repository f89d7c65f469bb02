"""Settings as rows of a page: title, help and value, never more than was asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from enum import Enum
from typing import Any, TypeAlias

from ...domain.environment import Environment
from ...domain.record import EachEnvironment, Group
from ...domain.snapshot import Platform

Row: TypeAlias = dict[str, Any]
Naming: TypeAlias = Callable[[str], str]


def rows(group: Group, names: Iterable[str], naming: dict[str, Naming] | None = None) -> list[Row]:
    """A row for each of the named settings. ``naming`` turns ids of a setting into names."""
    return [_row(group, name, (naming or {}).get(name, str)) for name in names]


def _row(group: Group, name: str, naming: Naming) -> Row:
    field = type(group).model_fields[name]
    value = getattr(group, name)
    row: Row = {"title": field.title, "help": field.description, "key": name}
    if isinstance(value, EachEnvironment):
        row["each"] = [
            {"environment": environment.shown, "lines": shown(value.of(environment), naming)}
            for environment in Environment
        ]
    else:
        row["lines"] = shown(value, naming)
    return row


def shown(value: Any, naming: Naming = str) -> list[str]:
    """A value as lines of text; none where there is nothing."""
    match value:
        case None | "" | ():
            return []
        case bool():
            return ["Yes" if value else "No"]
        case Enum():
            return [str(getattr(value, "shown", value.value)).capitalize()]
        case date():
            return [value.isoformat()]
        case tuple():
            return [line for item in value for line in shown(item, naming)]
        case _:
            return [naming(str(value))]


def catalogue(platform: Platform, name: str) -> Naming:
    """Names of a catalogue's entries by id."""
    entries = platform.catalogues.get(name, {})
    return lambda key: entries[key].name if key in entries else key
