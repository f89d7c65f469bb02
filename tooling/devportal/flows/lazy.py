"""A snapshot whose records are read when they are looked at: a build that changes one page reads little."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields
from typing import Any, cast

from ..decide.assemble import ReadFile, Unit, UnitKind, assemble_partner, assemble_platform, only, unit_of
from ..decide.place import Placed, Tree
from ..domain.image import ImageFacts
from ..domain.layout import Location
from ..domain.lazy import LazyMapping
from ..domain.managed import Requests, SeenKeys
from ..domain.person import Person
from ..domain.record import Record
from ..domain.snapshot import AnyRecord, Filed, PartnerRecords, Snapshot
from ..domain.source import Source
from ..domain.tenant import Forgotten
from .files import open_files


class LazyFiled(Filed[AnyRecord]):
    """A record that is read when it is first looked at. The registry was judged before: it is there and sound."""

    __slots__ = ("_read",)

    def __init__(self, location: Location, read: Callable[[], Record | None]) -> None:
        object.__setattr__(self, "location", location)
        object.__setattr__(self, "_read", read)

    @property
    def record(self) -> AnyRecord:
        """Reads it once."""
        try:
            kept: AnyRecord = _SLOT.__get__(self)
        except AttributeError:
            _SLOT.__set__(self, self._read())  # type: ignore[attr-defined]
            kept = _SLOT.__get__(self)
        return kept


_SLOT: Any = Filed.__dict__["record"]


def load_lazily(source: Source, tree: Tree) -> Snapshot:
    """The registry of ``tree``, which has no errors. Raises SourceError when a file is read and cannot be."""
    units: dict[Unit, list[Placed]] = defaultdict(list)
    for one in tree.placed:
        units[unit_of(one.location)].append(one)
    shared = _opened(source, units.get(Unit(UnitKind.REQUESTS), []))
    requests, forgotten = only(shared, Requests), only(shared, Forgotten)
    seen = {unit.id: file for unit, files in units.items() for file in files if file.location.record is SeenKeys}
    return Snapshot(
        platform=assemble_platform(_opened(source, units.get(Unit(UnitKind.PLATFORM), []))),
        people=LazyMapping(_people(units), lambda person: _person(source, units[Unit(UnitKind.PERSON, person)])),
        partners=LazyMapping(
            sorted(unit.id for unit in units if unit.kind is UnitKind.PARTNER),
            lambda partner: _partner(source, partner, units[Unit(UnitKind.PARTNER, partner)]),
        ),
        requests=requests.record if requests else Requests(),
        forgotten=forgotten.record if forgotten else Forgotten(),
        seen_keys=LazyMapping(sorted(seen), lambda person: _filed(source, seen[person]).record),
    )


def _people(units: Mapping[Unit, Sequence[Placed]]) -> list[str]:
    found = ((unit.id, files) for unit, files in units.items() if unit.kind is UnitKind.PERSON)
    return sorted(name for name, files in found if any(file.location.record is Person for file in files))


def _opened(source: Source, files: Sequence[Placed]) -> list[ReadFile]:
    return [opened.file for opened in open_files(source, files)]


def _person(source: Source, files: Sequence[Placed]) -> Filed[Person]:
    return next(_filed(source, file) for file in files if file.location.record is Person)


def _filed(source: Source, file: Placed) -> Filed[Any]:
    return LazyFiled(file.location, lambda: open_files(source, [file])[0].file.record)


def _partner(source: Source, partner: str, files: Sequence[Placed]) -> PartnerRecords:
    """Records wait until they are looked at, and so do the facts of pictures."""
    later: list[ReadFile] = []
    for file in files:
        if file.location.kind.is_media:
            later.append(ReadFile(file.location, None, LazyFacts(source, file)))
        else:
            later.append(ReadFile(file.location, cast("Record", _filed(source, file))))
    return assemble_partner(partner, later)


class LazyFacts(ImageFacts):
    """What is known of a picture, read when it is looked at."""

    def __init__(self, source: Source, file: Placed) -> None:
        object.__setattr__(self, "_wanted", (source, file))

    def __getattribute__(self, name: str) -> Any:
        wanted = object.__getattribute__(self, "__dict__").pop("_wanted", None)
        if wanted:
            facts = open_files(wanted[0], [wanted[1]])[0].file.image
            for field in fields(ImageFacts):
                object.__setattr__(self, field.name, getattr(facts, field.name))
        return object.__getattribute__(self, name)
