"""Texts of new files: the values, the line that editors read, and hints about what may be added."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from pydantic import BaseModel

from ...domain.constraint import NeededToPublish
from ...domain.layout import RECORDS, Kind, path_of
from ..fields import group_at
from ..yaml_text import yaml_text


class NewRecord(NamedTuple):
    """A file to be, as plain values."""

    kind: Kind
    names: Mapping[str, str]
    value: Mapping[str, Any]

    @property
    def path(self) -> str:
        """Where it will stand."""
        return path_of(self.kind, **self.names)

    @property
    def schema(self) -> str:
        """The address of its schema, seen from the file."""
        return "../" * self.path.count("/") + f"schemas/{self.kind.value}.schema.json"

    @property
    def file(self) -> tuple[str, bytes]:
        """Path and bytes."""
        return self.path, yaml_text(self.value, self.schema)


def new_file(kind: Kind, value: Mapping[str, Any], **names: str) -> tuple[str, bytes]:
    """A file's path and bytes."""
    return NewRecord(kind, names, value).file


def draft_file(kind: Kind, value: Mapping[str, Any], **names: str) -> tuple[str, bytes]:
    """A file that holds, as comments, the settings that it needs before it can be published."""
    path, text = new_file(kind, value, **names)
    lines = "\n".join(_hints(RECORDS[kind], value))
    if not lines:
        return path, text
    return (
        path,
        text + f"\n# Needed before it can be published. Take the # away and write your own.\n{lines}\n".encode(),
    )


def _hints(model: type[BaseModel], value: Mapping[str, Any]) -> Iterator[str]:
    for name, field in model.model_fields.items():
        if name in value:
            continue
        below = group_at(model, (name,))
        if any(isinstance(mark, NeededToPublish) for mark in field.metadata):
            yield f"# {name}:  # {field.description}"
        elif below and not field.is_required():
            inner = list(_hints(below, {}))
            if inner:
                yield f"# {name}:"
                yield from (f"#   {line.removeprefix('# ')}" for line in inner)
