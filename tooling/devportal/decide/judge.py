"""The verdict on one unit of a registry: what every rule says of it, and what it tells the other units."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..domain.facts import Claim, Need, UnitVerdict
from ..domain.finding import Finding
from ..domain.layout import Kind, Location
from ..domain.managed import Requests
from ..domain.snapshot import Platform
from .assemble import ReadFile, Unit, UnitKind, assemble_partner, assemble_person, assemble_platform, only
from .rules.catalogue import RULES
from .rules.rule import Told


def judge_unit(unit: Unit, files: Sequence[ReadFile], platform: Platform) -> UnitVerdict:
    """What every rule says of one unit. It depends on nothing but the unit's files and the platform."""
    told = list(_told(unit, files, platform))
    return UnitVerdict(
        tuple(item for item in told if isinstance(item, Finding)),
        tuple(item for item in told if isinstance(item, Claim)),
        tuple(item for item in told if isinstance(item, Need)),
    )


def _told(unit: Unit, files: Sequence[ReadFile], platform: Platform) -> Iterator[Told]:
    match unit.kind:
        case UnitKind.PARTNER:
            return _of_partner(unit.id, files, platform)
        case UnitKind.PERSON:
            return _of_person(unit.id, files, platform)
        case UnitKind.PLATFORM:
            return _of_platform(files)
        case UnitKind.REQUESTS:
            return _of_requests(files, platform)


def _of_partner(partner: str, files: Sequence[ReadFile], platform: Platform) -> Iterator[Told]:
    for file in files:
        for space, value in _existing(file.location):
            yield Claim("", space, value, value, file.location.path)
    records = assemble_partner(partner, files)
    for rule in RULES:
        if rule.partner:
            yield from rule.partner(records, platform)


def _existing(location: Location) -> Iterator[tuple[str, str]]:
    """What others may refer to. A broken file is there, too: the reference to it is not what is wrong."""
    match location.kind:
        case Kind.PARTNER:
            yield "partner", location.partner
        case Kind.APP:
            yield "app", f"{location.partner}/{location.app}"
        case Kind.PROFILE:
            yield "version", f"{location.partner}/profile/{location.version}"
        case Kind.CONFIGURATION | Kind.LISTING:
            yield "version", f"{location.partner}/{location.app}/{location.kind.value}/{location.version}"
        case _:
            pass


def _of_person(person: str, files: Sequence[ReadFile], platform: Platform) -> Iterator[Told]:
    for file in files:
        if file.location.kind is Kind.PERSON:
            yield Claim("", "person", person, person, file.location.path)
    for rule in RULES:
        if rule.person:
            yield from rule.person(assemble_person(person, files), platform)


def _of_platform(files: Sequence[ReadFile]) -> Iterator[Told]:
    platform = assemble_platform(files)
    for rule in RULES:
        if rule.platform:
            yield from rule.platform(platform)


def _of_requests(files: Sequence[ReadFile], platform: Platform) -> Iterator[Told]:
    requests = only(files, Requests)
    for rule in RULES:
        if requests and rule.requests:
            yield from rule.requests(requests, platform)
