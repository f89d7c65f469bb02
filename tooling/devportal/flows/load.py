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
from ..domain.snapshot import Snapshot, TreeEntry
from ..domain.source import Source
from ..domain.tenant import Forgotten
from .files import open_files

_LAST: dict[str, tuple[list[TreeEntry], Snapshot]] = {}
"""The registry that this process read last: the portal's pages and the store's are made from the same one."""


def load(source: Source, kinds: Set[Kind] | None = None) -> Snapshot:
    """All records, or those of some kinds; what is broken is left out: judge the registry first. Raises SourceError."""
    if kinds is not None:
        return read_registry(source, kinds=kinds)
    entries = list(source.entries())
    known = _LAST.get("last")
    if known is None or known[0] != entries or not all(entry.oid for entry in entries):
        known = _LAST["last"] = (entries, read_registry(source, entries))
    return known[1]


def read_registry(source: Source, entries: list[TreeEntry] | None = None, kinds: Set[Kind] | None = None) -> Snapshot:
    """The same for any source, and for a part of one, without remembering it."""
    every, _ = place(list(source.entries()) if entries is None else entries)
    placed = [one for one in every if kinds is None or one.location.kind in kinds]
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
