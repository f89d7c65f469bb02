"""A stretch of main's history becomes drafts of events. It is worked on by itself, so that two processes can share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Final, TypeAlias

from ..decide.audit.drafts import Sides, drafts
from ..decide.audit.facts import recorded
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
from ..gateways.ssh_signature import signing_key
from .files import LARGEST_TEXT

_GROUP: Final = 400
"""So many commits are looked at together: their files are asked for in one go."""
_MOST_RECORDS: Final = 20_000
_LATER: Final = {Kind.CONFIGURATION, Kind.LISTING, Kind.PROFILE, Kind.ENVIRONMENTS, Kind.TEMPLATES, Kind.CATALOGUE}
"""Of these a new or removed file is told as a whole, so its content is read only when it changes."""
_NAMED: Final = {Kind.APP, Kind.PARTNER, Kind.PERSON}
_RECORDED: Final = {Kind.REQUESTS, Kind.TENANTS, Kind.REPORTS}


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
        while group := list(islice(commits, _GROUP)):
            self._data = self._objects.read(_wanted(group))
            if len(self._records) > _MOST_RECORDS:
                self._records.clear()
            for commit in group:
                yield self._one(commit)

    def _one(self, commit: Commit) -> CommitTold:
        changes = [one for one in commit.changes if one.path.startswith(f"{ROOT}/")]
        base, head = self._sides(changes)
        self._move(changes)
        found = [*drafts(diff(*_readable(base, head)), Sides(base, head), self._person)]
        known: list[Known] = []
        for one in changes:
            location = locate_path(one.path)
            if location and location.kind in _RECORDED:
                found.extend(recorded(base.get(one.path), head.get(one.path), self._called))
            elif location and one.path in head:
                known.extend(known_of(head[one.path].record, location.person))
        return CommitTold(
            self._signed(commit)._replace(changes=_kept(commit)), self._merged(commit), tuple(found), tuple(known)
        )

    def _sides(self, changes: list[FileChange]) -> tuple[dict[str, FileState], dict[str, FileState]]:
        base: dict[str, FileState] = {}
        head: dict[str, FileState] = {}
        moves = _may_move(changes)
        for one in changes:
            location = locate_path(one.path)
            reads = location is not None and _is_read(one, location, moves)
            if one.old_mode:
                base[one.path] = self._state(one.path, one.old_mode, one.old_oid, location, reads)
            if one.new_mode:
                head[one.path] = self._state(one.path, one.new_mode, one.new_oid, location, reads)
        for path in _named_for(changes):
            if path not in base and path not in head and path in self._names:
                location = locate_path(path)
                base[path] = head[path] = self._state(path, REGULAR, self._names[path], location, True)
        return base, head

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

    def _move(self, changes: Iterable[FileChange]) -> None:
        for one in changes:
            if _is_named(one.path):
                self._names.pop(one.path, None)
                if one.new_mode == REGULAR:
                    self._names[one.path] = one.new_oid

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

    def _signed(self, commit: Commit) -> Commit:
        if not commit.has_ssh_signature:
            return commit
        data = self._objects.read([commit.id])[commit.id] or b""
        return commit._replace(author=commit.author._replace(key=signing_key(data)))

    def _merged(self, commit: Commit) -> Author | None:
        """Who wrote the last commit that a merge brought."""
        if len(commit.parents) < 2:
            return None
        data = self._objects.read([commit.parents[1]])[commit.parents[1]]
        return author_in(data)._replace(key=signing_key(data)) if data else None


_Side: TypeAlias = dict[str, FileState]


def _readable(base: _Side, head: _Side) -> tuple[_Side, _Side]:
    """Both sides without what only one of them can read: its settings were neither all taken away nor all set."""
    odd = [path for path in base if path in head and (base[path].record is None) != (head[path].record is None)]
    blank = [{path: replace(side[path], record=None) for path in odd} for side in (base, head)]
    return {**base, **blank[0]}, {**head, **blank[1]}


def _is_named(path: str) -> bool:
    return path.endswith(("/app.yaml", "/partner.yaml")) or path.startswith(f"{ROOT}/people/")


def _kept(commit: Commit) -> tuple[FileChange, ...]:
    """A commit is kept without its files; one is enough to tell whether they are all the automation's."""
    return tuple(one for one in commit.changes if not one.path.startswith(f"{ROOT}/managed/"))[:1] or commit.changes[:1]


def _may_move(changes: Iterable[FileChange]) -> bool:
    """Whether a partner or an app may have got another name: one went and one came."""
    named = [one for one in changes if one.path.endswith(("/app.yaml", "/partner.yaml"))]
    return any(not one.new_mode for one in named) and any(not one.old_mode for one in named)


def _is_read(change: FileChange, location: Location, moves: bool) -> bool:
    whole = not change.old_mode or not change.new_mode
    return moves or not (whole and location.kind in _LATER)


def _wanted(group: Iterable[Commit]) -> Iterator[str]:
    """The ids of all files that will be looked at."""
    for commit in group:
        moves = _may_move(commit.changes)
        for one in commit.changes:
            location = locate_path(one.path)
            if location and not location.kind.is_media and _is_read(one, location, moves):
                yield from filter(None, (one.old_oid, one.new_oid))


def _named_for(changes: Iterable[FileChange]) -> Iterator[str]:
    """The files that say what those are called to whom the changes belong."""
    for one in changes:
        location = locate_path(one.path)
        if location and location.partner:
            yield path_of(Kind.PARTNER, partner=location.partner)
            if location.app:
                yield path_of(Kind.APP, partner=location.partner, app=location.app)
        elif location and location.kind is Kind.AVATAR:
            yield path_of(Kind.PERSON, person=location.person)
