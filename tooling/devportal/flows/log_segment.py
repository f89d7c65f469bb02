"""A stretch of main's history becomes drafts of events. It is worked on by itself, so that two processes can share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Final, NamedTuple, TypeAlias

import orjson

from ..decide.audit.drafts import Sides, drafts
from ..decide.audit.facts import recorded
from ..decide.audit.kinds import RECORDED
from ..decide.audit.origin import Origin, origin_of
from ..decide.audit.settle import CommitTold
from ..decide.audit.who import known_of
from ..decide.parse.document import parse
from ..decide.review.diff import diff
from ..decide.shape import shape
from ..domain.change import FileState
from ..domain.history import Author, Commit, FileChange, Known
from ..domain.layout import REGULAR, ROOT, Kind, Location, locate_path, path_of
from ..domain.record import Record
from ..gateways.git_log import author_in, commits_between
from ..gateways.git_log_objects import GitObjects, name_oids
from .files import LARGEST_TEXT
from .log_rows import told_row

_GROUP: Final = 400
"""So many commits are looked at together: their files are asked for in one go."""
_MOST_RECORDS: Final = 20_000
_LATER: Final = {Kind.CONFIGURATION, Kind.LISTING, Kind.PROFILE, Kind.ENVIRONMENTS, Kind.TEMPLATES, Kind.CATALOGUE}
"""Of these a new or removed file is told as a whole, so its content is read only when it changes."""
_NAMED: Final = {Kind.APP, Kind.PARTNER, Kind.PERSON}
_AS_A_WHOLE: Final = {Kind.STAFF, Kind.POLICY}
"""A new file of these is told as a whole, too, though its content is read."""
_KNOWS: Final = {Kind.PERSON, Kind.STAFF, Kind.POLICY}
"""These say how somebody is recognised."""
_Side: TypeAlias = dict[str, FileState]


class _Seen(NamedTuple):
    """A file that a commit changes; ``reads`` is whether its content is needed."""

    change: FileChange
    location: Location | None
    reads: bool


def segment_rows(root: Path, after: str, tip: str) -> bytes:
    """The same as ``segment`` in JSON, which travels between processes in a tenth of the time."""
    return orjson.dumps([told_row(one) for one in segment(root, after, tip)])


def segment(root: Path, after: str, tip: str) -> list[CommitTold]:
    """What happened from behind ``after`` (empty: from the first commit) to ``tip``, oldest first.

    Raises SourceError.
    """
    return list(_Segment(root, after).told(commits_between(root, after, tip)))


class _Segment:
    """Walks forward, and keeps in mind where the files stand that carry names."""

    def __init__(self, root: Path, after: str) -> None:
        self._objects = GitObjects(root, LARGEST_TEXT)
        self._names = {path: oid for path, oid in name_oids(root, after, ROOT).items() if _is_named(path)}
        self._records: dict[tuple[str, Kind], Record | None] = {}
        self._data: dict[str, bytes | None] = {}

    def told(self, commits: Iterator[Commit]) -> Iterator[CommitTold]:
        """Each commit in turn."""
        while group := [(commit, _seen(commit)) for commit in islice(commits, _GROUP)]:
            self._data = self._objects.read(self._wanted(seen for _, some in group for seen in some))
            if len(self._records) > _MOST_RECORDS:
                self._records.clear()
            for commit, some in group:
                yield self._one(commit, some)

    def _wanted(self, files: Iterable[_Seen]) -> Iterator[str]:
        """The ids of all files that will be looked at and are not known yet."""
        for change, location, reads in files:
            if reads and location and not location.kind.is_media:
                for oid in (change.old_oid, change.new_oid):
                    if oid and (oid, location.kind) not in self._records:
                        yield oid

    def _one(self, commit: Commit, files: list[_Seen]) -> CommitTold:
        base, head = self._sides(files)
        self._move(files)
        found = [*drafts(diff(*_told_by_settings(base, head)), Sides(base, head), self._person)]
        known: list[Known] = []
        for change, location, _ in files:
            if location and location.kind in RECORDED:
                found.extend(recorded(base.get(change.path), head.get(change.path), self._called))
            elif location and location.kind in _KNOWS and change.path in head:
                known.extend(known_of(head[change.path].record, location.person))
        origin = origin_of(commit)
        author = self._author(commit, origin)
        return CommitTold(commit.id, commit.time, author, origin, tuple(found), tuple(known))

    def _sides(self, files: list[_Seen]) -> tuple[_Side, _Side]:
        base: _Side = {}
        head: _Side = {}
        owners: set[tuple[str, str]] = set()
        for change, location, reads in files:
            path = change.path
            if change.old_mode:
                base[path] = self._state(path, change.old_mode, change.old_oid, location, reads)
            if change.new_mode:
                head[path] = self._state(path, change.new_mode, change.new_oid, location, reads)
            if location and location.kind is not Kind.PARTNER:
                owners.add((location.partner, location.app))
                if location.kind is Kind.AVATAR:
                    self._name_too(path_of(Kind.PERSON, person=location.person), base, head)
        for partner, app in owners:
            if partner:
                self._name_too(path_of(Kind.PARTNER, partner=partner), base, head)
            if app:
                self._name_too(path_of(Kind.APP, partner=partner, app=app), base, head)
        return base, head

    def _name_too(self, path: str, base: _Side, head: _Side) -> None:
        """The file that says what somebody is called, though the commit leaves it alone."""
        if path not in base and path not in head and path in self._names:
            base[path] = head[path] = self._state(path, REGULAR, self._names[path], locate_path(path), True)

    def _state(self, path: str, mode: int, oid: str, location: Location | None, reads: bool) -> FileState:
        placed = location if mode == REGULAR else None
        record = self._record(placed, oid) if placed and reads else None
        return FileState(path, mode, oid, placed, record)

    def _record(self, location: Location, oid: str) -> Record | None:
        key = (oid, location.kind)
        if key not in self._records:
            self._records[key] = self._parsed(location, oid)
        return self._records[key]

    def _parsed(self, location: Location, oid: str) -> Record | None:
        if location.kind.is_media:
            return None
        data = self._data[oid] if oid in self._data else self._objects.read([oid])[oid]
        parsed = parse(data, location.path) if data is not None else None
        return shape(location, parsed.value).record if parsed and not parsed.findings else None

    def _move(self, files: Iterable[_Seen]) -> None:
        for change, location, _ in files:
            if location and location.kind in _NAMED:
                self._names.pop(change.path, None)
                if change.new_mode == REGULAR:
                    self._names[change.path] = change.new_oid

    def _name_at(self, path: str) -> str:
        location = locate_path(path)
        oid = self._names.get(path)
        record = self._record(location, oid) if location and oid else None
        return str(getattr(record, "name", ""))

    def _person(self, person: str) -> str:
        name = self._name_at(path_of(Kind.PERSON, person=person))
        return f"{name} ({person})" if name else person

    def _called(self, partner: str, app: str) -> str:
        kind = Kind.APP if app else Kind.PARTNER
        return self._name_at(path_of(kind, partner=partner, app=app)) or app or partner

    def _author(self, commit: Commit, origin: Origin) -> Author:
        """Who is behind a commit: of a merge that names nobody, who wrote the last commit that it brought."""
        if origin.asked_by or (len(commit.parents) < 2 and not commit.has_ssh_signature):
            return commit.author
        oid = commit.parents[1] if len(commit.parents) > 1 else commit.id
        data = self._objects.read([oid])[oid]
        # Imported here: where nothing is signed, loading the library is a tenth of the start.
        from ..gateways.ssh_signature import signing_key

        return author_in(data)._replace(key=signing_key(data)) if data else commit.author


def _told_by_settings(base: _Side, head: _Side) -> tuple[_Side, _Side]:
    """Both sides without what is not told setting by setting: facts, new files of the platform, unreadable ones.

    What only one side can read had its settings neither all taken away nor all set.
    """
    if len(base) == len(head) == 1 and not _is_odd(base, head):
        return base, head
    old, new = dict(base), dict(head)
    for path, state in (base | head).items():
        kind = state.location.kind if state.location else None
        before, after = base.get(path), head.get(path)
        if kind in RECORDED:
            old.pop(path, None)
            new.pop(path, None)
        elif before and after and (before.record is None) != (after.record is None):
            old[path], new[path] = replace(before, record=None), replace(after, record=None)
        elif after and not before and kind in _AS_A_WHOLE:
            new[path] = replace(after, record=None)
    return old, new


def _is_odd(base: _Side, head: _Side) -> bool:
    """Of one file, whether it is told in another way."""
    ((path, state),) = head.items()
    kind = state.location.kind if state.location else None
    return path not in base or kind in RECORDED or (base[path].record is None) != (state.record is None)


def _seen(commit: Commit) -> list[_Seen]:
    """The files of a commit below ``registry/``, with what their paths say and whether their content is needed."""
    changes = [(one, locate_path(one.path)) for one in commit.changes if one.path.startswith(f"{ROOT}/")]
    moves = len(changes) > 1 and _may_move(changes)
    return [_Seen(one, location, location is not None and _is_read(one, location, moves)) for one, location in changes]


def _may_move(changes: Iterable[tuple[FileChange, Location | None]]) -> bool:
    """Whether a partner or an app may have got another name: one went and one came."""
    named = [one for one, location in changes if location and location.kind in {Kind.APP, Kind.PARTNER}]
    return any(not one.new_mode for one in named) and any(not one.old_mode for one in named)


def _is_read(change: FileChange, location: Location, moves: bool) -> bool:
    whole = not change.old_mode or not change.new_mode
    return moves or not (whole and location.kind in _LATER)


def _is_named(path: str) -> bool:
    return path.endswith(("/app.yaml", "/partner.yaml")) or path.startswith(f"{ROOT}/people/")
