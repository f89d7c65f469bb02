"""What *Edit* leads to: the right file at the right line, the command for it, and the approval that it will need."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any, Final, NamedTuple, TypeAlias

from ...domain.finding import Pointer
from ...domain.forge import Forge
from ...domain.layout import Location, locate_path
from ...domain.page import Page
from ...domain.permission import WritableBy
from ...domain.record import Record
from ...domain.snapshot import Snapshot
from ..fields import field_at, group_at
from ..parse.locate import locate
from ..review.demands import mark_or_staff
from .actions import actions_of
from .edit_locked import instead_of
from .frame import FRAME

Texts: TypeAlias = Callable[[str], bytes]
"""The bytes of a file of the registry by path; empty when it cannot be read."""

_MANY: Final = 3
_NESTED: Final = (dict, list)


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
    content = {name: part for name, part in page.view.items() if name not in FRAME}
    view = {**page.view, **_part(content, None, editing)}
    actions = actions_of(page.path)
    return replace(page, view={**view, "actions": actions} if actions else view)


def _part(node: Any, location: Location | None, editing: Editing) -> Any:
    """The part with its links; what has none below it is left as it is, for most of a view has none."""
    if isinstance(node, list):
        items = _changed(enumerate(node), location, editing)
        return [items.get(at, item) for at, item in enumerate(node)] if items else node
    file = node.get("file")
    if isinstance(file, Mapping):
        location = locate_path(file["path"])
    changed = _changed(node.items(), location, editing)
    if location and "at" in node:
        rows = node.get("rows") or ()
        changed["edit"] = edit_of(location, tuple(node["at"]), editing, [row["key"] for row in rows if row.get("key")])
    elif location and isinstance(file, Mapping):
        changed["file"] = {**file, "edit": edit_of(location, (), editing)}
    return {**node, **changed} if changed else node


def _changed(parts: Iterable[tuple[Any, Any]], location: Location | None, editing: Editing) -> dict[Any, Any]:
    """Those parts that have links in them, by where they stand. Texts and numbers, which most are, need no call."""
    return {
        at: made
        for at, part in parts
        if isinstance(part, _NESTED) and (made := _part(part, location, editing)) is not part
    }


def edit_of(location: Location, at: Pointer, editing: Editing, shown: Sequence[str] = ()) -> dict[str, Any]:
    """How one group of settings is changed, as data for ``dp/edit.html``; ``shown``: the settings it shows."""
    instead = instead_of(editing.snapshot, location)
    if instead:
        return instead
    wanted = (at, bool(at))
    line = locate(editing.texts(location.path), [wanted])[wanted][0]
    return {
        "href": editing.forge.edit(location.path, line) if editing.forge else "",
        "title": "Edit in the browser",
        "command": f'"${{EDITOR:-nano}}" +{line} {location.path}\ndevportal check',
        "approval": approval_in_words(location, at, shown),
        "line": line,
    }


def approval_in_words(location: Location, at: Pointer = (), shown: Sequence[str] = ()) -> str:
    """Who may change the settings of a group and whose approval that needs, from what each field says of itself."""
    return _approval(location.record, at, tuple(shown))


@lru_cache(maxsize=1_024)
def _approval(model: type[Record] | None, at: Pointer, shown: tuple[str, ...]) -> str:
    """Kept: all versions of all apps have the same groups."""
    marks: dict[WritableBy, list[str]] = {}
    for title, mark in _of_shown(model, at, shown) or _marks(model, at):
        marks.setdefault(mark, []).append(title)
    by_number = sorted(marks.items(), key=lambda pair: len(pair[1]))
    if not by_number:
        return ""
    *few, (usual, _) = by_number
    sentences = [f"{_listed(titles)}: {mark}." for mark, titles in few]
    rest = "The rest: " if few else "May be changed by "
    return " ".join([*sentences, f"{rest}{usual}."])


def _of_shown(model: type[Record] | None, at: Pointer, shown: Sequence[str]) -> list[tuple[str, WritableBy]]:
    """The marks of the settings that a group shows; they stand at its place, or beside it when that is a setting."""
    if model is None or not shown:
        return []
    around = at if group_at(model, at) else at[:-1]
    return [found for name in shown for found in _of_setting(model, (*around, name))]


def _listed(titles: list[str]) -> str:
    return ", ".join(titles) if len(titles) <= _MANY else f"{', '.join(titles[:_MANY])} and {len(titles) - _MANY} more"


def _marks(model: type[Record] | None, at: Pointer) -> Iterator[tuple[str, WritableBy]]:
    group = group_at(model, at) if model else None
    if group is None:
        yield from _of_setting(model, at)
    else:
        for name in group.model_fields:
            yield from _of_setting(model, (*at, name))


def _of_setting(model: type[Record] | None, at: Pointer) -> Iterator[tuple[str, WritableBy]]:
    field = field_at(model, at) if model else None
    if model is None or field is None:
        return
    mark = _own(field.metadata)
    places = (at, (*at, 0))
    below = next((place for place in places if group_at(model, place)), None) if mark is None else None
    if below:
        yield from _marks(model, below)
    else:
        yield field.title or str(at[-1]), mark_or_staff(mark)


def _own(metadata: list[Any]) -> WritableBy | None:
    return next((mark for mark in metadata if isinstance(mark, WritableBy)), None)
