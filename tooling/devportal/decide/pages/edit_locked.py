"""Versions that may not change any more: what to do in place of editing them. Source: versions and states."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from ...domain.layout import Kind, Location
from ...domain.managed import Part, RequestState
from ...domain.release import Published
from ...domain.snapshot import Snapshot
from ..states import requests_of

_PARTS: Final = {Kind.CONFIGURATION: Part.CONFIGURATION, Kind.LISTING: Part.LISTING, Kind.PROFILE: Part.PROFILE}
FORM: Final = "guide/forms/new-version/"


def instead_of(snapshot: Snapshot, location: Location) -> dict[str, Any] | None:
    """How a new version is begun, when this one is live in Stage or Production or under a request; else nothing."""
    part = _PARTS.get(location.kind)
    why = _why_locked(snapshot, location, part) if part else ""
    if not part or not why:
        return None
    owner = "/".join(filter(None, (location.partner, location.app)))
    version = free_version(_versions(snapshot, location, part))
    query = {"partner": location.partner, "app": location.app, "part": part.value, "from": location.version}
    return {
        "href": f"{FORM}?{'&'.join(f'{name}={value}' for name, value in query.items() if value)}",
        "title": "Begin a new version of it",
        "command": f"devportal new {part.value} {owner} {version} --from {location.version}",
        "approval": f"{why} A new version begins as a copy of this one.",
        "line": 1,
    }


def free_version(taken: Iterable[str]) -> str:
    """A name for the next version that nobody took yet: ``v2``, ``v3`` …"""
    names = set(taken)
    number = len(names) + 1
    while f"v{number}" in names:
        number += 1
    return f"v{number}"


def _why_locked(snapshot: Snapshot, location: Location, part: Part) -> str:
    published = _published(snapshot, location, part)
    live = [one.shown for one in published.environments_of(location.version) if one.needs_approval] if published else []
    if live:
        return f"This version is live in {' and '.join(live)}, so it never changes again."
    requests = requests_of(snapshot.requests, part, location.partner, location.app or None)
    for one in requests:
        if one.version == location.version and one.state is not RequestState.REJECTED:
            return f"This version is locked while request #{one.number} is open. Close the request to change it."
    return ""


def _published(snapshot: Snapshot, location: Location, part: Part) -> Published | None:
    partner = snapshot.partners.get(location.partner)
    filed: Any = partner.published if partner else None
    if partner and location.app:
        app = partner.apps.get(location.app)
        filed = app.published if app else None
    found: Published | None = getattr(filed.record, part.value) if filed else None
    return found


def _versions(snapshot: Snapshot, location: Location, part: Part) -> Iterable[str]:
    partner = snapshot.partners[location.partner]
    if part is Part.PROFILE:
        return partner.profiles
    app = partner.apps[location.app]
    return app.configurations if part is Part.CONFIGURATION else app.listings
