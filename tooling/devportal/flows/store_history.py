"""The store's chronicle, from the history of main."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final

from ..decide.place import Placed
from ..decide.store.chronicle import Chronicle, Key, Moment, chronicle
from ..domain.app import App, AppKind
from ..domain.environment import Environment
from ..domain.layout import REGULAR, ROOT, Kind, Location, locate_path
from ..domain.release import PublishedApp
from ..domain.snapshot import TreeEntry
from ..gateways.git import GitSource
from ..gateways.git_moves import FileEvent, file_events, head_time, is_whole, last_commit
from .files import open_files

_PATHS: Final = [f"{ROOT}/partners/*/apps/*/published.yaml", f"{ROOT}/partners/*/apps/*/app.yaml"]
_KINDS: Final = {Kind.PUBLISHED_APP, Kind.APP}
_State = dict[Kind, str]
"""The blobs of an app's two files at one time."""


def store_chronicle(root: Path, commit: str = "HEAD") -> Chronicle:
    """When apps came and changed, and which ones left or moved. Without git's whole history nothing is known."""
    if not is_whole(root):
        return Chronicle()
    lines: dict[Key, list[tuple[int, _State]]] = defaultdict(list)
    moved: dict[Key, Key] = {}
    for event in file_events(root, commit, _PATHS):
        location = locate_path(event.path)
        if location and location.kind in _KINDS:
            _note(lines[location.partner, location.app], event, location)
            _note_move(moved, event, location)
    records = _records(root, commit, lines)
    moments = {key: _moments(line, records, moved.get(key)) for key, line in lines.items()}
    return chronicle(moments, head_time(root, commit))


def last_event(root: Path) -> str:
    """Names what the chronicle is made from, but for the time of the present commit, of which it takes the day."""
    if not is_whole(root):
        return ""
    return f"{last_commit(root, _PATHS)} {head_time(root, 'HEAD') // 86_400}"


def _note(line: list[tuple[int, _State]], event: FileEvent, location: Location) -> None:
    """The app's state after the event; events of one commit are one state."""
    before = line[-1][1] if line else {}
    if line and line[-1][0] == event.time:
        line.pop()
    line.append((event.time, {**before, location.kind: event.oid}))


def _note_move(moved: dict[Key, Key], event: FileEvent, location: Location) -> None:
    """An app moves with its settings. Somebody who takes the old name later ends the move."""
    if location.kind is not Kind.APP or not event.oid:
        return
    here = (location.partner, location.app)
    moved.pop(here, None)
    origin = locate_path(event.moved_from) if event.moved_from else None
    if origin:
        moved[origin.partner, origin.app] = here


def _records(root: Path, commit: str, lines: Mapping[Key, Iterable[tuple[int, _State]]]) -> dict[str, Any]:
    places: dict[str, Placed] = {}
    for (partner, app), line in lines.items():
        for _, state in line:
            for kind, oid in state.items():
                location = Location(kind, partner=partner, app=app)
                if oid and oid not in places:
                    places[oid] = Placed(TreeEntry(location.path, REGULAR, oid), location)
    opened = open_files(GitSource(root, commit), list(places.values())) if places else []
    return {oid: one.file.record for oid, one in zip(places, opened, strict=True)}


def _moments(line: list[tuple[int, _State]], records: Mapping[str, Any], target: Key | None) -> list[Moment]:
    found = [_moment(time, state, records) for time, state in line]
    found.reverse()
    if target and found:
        found[0] = found[0]._replace(moved_to=target)
    return found


def _moment(time: int, state: _State, records: Mapping[str, Any]) -> Moment:
    """Which version customers saw then; a hidden app and a custom one they never did."""
    settings, published = records.get(state.get(Kind.APP, "")), records.get(state.get(Kind.PUBLISHED_APP, ""))
    if not isinstance(settings, App) or not isinstance(published, PublishedApp):
        return Moment(time, "")
    if settings.hidden or settings.kind is AppKind.CUSTOM:
        return Moment(time, "", settings.name)
    return Moment(time, published.listing.in_environment(Environment.PRODUCTION) or "", settings.name)
