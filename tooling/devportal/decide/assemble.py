"""Files that were read, put together: what belongs to one partner, to one person, to the platform."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from enum import StrEnum
from typing import Any, NamedTuple, TypeVar, cast

from ..domain.image import ImageFacts
from ..domain.layout import ROOT, Kind, Location, path_of
from ..domain.person import Person
from ..domain.platform import Catalogue, Environments, Templates
from ..domain.record import Record
from ..domain.snapshot import AppRecords, Filed, PartnerRecords, PersonRecords, Platform

_Model = TypeVar("_Model", bound=Record)


class UnitKind(StrEnum):
    """The parts of a registry that are judged each for itself."""

    PLATFORM = "platform"
    PERSON = "person"
    PARTNER = "partner"
    REQUESTS = "requests"


class Unit(NamedTuple):
    """A part of the registry that is judged for itself; ``id`` is the partner's or the person's."""

    kind: UnitKind
    id: str = ""


class ReadFile(NamedTuple):
    """One file, read: its record, or what is known of the picture; neither when it is broken.

    A build puts a ``Filed`` in the record's place, which is read when it is looked at.
    """

    location: Location
    record: Record | None = None
    image: ImageFacts | None = None


_OF_PLATFORM = {Kind.STAFF, Kind.ENVIRONMENTS, Kind.TEMPLATES, Kind.CATALOGUE, Kind.POLICY}


def unit_of(location: Location) -> Unit:
    """The unit that a file belongs to."""
    if location.partner:
        return Unit(UnitKind.PARTNER, location.partner)
    if location.person:
        return Unit(UnitKind.PERSON, location.person)
    return Unit(UnitKind.PLATFORM if location.kind in _OF_PLATFORM else UnitKind.REQUESTS)


def folders_of(unit: Unit) -> tuple[str, ...]:
    """Folders and files in which all of a unit stands, and nothing of another unit of its kind."""
    match unit.kind:
        case UnitKind.PARTNER:
            return (f"{ROOT}/partners/{unit.id}", f"{ROOT}/managed/partners/{unit.id}")
        case UnitKind.PERSON:
            return tuple(path_of(kind, person=unit.id) for kind in (Kind.PERSON, Kind.AVATAR, Kind.SEEN_KEYS))
        case UnitKind.PLATFORM:
            return (f"{ROOT}/platform",)
        case UnitKind.REQUESTS:
            return (path_of(Kind.REQUESTS), path_of(Kind.FORGOTTEN))


def _standing(file: ReadFile) -> Any:
    """The record where it stands; one that is read later knows its place already."""
    record: Any = file.record
    return record if isinstance(record, Filed) else Filed(file.location, record)


def _filed(files: Iterable[ReadFile], kind: Kind) -> Any:
    for file in files:
        if file.location.kind is kind and file.record is not None:
            return _standing(file)
    return None


def _versions(files: Iterable[ReadFile], kind: Kind) -> dict[str, Any]:
    return {
        file.location.version: _standing(file)
        for file in files
        if file.location.kind is kind and file.record is not None
    }


def _pictures(files: Iterable[ReadFile], kind: Kind) -> dict[str, ImageFacts]:
    return {file.location.file: file.image for file in files if file.location.kind is kind and file.image is not None}


def _app(partner: str, name: str, files: list[ReadFile]) -> AppRecords:
    return AppRecords(
        partner=partner,
        id=name,
        settings=_filed(files, Kind.APP),
        published=_filed(files, Kind.PUBLISHED_APP),
        credentials=_filed(files, Kind.CREDENTIALS),
        configurations=_versions(files, Kind.CONFIGURATION),
        listings=_versions(files, Kind.LISTING),
        media=_pictures(files, Kind.LISTING_MEDIA),
        facts=_filed(files, Kind.MANAGED_CREDENTIALS),
        tenants=_filed(files, Kind.TENANTS),
        reports=_filed(files, Kind.REPORTS),
    )


def assemble_partner(partner: str, files: Iterable[ReadFile]) -> PartnerRecords:
    """All that was read of one partner; apps in the order of their names."""
    by_app: dict[str, list[ReadFile]] = defaultdict(list)
    for file in files:
        by_app[file.location.app].append(file)
    own = by_app.pop("", [])
    return PartnerRecords(
        id=partner,
        settings=_filed(own, Kind.PARTNER),
        members=_filed(own, Kind.MEMBERS),
        published=_filed(own, Kind.PUBLISHED_PARTNER),
        profiles=_versions(own, Kind.PROFILE),
        media=_pictures(own, Kind.PROFILE_MEDIA),
        apps={name: _app(partner, name, by_app[name]) for name in sorted(by_app)},
        paths=frozenset(file.location.path for group in (own, *by_app.values()) for file in group),
    )


def assemble_platform(files: Iterable[ReadFile]) -> Platform:
    """SuperOffice's own records."""
    platform = Platform(paths=frozenset(file.location.path for file in files))
    catalogues = dict(platform.catalogues)
    for location, record, _ in files:
        match record:
            case Catalogue():
                catalogues[location.catalogue] = record.entries
            case Templates():
                platform = replace(platform, templates_filed=Filed(location, record))
            case Environments():
                platform = replace(platform, environments=record)
            case _:
                pass
    return replace(platform, catalogues=catalogues, staff=_filed(files, Kind.STAFF), policy=_filed(files, Kind.POLICY))


def assemble_person(person: str, files: Iterable[ReadFile]) -> PersonRecords:
    """A person and their picture."""
    avatar = next((file.image for file in files if file.location.kind is Kind.AVATAR), None)
    return PersonRecords(person, only(files, Person), avatar)


def only(files: Iterable[ReadFile], model: type[_Model]) -> Filed[_Model] | None:
    """The one record of a model among the files."""
    for file in files:
        if isinstance(file.record, model):
            return cast("Filed[_Model]", Filed(file.location, file.record))
    return None
