"""What the log tells: one event, who did it, where it came from, and the values before and after."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

_SHORT = 60


class EventKind(StrEnum):
    """What happened. Source: the events of the Developer Portal's logs, and what else a commit can do here."""

    APP_CREATED = "app-created"
    APP_DELETED = "app-deleted"
    APP_SETTINGS = "app-settings-updated"
    APP_DEVELOPER = "app-developed-by-changed"
    APP_OWNER = "app-ownership-changed"
    APP_TECHNICAL_CONTACT = "app-technical-contact-changed"
    CONFIGURATION_CREATED = "configuration-created"
    CONFIGURATION_UPDATED = "configuration-updated"
    CONFIGURATION_REQUESTED = "configuration-publish-requested"
    CONFIGURATION_PUBLISHED = "configuration-published"
    CONFIGURATION_REJECTED = "configuration-publishing-rejected"
    CONFIGURATION_WITHDRAWN = "configuration-withdrawn"
    CONFIGURATION_DELETED = "configuration-deleted"
    LISTING_CREATED = "listing-created"
    LISTING_UPDATED = "listing-updated"
    LISTING_REQUESTED = "listing-publish-requested"
    LISTING_PUBLISHED = "listing-published"
    LISTING_REJECTED = "listing-publishing-rejected"
    LISTING_WITHDRAWN = "listing-withdrawn"
    LISTING_DELETED = "listing-deleted"
    CREDENTIALS_UPDATED = "credentials-updated"
    CREDENTIALS_ISSUED = "credentials-issued"
    TENANTS_UPDATED = "tenants-updated"
    FAILURE_REPORTED = "failure-reported"
    UNINSTALL_REQUESTED = "uninstall-requested"
    PROBLEM_REPORTED = "problem-reported"
    PARTNER_CREATED = "partner-created"
    PARTNER_DELETED = "partner-deleted"
    PARTNER_SETTINGS = "partner-settings-updated"
    PARTNER_ADMINISTRATIVE_CONTACT = "partner-administrative-contact-changed"
    PARTNER_TECHNICAL_CONTACT = "partner-technical-contact-changed"
    PROFILE_CREATED = "profile-created"
    PROFILE_UPDATED = "profile-updated"
    PROFILE_REQUESTED = "profile-publish-requested"
    PROFILE_PUBLISHED = "profile-published"
    PROFILE_REJECTED = "profile-publishing-rejected"
    PROFILE_WITHDRAWN = "profile-withdrawn"
    PROFILE_DELETED = "profile-deleted"
    USER_ASSIGNED = "user-assigned"
    USER_REMOVED = "user-removed"
    USER_PERMISSIONS = "user-permission-updated"
    PERSON_CREATED = "person-created"
    PERSON_UPDATED = "person-updated"
    PERSON_DELETED = "person-deleted"
    PLATFORM_UPDATED = "platform-updated"

    @property
    def shown(self) -> str:
        """The name that people read."""
        return _SHOWN[self]

    @property
    def area(self) -> str:
        """What it is about, for a filter's groups: Application, Partner, App Store, Portal."""
        return _AREAS.get(self.value.partition("-")[0], "Application")


class SourceKind(StrEnum):
    """How a change came to main."""

    PULL_REQUEST = "pull-request"
    HOOK = "hook"
    DIRECT = "direct"
    AUTOMATION = "automation"


class Vouched(StrEnum):
    """Who says that it was this person, from the strongest on."""

    PORTAL = "portal"
    """The portal's own record of the request, or its own merge."""
    SIGNATURE = "signature"
    """A good signature by a key that the registry knew before the commit."""
    EMAIL = "e-mail"
    """The commit's author address, which anybody can write."""
    NOBODY = "nobody"
    """The commit's author is nobody that the registry knows."""

    @property
    def shown(self) -> str:
        """What is said of it; nothing of what the portal itself vouches for."""
        return {"signature": "signed", "e-mail": "by e-mail address", "nobody": "not known to the registry"}.get(
            self, ""
        )


_MARKS = {
    Vouched.SIGNATURE: "signed",
    Vouched.EMAIL: "by e-mail address",
    Vouched.NOBODY: "not known to the registry",
}


class Value(NamedTuple):
    """One setting before and after, as lines of text; none where there was or is nothing."""

    title: str
    old: tuple[str, ...] = ()
    new: tuple[str, ...] = ()
    place: str = ""

    @property
    def is_short(self) -> bool:
        """Whether old and new fit beside each other on a line."""
        return len(self.old) <= 1 and len(self.new) <= 1 and sum(map(len, self.old + self.new)) <= _SHORT

    @property
    def lines(self) -> tuple[tuple[str, str], ...]:
        """The lines that went and came, each with ``-`` or ``+``; lines that stayed are left out."""
        told = difflib.ndiff(self.old, self.new)
        return tuple((line[0], line[2:]) for line in told if line.startswith(("- ", "+ ")))


class Draft(NamedTuple):
    """What happened, before anybody looked up who did it.

    ``partner`` and ``app`` are their names (parts of the path) at that time, ``subject`` what people call it.
    ``request`` and ``at`` are for events of requests: the number, and the portal's own time.
    """

    kind: EventKind
    partner: str = ""
    app: str = ""
    subject: str = ""
    description: str = ""
    values: tuple[Value, ...] = ()
    version: str = ""
    environment: str = ""
    request: int = 0
    at: str = ""
    by: str = ""
    was: str = ""
    """For a renamed folder: the name before."""


@dataclass(frozen=True, slots=True)
class Event:
    """One line of the log.

    ``time`` is in UTC, as in 2026-11-24T09:30:00Z: when it came to main. For a request it is the portal's clock, for
    a direct commit that of whoever committed. ``person`` is an id of the registry, empty for somebody whom it does
    not know; ``name`` is for people. ``role`` is what an employee of SuperOffice answers for. ``approved_by`` are the
    approvers with their roles.
    """

    time: str
    commit: str
    what: Draft
    person: str
    name: str
    role: str
    vouched: Vouched
    source: SourceKind
    request: int = 0
    approved_by: tuple[str, ...] = ()

    @property
    def by(self) -> str:
        """The person as people read it, an employee with the role."""
        return f"{self.name} ({self.role})" if self.role else self.name

    @property
    def mark(self) -> str:
        """How somebody was recognised, where it is worth a word."""
        return "" if self.source is SourceKind.AUTOMATION and not self.person else self.vouched.shown

    @property
    def origin(self) -> str:
        """Where it came from, as people read it."""
        return _ORIGINS[self.source].format(f"#{self.request}" if self.request else "")


_ORIGINS = {
    SourceKind.PULL_REQUEST: "Pull request {}",
    SourceKind.HOOK: "Request {}",
    SourceKind.DIRECT: "Direct commit",
    SourceKind.AUTOMATION: "Automation",
}

_AREAS = {
    "partner": "Partner",
    "profile": "Partner",
    "user": "Partner",
    "uninstall": "App Store",
    "problem": "App Store",
    "person": "Portal",
    "platform": "Portal",
}

_PARTS = {"configuration": "Configuration", "listing": "App Store profile", "profile": "Profile"}
_ENDINGS = {
    "created": "created",
    "updated": "updated",
    "publish-requested": "publish requested",
    "published": "published",
    "publishing-rejected": "publishing rejected",
    "withdrawn": "withdrawn",
    "deleted": "deleted",
}
_SHOWN = {
    EventKind.APP_CREATED: "Application created",
    EventKind.APP_DELETED: "Application deleted",
    EventKind.APP_SETTINGS: "Application settings updated",
    EventKind.APP_DEVELOPER: "Developed by changed",
    EventKind.APP_OWNER: "Ownership changed",
    EventKind.APP_TECHNICAL_CONTACT: "Technical contact of application changed",
    EventKind.CREDENTIALS_UPDATED: "Credentials updated",
    EventKind.CREDENTIALS_ISSUED: "Credentials issued",
    EventKind.TENANTS_UPDATED: "Tenants updated",
    EventKind.FAILURE_REPORTED: "Failure reported",
    EventKind.UNINSTALL_REQUESTED: "Uninstall request",
    EventKind.PROBLEM_REPORTED: "Problem reported",
    EventKind.PARTNER_CREATED: "Partner created",
    EventKind.PARTNER_DELETED: "Partner deleted",
    EventKind.PARTNER_SETTINGS: "Partner settings updated",
    EventKind.PARTNER_ADMINISTRATIVE_CONTACT: "Administrative contact changed",
    EventKind.PARTNER_TECHNICAL_CONTACT: "Technical contact of partner changed",
    EventKind.USER_ASSIGNED: "User assigned",
    EventKind.USER_REMOVED: "User removed",
    EventKind.USER_PERMISSIONS: "User permission updated",
    EventKind.PERSON_CREATED: "Person created",
    EventKind.PERSON_UPDATED: "Person updated",
    EventKind.PERSON_DELETED: "Person deleted",
    EventKind.PLATFORM_UPDATED: "Platform updated",
}
_SHOWN.update(
    {
        EventKind(f"{part}-{ending}"): f"{title} {words}"
        for part, title in _PARTS.items()
        for ending, words in _ENDINGS.items()
    }
)
