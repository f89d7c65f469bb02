"""What *Edit* leads to: the right file at the right line, the command for it, and the approval that it will need."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final, NamedTuple, TypeAlias

from ...domain.finding import Pointer
from ...domain.forge import Forge
from ...domain.layout import Location, locate_path
from ...domain.page import Page
from ...domain.permission import WritableBy
from ...domain.snapshot import Snapshot
from ..fields import field_at, group_at
from ..parse.locate import locate
from ..review.demands import mark_or_staff
from .edit_locked import instead_of

Texts: TypeAlias = Callable[[str], bytes]
"""The bytes of a file of the registry by path; empty when it cannot be read."""

_MANY: Final = 3


class Editing(NamedTuple):
    """What links are made from. Without a forge there is the command alone."""

    snapshot: Snapshot
    forge: Forge | None
    texts: Texts


def with_edits(page: Page, editing: Editing) -> Page:
    """The page with ``edit`` in every part of its view that says where it stands.

    A part says so with ``file`` (``{"path": …}``; parts below inherit it) and, for a group of settings, with ``at``:
    the group's place in the file as a list.
    """
    view = _part(page.view, None, editing)
    return Page(page.path, page.title, page.template, view, page.description, page.private)


def _part(node: Any, location: Location | None, editing: Editing) -> Any:
    if isinstance(node, list):
        return [_part(item, location, editing) for item in node]
    if not isinstance(node, Mapping):
        return node
    file = node.get("file")
    if isinstance(file, Mapping):
        location = locate_path(file["path"])
    part = {key: _part(value, location, editing) for key, value in node.items()}
    if location and "at" in part:
        part["edit"] = edit_of(location, tuple(part["at"]), editing)
    elif location and isinstance(file, Mapping):
        part["file"] = {**file, "edit": edit_of(location, (), editing)}
    return part


def edit_of(location: Location, at: Pointer, editing: Editing) -> dict[str, Any]:
    """How one group of settings is changed: plain data for ``dp/edit.html``."""
    instead = instead_of(editing.snapshot, location)
    if instead:
        return instead
    wanted = (at, bool(at))
    line = locate(editing.texts(location.path), [wanted])[wanted][0]
    return {
        "href": editing.forge.edit(location.path, line) if editing.forge else "",
        "title": "Edit in the browser",
        "command": f'"${{EDITOR:-nano}}" +{line} {location.path}\ndevportal check',
        "approval": approval_in_words(location, at),
        "line": line,
    }


def approval_in_words(location: Location, at: Pointer = ()) -> str:
    """Who may change the settings of a group and whose approval that needs, from what each field says of itself."""
    marks: dict[WritableBy, list[str]] = {}
    for title, mark in _marks(location, at):
        marks.setdefault(mark, []).append(title)
    by_number = sorted(marks.items(), key=lambda pair: len(pair[1]))
    if not by_number:
        return ""
    *few, (usual, _) = by_number
    sentences = [f"{_listed(titles)}: {mark}." for mark, titles in few]
    rest = "The rest: " if few else "May be changed by "
    return " ".join([*sentences, f"{rest}{usual}."])


def _listed(titles: list[str]) -> str:
    return ", ".join(titles) if len(titles) <= _MANY else f"{', '.join(titles[:_MANY])} and {len(titles) - _MANY} more"


def _marks(location: Location, at: Pointer) -> Iterator[tuple[str, WritableBy]]:
    model = location.record
    group = group_at(model, at) if model else None
    if model is None:
        return
    if group is None:
        field = field_at(model, at)
        if field:
            yield field.title or str(at[-1]), mark_or_staff(_own(field.metadata))
        return
    for name, field in group.model_fields.items():
        mark = _own(field.metadata)
        places = ((*at, name), (*at, name, 0))
        below = next((place for place in places if group_at(model, place)), None) if mark is None else None
        if below:
            yield from _marks(location, below)
        else:
            yield field.title or name, mark_or_staff(mark)


def _own(metadata: list[Any]) -> WritableBy | None:
    return next((mark for mark in metadata if isinstance(mark, WritableBy)), None)
