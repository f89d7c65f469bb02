"""The two states of a request, read from sources: what it touches, and what that belongs to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ..decide.assemble import UnitKind, assemble_platform, unit_of
from ..decide.place import Placed, place
from ..domain.change import FileState
from ..domain.layout import ROOT, Kind, locate_path
from ..domain.person import Person
from ..domain.snapshot import Platform, TreeEntry
from ..domain.source import Source
from .files import open_files


@dataclass(frozen=True, slots=True)
class Touched:
    """A path that differs, as git tells it: mode and id before and after, 0 and empty where there is no file."""

    path: str
    old: tuple[int, str]
    new: tuple[int, str]


def touched_between(base: Source, head: Source) -> list[Touched]:
    """What differs below ``registry/`` between two sources of any kind."""
    one = {entry.path: (entry.mode, entry.oid) for entry in base.entries()}
    other = {entry.path: (entry.mode, entry.oid) for entry in head.entries()}
    nothing = (0, "")
    paths = sorted(path for path in {*one, *other} if one.get(path) != other.get(path))
    return [Touched(path, one.get(path, nothing), other.get(path, nothing)) for path in paths]


def side(source: Source, touched: Sequence[Touched], *, new: bool) -> dict[str, FileState]:
    """One side: every file of the partners and people that are touched, and each touched file beside them."""
    units = {unit_of(location) for one in touched if (location := locate_path(one.path))}
    entries = list(source.entries())
    placed, _ = place(entries)
    mine = [one for one in placed if unit_of(one.location) in units]
    found = {state.path: state for state in _states(source, mine)}
    for one in touched:
        mode, oid = one.new if new else one.old
        if mode and one.path not in found:
            found[one.path] = FileState(one.path, mode, oid)
    return found


def _states(source: Source, placed: Sequence[Placed]) -> Iterable[FileState]:
    for one, opened in zip(placed, open_files(source, placed), strict=True):
        file = opened.file
        yield FileState(one.entry.path, one.entry.mode, one.entry.oid, one.location, file.record, file.image)


def platform_of(source: Source) -> Platform:
    """SuperOffice's own records."""
    return assemble_platform([one.file for one in open_files(source, _of_unit(source, UnitKind.PLATFORM))])


def people_of(source: Source) -> dict[str, Person]:
    """Everybody in the registry, by the name of their file."""
    files = [one for one in _of_unit(source, UnitKind.PERSON) if one.location.kind is Kind.PERSON]
    opened = open_files(source, files)
    return {
        one.location.person: it.file.record
        for one, it in zip(files, opened, strict=True)
        if isinstance(it.file.record, Person)
    }


def _of_unit(source: Source, kind: UnitKind) -> list[Placed]:
    folder = {UnitKind.PLATFORM: f"{ROOT}/platform/", UnitKind.PERSON: f"{ROOT}/people/"}[kind]
    entries: list[TreeEntry] = [entry for entry in source.entries() if entry.path.startswith(folder)]
    return place(entries)[0]
