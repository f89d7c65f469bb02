"""The one map between paths, kinds of file, whose they are and who writes them."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache
from typing import Final, NamedTuple

from .app import App
from .configuration import Configuration
from .credential import Credentials, ManagedCredentials
from .listing import Listing
from .managed import Requests, SeenKeys
from .partner import Members, Partner, Profile
from .person import Person
from .platform import CATALOGUES, Catalogue, Environments, Staff, Templates
from .policy import Policy
from .record import Record
from .release import PublishedApp, PublishedPartner
from .tenant import Forgotten, Reports, Tenants

ROOT: Final = "registry"
REGULAR: Final = 0o100644
"""The only file mode in a registry: a plain file (no symlink, no submodule, not executable)."""


class Kind(StrEnum):
    """What a file of the registry is."""

    STAFF = "staff"
    ENVIRONMENTS = "environments"
    TEMPLATES = "templates"
    POLICY = "policy"
    CATALOGUE = "catalogue"
    PERSON = "person"
    AVATAR = "avatar"
    PARTNER = "partner"
    MEMBERS = "members"
    PUBLISHED_PARTNER = "published-partner"
    PROFILE = "profile"
    PROFILE_MEDIA = "profile-media"
    APP = "app"
    CREDENTIALS = "credentials"
    PUBLISHED_APP = "published-app"
    CONFIGURATION = "configuration"
    LISTING = "listing"
    LISTING_MEDIA = "listing-media"
    MANAGED_CREDENTIALS = "managed-credentials"
    TENANTS = "tenants"
    REPORTS = "reports"
    FORGOTTEN = "forgotten"
    REQUESTS = "requests"
    SEEN_KEYS = "seen-keys"

    is_media: bool
    """Whether the file is a picture instead of a record; asked for each file of a registry several times."""


for _kind in Kind:
    _kind.is_media = _kind in {Kind.AVATAR, Kind.PROFILE_MEDIA, Kind.LISTING_MEDIA}


RECORDS: Final[dict[Kind, type[Record]]] = {
    Kind.STAFF: Staff,
    Kind.ENVIRONMENTS: Environments,
    Kind.TEMPLATES: Templates,
    Kind.POLICY: Policy,
    Kind.CATALOGUE: Catalogue,
    Kind.PERSON: Person,
    Kind.PARTNER: Partner,
    Kind.MEMBERS: Members,
    Kind.PUBLISHED_PARTNER: PublishedPartner,
    Kind.PROFILE: Profile,
    Kind.APP: App,
    Kind.CREDENTIALS: Credentials,
    Kind.PUBLISHED_APP: PublishedApp,
    Kind.CONFIGURATION: Configuration,
    Kind.LISTING: Listing,
    Kind.MANAGED_CREDENTIALS: ManagedCredentials,
    Kind.TENANTS: Tenants,
    Kind.REPORTS: Reports,
    Kind.FORGOTTEN: Forgotten,
    Kind.REQUESTS: Requests,
    Kind.SEEN_KEYS: SeenKeys,
}

_APP = "partners/{partner}/apps/{app}"

TEMPLATES_OF_PATHS: Final[dict[Kind, str]] = {
    Kind.CONFIGURATION: f"{_APP}/configuration/{{version}}.yaml",
    Kind.LISTING: f"{_APP}/listing/{{version}}.yaml",
    Kind.LISTING_MEDIA: f"{_APP}/listing/media/{{file}}",
    Kind.APP: f"{_APP}/app.yaml",
    Kind.PUBLISHED_APP: f"{_APP}/published.yaml",
    Kind.CREDENTIALS: f"{_APP}/credentials.yaml",
    Kind.PARTNER: "partners/{partner}/partner.yaml",
    Kind.MEMBERS: "partners/{partner}/members.yaml",
    Kind.PUBLISHED_PARTNER: "partners/{partner}/published.yaml",
    Kind.PROFILE: "partners/{partner}/profile/{version}.yaml",
    Kind.PROFILE_MEDIA: "partners/{partner}/profile/media/{file}",
    Kind.PERSON: "people/{person}.yaml",
    Kind.AVATAR: "people/media/{person}.png",
    Kind.MANAGED_CREDENTIALS: f"managed/{_APP}/credentials.yaml",
    Kind.TENANTS: f"managed/{_APP}/tenants.yaml",
    Kind.REPORTS: f"managed/{_APP}/reports.yaml",
    Kind.FORGOTTEN: "managed/forgotten.yaml",
    Kind.REQUESTS: "managed/requests.json",
    Kind.SEEN_KEYS: "managed/people/{person}.yaml",
    Kind.STAFF: "platform/staff.yaml",
    Kind.ENVIRONMENTS: "platform/environments.yaml",
    Kind.TEMPLATES: "platform/templates.yaml",
    Kind.POLICY: "platform/policy.yaml",
    Kind.CATALOGUE: "platform/{catalogue}.yaml",
}
"""Each kind's path below ``registry/``; names in braces are what the path identifies."""


class Location(NamedTuple):
    """What a path says: the kind of file and whose it is."""

    kind: Kind
    partner: str = ""
    app: str = ""
    person: str = ""
    version: str = ""
    file: str = ""
    catalogue: str = ""

    @property
    def path(self) -> str:
        """The path, from ``registry/`` on."""
        return path_of(
            self.kind,
            partner=self.partner,
            app=self.app,
            person=self.person,
            version=self.version,
            file=self.file,
            catalogue=self.catalogue,
        )

    @property
    def record(self) -> type[Record] | None:
        """The model of the file; none for pictures."""
        return RECORDS.get(self.kind)


def path_of(kind: Kind, **names: str) -> str:
    """The path of a file, from ``registry/`` on: ``path_of(Kind.APP, partner="acme", app="sync")``."""
    return f"{ROOT}/{TEMPLATES_OF_PATHS[kind].format(**names)}"


_SLUG = r"(?![^/.]{64})[a-z0-9]+(?:-[a-z0-9]+)*"
"""At most 63 characters, as a label of a host name."""
_NAMES: Final = {
    "partner": _SLUG,
    "app": _SLUG,
    "person": _SLUG,
    "version": _SLUG,
    "file": r"(?![^/]{101})[A-Za-z0-9]+(?:[-_][A-Za-z0-9]+)*\.png",
    "catalogue": "|".join(CATALOGUES),
}


def _pattern(template: str) -> re.Pattern[str]:
    escaped = re.escape(f"{ROOT}/{template}").replace(r"\{", "{").replace(r"\}", "}")
    return re.compile(escaped.format(**{name: f"(?P<{name}>{rule})" for name, rule in _NAMES.items()}), re.ASCII)


def _by_shape() -> dict[tuple[str, int], list[tuple[Kind, re.Pattern[str]]]]:
    """Patterns by their first folder and the number of slashes: a path is held against few of them."""
    found: dict[tuple[str, int], list[tuple[Kind, re.Pattern[str]]]] = {}
    for kind, template in TEMPLATES_OF_PATHS.items():
        shape = (template.partition("/")[0], template.count("/") + 1)
        found.setdefault(shape, []).append((kind, _pattern(template)))
    return found


_BY_SHAPE: Final = _by_shape()


@lru_cache(maxsize=2**16)
def locate_path(path: str) -> Location | None:
    """What a path of the registry stands for; nothing if the layout has no such file.

    ``path`` is relative to the folder that holds ``registry/``.
    """
    for kind, pattern in _BY_SHAPE.get((path[len(ROOT) + 1 :].partition("/")[0], path.count("/")), ()):
        match = pattern.fullmatch(path)
        if match:
            return Location(kind, **match.groupdict())
    return None
