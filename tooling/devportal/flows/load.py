"""The registry as one indexed snapshot."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Set

from ..decide.assemble import (
    ReadFile,
    Unit,
    UnitKind,
    assemble_partner,
    assemble_platform,
    only,
    unit_of,
)
from ..decide.place import place
from ..domain.layout import Kind
from ..domain.managed import Requests, SeenKeys
from ..domain.person import Person
from ..domain.snapshot import Snapshot
from ..domain.source import Source
from ..domain.tenant import Forgotten
from .files import open_files


def load(source: Source, kinds: Set[Kind] | None = None) -> Snapshot:
    """All records, or those of some kinds; what is broken is left out: judge the registry first. Raises SourceError."""
    placed = [one for one in place(source.entries())[0] if kinds is None or one.location.kind in kinds]
    units: dict[Unit, list[ReadFile]] = defaultdict(list)
    for one, opened in zip(placed, open_files(source, placed), strict=True):
        units[unit_of(one.location)].append(opened.file)
    requests = only(units[Unit(UnitKind.REQUESTS)], Requests)
    forgotten = only(units[Unit(UnitKind.REQUESTS)], Forgotten)
    people = {unit.id: only(files, Person) for unit, files in units.items() if unit.kind is UnitKind.PERSON}
    seen = {unit.id: only(files, SeenKeys) for unit, files in units.items() if unit.kind is UnitKind.PERSON}
    return Snapshot(
        platform=assemble_platform(units[Unit(UnitKind.PLATFORM)]),
        people={name: filed for name, filed in sorted(people.items()) if filed},
        partners={
            unit.id: assemble_partner(unit.id, files)
            for unit, files in sorted(units.items())
            if unit.kind is UnitKind.PARTNER
        },
        requests=requests.record if requests else Requests(),
        forgotten=forgotten.record if forgotten else Forgotten(),
        seen_keys={name: filed.record for name, filed in sorted(seen.items()) if filed},
    )
