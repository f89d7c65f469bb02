"""Requests as rows: what is asked for, how it stands, how far it has come, and what a reviewer has to know of it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ...domain.environment import Environment
from ...domain.managed import Part, PlainRequest, PublishRequest, RequestState
from ...domain.snapshot import Snapshot
from .frame import app_home, name_of_app, name_of_partner, partner_home
from .marks import examined, risk_marks
from .people import person_name

_PARTS = {
    Part.CONFIGURATION: "Configuration",
    Part.LISTING: "App Store information",
    Part.PROFILE: "Partner profile",
}


def current(snapshot: Snapshot, requests: Iterable[PublishRequest]) -> list[PublishRequest]:
    """Without rejections that are over: the version was asked for again, or is published there."""
    given = list(requests)
    asked = {_place(one) for one in given if one.state is not RequestState.REJECTED}
    return [
        one
        for one in given
        if one.state is not RequestState.REJECTED or not (_place(one) in asked or _is_live(snapshot, one))
    ]


def _place(request: PublishRequest) -> tuple[Any, ...]:
    return (request.partner, request.app, request.part, request.version, request.target)


def _is_live(snapshot: Snapshot, request: PublishRequest) -> bool:
    partner = snapshot.partners.get(request.partner)
    owner = partner.apps.get(request.app) if partner and request.app else partner
    published = getattr(owner.published.record, request.part.value, None) if owner and owner.published else None
    return published is not None and published.in_environment(request.target) == request.version


def request_rows(snapshot: Snapshot, requests: Iterable[PublishRequest]) -> list[dict[str, Any]]:
    """Requests to publish: what waits the longest against its promise first, rejected ones last."""
    return sorted((_request(snapshot, one) for one in requests), key=_urgency)


def other_rows(snapshot: Snapshot, requests: Iterable[PlainRequest]) -> list[dict[str, Any]]:
    """Requests that publish nothing and need an approval, in the same order."""
    return sorted((_other(snapshot, one) for one in requests), key=_urgency)


def _urgency(row: dict[str, Any]) -> tuple[bool, float, str]:
    return (row["state"] == RequestState.REJECTED.value, -row["share"], row["since"])


def _standing(request: PublishRequest | PlainRequest) -> dict[str, Any]:
    """What both kinds of request show of their state."""
    promised, waited = request.promised or 0, request.waited or 0
    return {
        "number": request.number,
        "state": request.state.value,
        "state_title": request.state.shown,
        "since": request.since[:10],
        "role": request.waiting_for.value if request.waiting_for else "",
        "waiting_for": request.waiting_for.shown if request.waiting_for else "",
        "waited": f"{waited} of {promised} working hours" if promised else "",
        "hours": waited,
        "promised": promised,
        "share": waited / promised if promised else 0.0,
        "overdue": bool(promised) and waited >= promised,
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
    versions: Any = {}
    if app:
        versions = app.configurations if request.part is Part.CONFIGURATION else app.listings
    elif partner:
        versions = partner.profiles
    folder = "configuration" if request.part is Part.CONFIGURATION else "app-store-information"
    home = app_home(app) if app else partner_home(request.partner)
    known = request.version in versions
    return {
        **_standing(request),
        "title": name_of_app(app) if app else name_of_partner(partner) if partner else request.partner,
        "href": home,
        "partner": name_of_partner(partner) if partner else request.partner,
        "part": _PARTS[request.part],
        "label": versions[request.version].record.label if known else request.version,
        "version_href": f"{home}{folder}/{request.version}/" if known and app else home,
        "steps": steps(request.target, request.state.value),
        "target": request.target.shown,
        "author": person_name(snapshot, request.author),
        "examined": examined(app),
        "risks": risk_marks(snapshot, app, request) if app else [],
    }


def steps(target: Environment, state: str) -> list[dict[str, str]]:
    """SOD, Stage, Production: passed, asked for, or still to come."""
    order = list(Environment)
    reached = order.index(target)
    return [
        {
            "title": one.shown,
            "state": "published" if place < reached else state if place == reached else "",
            "said": "passed" if place < reached else state if place == reached else "to come",
        }
        for place, one in enumerate(order)
    ]
