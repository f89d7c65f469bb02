"""The two states of a request, read from sources: what it touches, and what that belongs to."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from ..decide.assemble import Unit, UnitKind, assemble_platform, folders_of, unit_of
from ..decide.place import Placed, place
from ..domain.change import FileState
from ..domain.layout import ROOT, Kind, locate_path
from ..domain.person import Person
from ..domain.snapshot import Platform
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
    found = {state.path: state for state in _states(source, placed_of(source, units_of(touched)))}
    for one in touched:
        mode, oid = one.new if new else one.old
        if mode and one.path not in found:
            found[one.path] = FileState(one.path, mode, oid)
    return found


def units_of(touched: Iterable[Touched]) -> set[Unit]:
    """The units that a request changes."""
    return {unit_of(location) for one in touched if (location := locate_path(one.path))}


def look_up(source: Source, touched: Iterable[Touched]) -> None:
    """List at once what is going to be asked for: the units that a request changes, and the platform."""
    units = {*units_of(touched), Unit(UnitKind.PLATFORM)}
    source.entries(sorted(folder for unit in units for folder in folders_of(unit)))


def placed_of(source: Source, units: Collection[Unit]) -> list[Placed]:
    """The files of some units, in the order of their paths."""
    folders = sorted(folder for unit in units for folder in folders_of(unit))
    placed = place(source.entries(folders))[0] if folders else []
    return [one for one in placed if unit_of(one.location) in units]


def _states(source: Source, placed: Sequence[Placed]) -> Iterable[FileState]:
    for one, opened in zip(placed, open_files(source, placed), strict=True):
        file = opened.file
        yield FileState(one.entry.path, one.entry.mode, one.entry.oid, one.location, file.record, file.image)


def platform_of(source: Source) -> Platform:
    """SuperOffice's own records."""
    files = placed_of(source, {Unit(UnitKind.PLATFORM)})
    return assemble_platform([one.file for one in open_files(source, files)])


def people_of(source: Source) -> dict[str, Person]:
    """Everybody in the registry, by the name of their file."""
    placed, _ = place(source.entries([f"{ROOT}/people"]))
    return _people(source, [one for one in placed if one.location.kind is Kind.PERSON])


def person_of(source: Source, name: str) -> Person | None:
    """One person by the name of their file."""
    return _people(source, placed_of(source, {Unit(UnitKind.PERSON, name)})).get(name)


def _people(source: Source, placed: Sequence[Placed]) -> dict[str, Person]:
    return {
        one.location.person: opened.file.record
        for one, opened in zip(placed, open_files(source, placed), strict=True)
        if isinstance(opened.file.record, Person)
    }
