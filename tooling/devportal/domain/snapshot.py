"""The registry at one commit: files, records, and records put together partner by partner."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Generic, NamedTuple, TypeVar

from .app import App
from .beside import Beside
from .configuration import Configuration
from .credential import Credentials, ManagedCredentials
from .image import ImageFacts
from .layout import Location
from .listing import Listing
from .managed import Requests, SeenKeys
from .partner import Members, Partner, Profile
from .person import Person
from .platform import Entry, Environments, Staff, Template, Templates
from .policy import Policy
from .record import Record
from .release import PublishedApp, PublishedPartner
from .remembered import History
from .tenant import Forgotten, Reports, Tenants

AnyRecord = TypeVar("AnyRecord", bound=Record, covariant=True)


class TreeEntry(NamedTuple):
    """One file as git sees it: its path, mode and blob id; ``size`` in bytes, -1 where it is not known yet."""

    path: str
    mode: int
    oid: str
    size: int = -1


def within(entries: Iterable[TreeEntry], below: Sequence[str]) -> list[TreeEntry]:
    """Those at or below any of the paths; all when there are none."""
    if not below:
        return list(entries)
    folders = tuple(f"{path.rstrip('/')}/" for path in below)
    return [one for one in entries if f"{one.path}/".startswith(folders)]


@dataclass(frozen=True, slots=True)
class Filed(Generic[AnyRecord]):
    """A record and where it stands."""

    location: Location
    record: AnyRecord

    @property
    def path(self) -> str:
        """The path, from ``registry/`` on."""
        return self.location.path


@dataclass(frozen=True, slots=True)
class AppRecords:
    """All that the registry holds about one app. What is broken or missing is ``None`` or left out."""

    partner: str
    id: str
    settings: Filed[App] | None = None
    published: Filed[PublishedApp] | None = None
    credentials: Filed[Credentials] | None = None
    configurations: Mapping[str, Filed[Configuration]] = field(default_factory=dict)
    listings: Mapping[str, Filed[Listing]] = field(default_factory=dict)
    media: Mapping[str, ImageFacts] = field(default_factory=dict)
    facts: Filed[ManagedCredentials] | None = None
    tenants: Filed[Tenants] | None = None
    reports: Filed[Reports] | None = None


@dataclass(frozen=True, slots=True)
class PartnerRecords:
    """All that the registry holds about one partner.

    ``paths`` are the paths of every file of the partner, broken ones included, so that "missing" and "broken" are told
    apart. ``media`` maps a file name in ``profile/media/`` to what is known of the picture.
    """

    id: str
    settings: Filed[Partner] | None = None
    members: Filed[Members] | None = None
    published: Filed[PublishedPartner] | None = None
    profiles: Mapping[str, Filed[Profile]] = field(default_factory=dict)
    media: Mapping[str, ImageFacts] = field(default_factory=dict)
    apps: Mapping[str, AppRecords] = field(default_factory=dict)
    paths: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class PersonRecords:
    """A person and what is known of their picture."""

    id: str
    person: Filed[Person] | None = None
    avatar: ImageFacts | None = None


@dataclass(frozen=True, slots=True)
class Platform:
    """SuperOffice's own records: catalogues by name and id, templates, environments, staff."""

    catalogues: Mapping[str, Mapping[str, Entry]] = field(default_factory=dict)
    templates_filed: Filed[Templates] | None = None
    environments: Environments | None = None
    staff: Filed[Staff] | None = None
    policy: Filed[Policy] | None = None
    paths: frozenset[str] = frozenset()

    @property
    def templates(self) -> Mapping[str, Template]:
        """What new apps can be made from."""
        return self.templates_filed.record.templates if self.templates_filed else {}


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The registry at one commit, indexed, with what git remembers of it where that was asked for."""

    platform: Platform
    people: Mapping[str, Filed[Person]]
    partners: Mapping[str, PartnerRecords]
    requests: Requests
    forgotten: Forgotten = field(default_factory=Forgotten)
    beside: Beside = field(default_factory=Beside)
    seen_keys: Mapping[str, SeenKeys] = field(default_factory=dict)
    history: History = field(default_factory=History)
