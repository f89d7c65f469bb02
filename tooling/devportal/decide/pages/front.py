"""The portal's own pages: home, all partners, publish status, waiting times."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ...domain.environment import Environment
from ...domain.managed import PlainRequest, PublishRequest
from ...domain.page import Page
from ...domain.snapshot import Snapshot
from .frame import app_home, has_standard_app, name_of_app, name_of_partner, partner_home
from .media import logo_of
from .partner import person_name
from .store import card, listed_apps


def front_pages(snapshot: Snapshot) -> Iterator[Page]:
    """Home, partners, publish status, waiting times."""
    yield _home(snapshot)
    yield _partners(snapshot)
    yield _status(snapshot)
    yield _waiting_times(snapshot)


def _home(snapshot: Snapshot) -> Page:
    listed = listed_apps(snapshot)
    view = {
        "heading": "Developer Portal",
        "counts": {
            "partners": len(snapshot.partners),
            "apps": sum(len(partner.apps) for partner in snapshot.partners.values()),
            "listed": len(listed),
        },
        "spotlight": [card(snapshot.platform, one) for one in listed if one.settings.spotlight][:3],
    }
    text = "Register apps for SuperOffice CRM Online, configure them, and take them live with a pull request."
    return Page("index", "Home", "home.html", view, description=text)


def _partners(snapshot: Snapshot) -> Page:
    tiles = [
        {
            "title": name_of_partner(partner),
            "href": partner_home(partner.id),
            "logo": logo_of(partner),
            "apps": len(partner.apps),
            "users": len(partner.members.record.members) if partner.members else 0,
            "in_store": has_standard_app(partner),
        }
        for partner in snapshot.partners.values()
    ]
    tiles.sort(key=lambda tile: str(tile["title"]).casefold())
    view = {"heading": "Partners", "partners": tiles}
    return Page("staff/partners", "Partners", "partners.html", view, private=True)


def _status(snapshot: Snapshot) -> Page:
    requests = [_request(snapshot, one) for one in snapshot.requests.requests]
    requests.sort(key=lambda one: (one["state"] == "rejected", one["since"]))
    others = [_other(snapshot, one) for one in snapshot.requests.others]
    view = {
        "heading": "Publish status",
        "requests": requests,
        "others": sorted(others, key=lambda one: (one["state"] == "rejected", one["since"])),
    }
    return Page("staff/publish-status", "Publish status", "status.html", view, private=True)


def _waiting_times(snapshot: Snapshot) -> Page:
    """For everybody: how long each role takes. It names no partner."""
    policy = snapshot.platform.policy
    times = [
        {
            "role": one.role.shown,
            "promised": one.promised,
            "days": policy.record.waits.of(one.role).working_days if policy else 0,
            "escalate_to": policy.record.waits.of(one.role).escalate_to.shown if policy else "",
            "open": one.open,
            "longest": one.longest,
            "overdue": one.longest >= one.promised,
            "answered": one.answered,
            "median": one.median,
        }
        for one in snapshot.requests.waiting_times
    ]
    hours = (
        f"{policy.record.working_time.from_hour}:00 to {policy.record.working_time.to_hour}:00 UTC" if policy else ""
    )
    view = {"heading": "Waiting times", "times": times, "hours": hours}
    text = "How long requests to publish wait for SuperOffice, role by role."
    return Page("waiting-times", "Waiting times", "waiting.html", view, description=text)


def _standing(request: PublishRequest | PlainRequest) -> dict[str, Any]:
    """What both kinds of request show of their state."""
    promised = request.promised or 0
    return {
        "number": request.number,
        "state": request.state.value,
        "state_title": request.state.shown,
        "since": request.since[:10],
        "waiting_for": request.waiting_for.shown if request.waiting_for else "",
        "waited": f"{request.waited or 0} of {promised} working hours" if promised else "",
        "overdue": bool(promised) and (request.waited or 0) >= promised,
        "reason": request.reason or "",
    }


def _other(snapshot: Snapshot, request: PlainRequest) -> dict[str, Any]:
    partner = snapshot.partners.get(request.partner) if request.partner else None
    return {
        **_standing(request),
        "summary": f"{request.summary[:1].upper()}{request.summary[1:]}",
        "partner": name_of_partner(partner) if partner else "",
        "href": partner_home(partner.id) if partner else "",
        "author": person_name(snapshot, request.author) if request.author else "A newcomer",
    }


def _request(snapshot: Snapshot, request: PublishRequest) -> dict[str, Any]:
    partner = snapshot.partners.get(request.partner)
    app = partner.apps.get(request.app) if partner and request.app else None
    settings = app.settings.record if app and app.settings else None
    versions: Any = {}
    if app:
        versions = app.configurations if request.part.value == "configuration" else app.listings
    elif partner:
        versions = partner.profiles
    label = versions[request.version].record.label if request.version in versions else request.version
    order = list(Environment)
    return {
        **_standing(request),
        "title": name_of_app(app) if app else name_of_partner(partner) if partner else request.partner,
        "href": app_home(app) if app else partner_home(request.partner),
        "partner": name_of_partner(partner) if partner else request.partner,
        "part": {"configuration": "Configuration", "listing": "App Store listing", "profile": "Profile"}[request.part],
        "label": label,
        "steps": [
            {
                "title": one.shown,
                "state": "published"
                if order.index(one) < order.index(request.target)
                else request.state.value
                if one is request.target
                else "none",
            }
            for one in order
        ],
        "target": request.target.shown,
        "author": person_name(snapshot, request.author),
        "certified": settings.certified.value if settings else "",
        "audit": settings.security_audit.value if settings else "",
    }
