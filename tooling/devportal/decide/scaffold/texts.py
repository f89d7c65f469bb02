"""Texts of new files: the values, the line that editors read, and hints about what may be added."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel

from ...domain.constraint import NeededToPublish
from ...domain.layout import RECORDS, Kind, path_of
from ..fields import group_at
from ..yaml_text import yaml_text


def new_file(kind: Kind, value: Mapping[str, Any], **names: str) -> tuple[str, bytes]:
    """A file's path and bytes."""
    path = path_of(kind, **names)
    return path, yaml_text(value, "../" * path.count("/") + f"schemas/{kind.value}.schema.json")


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
