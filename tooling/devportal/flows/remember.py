"""What git remembers of the registry, for pages: one stream of git's, and each ``published.yaml`` as it once was."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Final, TypeAlias

from ..decide.chronology import with_history
from ..decide.place import Placed
from ..domain.environment import Environment
from ..domain.layout import REGULAR, ROOT, Kind, Location, locate_path
from ..domain.managed import Part
from ..domain.remembered import History, Place, Publishing, Touched
from ..domain.snapshot import Snapshot, TreeEntry
from ..gateways.git import GitSource
from ..gateways.git_branch import Commit, branch_log
from .files import open_files

_PATHS: Final = [
    f"{ROOT}/partners/*/published.yaml",
    f"{ROOT}/partners/*/configuration/*.yaml",
    f"{ROOT}/partners/*/listing/*.yaml",
    f"{ROOT}/partners/*/profile/*.yaml",
]
_VERSIONS: Final = {Kind.CONFIGURATION, Kind.LISTING, Kind.PROFILE}
_PUBLISHED: Final = {Kind.PUBLISHED_APP, Kind.PUBLISHED_PARTNER}
_NOREPLY: Final = re.compile(r"(?:(\d+)\+)?([A-Za-z0-9-]+)@users\.noreply\.github\.com")
_PLACES: Final = [(part, environment) for part in Part for environment in Environment]
_Live: TypeAlias = dict[tuple[Part, Environment], str]
_State = tuple[Location, str, Touched]
"""A ``published.yaml`` after a commit: where it stands, its blob (empty: removed), and the commit."""


def remember(root: Path, snapshot: Snapshot, today: date | None = None) -> Snapshot:
    """The snapshot with its history; without git nothing is remembered, and the pages say nothing of when."""
    people = _people(snapshot)
    made: dict[str, Touched] = {}
    changed: dict[str, Touched] = {}
    states: dict[str, list[_State]] = defaultdict(list)
    for commit in branch_log(root, "HEAD", _PATHS):
        touched = _touched(commit, people)
        for file in commit.files:
            location = locate_path(file.path)
            if location and location.kind in _PUBLISHED:
                # The edge of a shallow clone shows a state, and not who made it when.
                states[file.path].append((location, file.oid, touched if not commit.is_cut else Touched("", "")))
            elif location and location.kind in _VERSIONS and not commit.is_cut:
                changed.setdefault(file.path, touched)
                made[file.path] = touched
    history = History(
        today=today or datetime.now(UTC).date(),
        publishings=_publishings(root, states),
        made=made,
        changed=changed,
    )
    return with_history(snapshot, history)


def _touched(commit: Commit, people: Mapping[str, str]) -> Touched:
    at = datetime.fromtimestamp(commit.time, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    email = commit.email.casefold()
    noreply = _NOREPLY.fullmatch(commit.email)
    person = people.get(email, "")
    if noreply and not person:
        person = people.get(f"github:{noreply[1]}" if noreply[1] else f"login:{noreply[2].casefold()}", "")
    name = people.get(f"name:{person}", "") or commit.name
    return Touched(at, name, person)


def _people(snapshot: Snapshot) -> dict[str, str]:
    """Addresses and accounts to ids, and ids to names, of everybody in the registry and of staff."""
    staff = snapshot.platform.staff.record.employees if snapshot.platform.staff else {}
    known: dict[str, Any] = {**staff, **{name: filed.record for name, filed in snapshot.people.items()}}
    found: dict[str, str] = {}
    for name, one in known.items():
        found[f"name:{name}"] = one.name
        for key in (
            one.email.casefold(),
            one.superid.user_name.casefold(),
            f"github:{one.github.id}",
            f"login:{one.github.login.casefold()}",
        ):
            found[key] = name
    return found


def _publishings(root: Path, states: Mapping[str, list[_State]]) -> dict[Place, tuple[Publishing, ...]]:
    flat = [one for each in states.values() for one in each if one[1]]
    placed = [Placed(TreeEntry(location.path, REGULAR, oid), location) for location, oid, _ in flat]
    opened = open_files(GitSource(root, "HEAD"), placed) if placed else []
    live_in = {one.entry.oid: _live(each.file.record) for one, each in zip(placed, opened, strict=True)}
    found: dict[Place, list[Publishing]] = defaultdict(list)
    for each in states.values():
        for place, publishing in _steps(each, live_in):
            found[place].append(publishing)
    return {place: tuple(all_of) for place, all_of in found.items()}


def _steps(states: list[_State], live_in: Mapping[str, _Live]) -> Iterator[tuple[Place, Publishing]]:
    """What each commit made of a file, against the state before it; newest first."""
    for place, (location, oid, touched) in enumerate(states):
        before = live_in.get(states[place + 1][1], {}) if place + 1 < len(states) else {}
        after = live_in.get(oid, {})
        for part, environment in _PLACES if touched.at and before != after else ():
            version = after.get((part, environment), "")
            if before.get((part, environment), "") != version:
                yield (location.partner, location.app, part), Publishing(environment, version, touched)


def _live(record: Any) -> _Live:
    """Which version of what is live where."""
    parts = ((part, getattr(record, part.value, None)) for part in Part)
    found = (
        ((part, one), published.in_environment(one)) for part, published in parts if published for one in Environment
    )
    return {place: version for place, version in found if version}
