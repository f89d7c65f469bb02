"""Pages of a partner."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ...domain.layout import Kind
from ...domain.managed import Part
from ...domain.page import Page
from ...domain.snapshot import AppRecords, PartnerRecords, Snapshot
from ..formatted import to_html
from ..states import standings
from .cells import version_rows
from .frame import app_home, file_link, has_standard_app, name_of_app, name_of_partner, partner_frame, partner_home
from .media import icon_of, logo_of, profile_media
from .values import rows, shown

_TILES = 8


def partner_pages(snapshot: Snapshot, partner: PartnerRecords) -> Iterator[Page]:
    """Overview, settings, App Store information, applications, users, technical contacts."""
    home = partner_home(partner.id)
    for name, title, template, view in _views(snapshot, partner):
        here = f"{home}{name}/" if name else home
        frame = partner_frame(partner, here)
        full = {**frame, "heading": title, **view}
        page_title = f"{title} · {name_of_partner(partner)}" if name else name_of_partner(partner)
        path = f"{home}{name or 'index'}"
        yield Page(path, page_title, template, full, private=True)


def _views(snapshot: Snapshot, partner: PartnerRecords) -> Iterator[tuple[str, str, str, dict[str, Any]]]:
    tiles = [_tile(app) for app in partner.apps.values()]
    as_tiles = len(tiles) <= _TILES
    yield (
        "",
        name_of_partner(partner),
        "partner.html",
        {**_overview(snapshot, partner), "apps": tiles, "as_tiles": as_tiles},
    )
    yield "settings", "Settings", "settings.html", _settings(snapshot, partner)
    if has_standard_app(partner):
        yield "app-store-information", "App Store information", "profile.html", _profile(snapshot, partner)
    yield "applications", "Applications", "applications.html", {"apps": tiles, "as_tiles": as_tiles}
    yield (
        "users",
        "Users",
        "users.html",
        {
            "people": _people(snapshot, partner),
            "file": file_link(Kind.MEMBERS, partner=partner.id),
            "reference": "reference/settings/members/",
        },
    )
    yield "technical-contacts", "Technical contacts", "contacts.html", {"people": _contacts(snapshot, partner)}


def _tile(app: AppRecords) -> dict[str, Any]:
    settings = app.settings.record if app.settings else None
    states = standings(app.configurations, app.published.record.configuration if app.published else None, ())
    furthest = [standing.environment for standing in states if standing.state.value == "published"]
    return {
        "title": name_of_app(app),
        "href": app_home(app),
        "kind": "Custom" if settings and settings.kind.value == "custom" else "Standard",
        "beta": bool(settings and settings.beta),
        "icon": icon_of(app),
        "where": f"Live in {furthest[-1].shown}" if furthest else "Draft",
        "is_live": bool(furthest),
    }


def _overview(snapshot: Snapshot, partner: PartnerRecords) -> dict[str, Any]:
    view: dict[str, Any] = {"logo": logo_of(partner), "facts": _facts(snapshot, partner)}
    if has_standard_app(partner):
        published = partner.published.record.profile if partner.published else None
        base = f"{partner_home(partner.id)}app-store-information/"
        what = (Part.PROFILE, partner.id, None)
        row = version_rows(
            "App Store information", partner.profiles, published, snapshot.requests, what, lambda _: base
        )
        view["versions"] = [row]
    return view


def _facts(snapshot: Snapshot, partner: PartnerRecords) -> list[dict[str, Any]]:
    if partner.settings is None:
        return []
    contact = {"administrative_contact": lambda key: person_name(snapshot, key)}
    contact["technical_contact"] = contact["administrative_contact"]
    return rows(partner.settings.record, contact, contact)


def person_name(snapshot: Snapshot, person: str) -> str:
    """What a person is called."""
    filed = snapshot.people.get(person)
    return filed.record.name if filed else person


def _settings(snapshot: Snapshot, partner: PartnerRecords) -> dict[str, Any]:
    naming = {name: lambda key: person_name(snapshot, key) for name in ("administrative_contact", "technical_contact")}
    names = (
        "name",
        "administrative_contact",
        "technical_contact",
        "uninstall_reporting_emails",
        "support_emails",
    )
    found = rows(partner.settings.record, names, naming) if partner.settings else []
    seo = {"title": "SEO-friendly name", "help": "The folder's name; part of addresses.", "lines": [partner.id]}
    return {
        "groups": [{"title": "", "at": [], "rows": [*found[:1], {**seo, "key": ""}, *found[1:]]}],
        "file": file_link(Kind.PARTNER, partner=partner.id),
        "reference": "reference/settings/partner/",
    }


def _profile(snapshot: Snapshot, partner: PartnerRecords) -> dict[str, Any]:
    versions = []
    for version, filed in partner.profiles.items():
        record = filed.record
        versions.append(
            {
                "label": record.label,
                "logo": profile_media(partner.id, record.logo.file) if record.logo else None,
                "alt": record.logo.alt if record.logo else "",
                "description_html": to_html(record.description or ""),
                "rows": rows(record, ("meta_description",)),
                "links": [{"href": link.url, "title": link.text} for link in record.links],
                "file": file_link(Kind.PROFILE, partner=partner.id, version=version),
            }
        )
    return {**_overview(snapshot, partner), "profiles": versions, "reference": "reference/settings/profile/"}


def _people(snapshot: Snapshot, partner: PartnerRecords) -> list[dict[str, Any]]:
    members = partner.members.record.members if partner.members else {}
    people = []
    for person, member in members.items():
        filed = snapshot.people.get(person)
        people.append(
            {
                "name": person_name(snapshot, person),
                "initials": "".join(part[0] for part in person_name(snapshot, person).split()[:2]),
                "email": filed.record.email if filed else "",
                "phone": filed.record.phone if filed else "",
                "roles": shown(member.roles),
                "permissions": [one.shown for one in sorted(member.granted, key=lambda one: one.shown)],
                "at": ["members", person],
                "can_log_in": any(one.value == "log-in" for one in member.granted),
            }
        )
    return people


def _contacts(snapshot: Snapshot, partner: PartnerRecords) -> list[dict[str, Any]]:
    by_person: dict[str, list[dict[str, Any]]] = {}
    for app in partner.apps.values():
        if app.settings:
            entry = {
                "title": name_of_app(app),
                "href": app_home(app),
                "file": file_link(Kind.APP, partner=partner.id, app=app.id),
                "at": ["technical_contact"],
            }
            by_person.setdefault(app.settings.record.technical_contact, []).append(entry)
    return [
        {"name": person_name(snapshot, person), "apps": apps}
        for person, apps in sorted(by_person.items(), key=lambda pair: person_name(snapshot, pair[0]))
    ]
