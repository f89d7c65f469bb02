"""Pages of a partner."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ...domain.layout import Kind
from ...domain.page import Page
from ...domain.snapshot import Filed, PartnerRecords, Snapshot
from .contacts import contacts_view, users_view
from .credentials import ends_of, expiring
from .frame import file_link, has_standard_app, name_of_partner, partner_frame, partner_home
from .groups import group, text_row
from .media import logo_of
from .people import person_name
from .profile import profile_pages, profile_row
from .staff import status_view
from .tenants import consents_of, tenant_counts, tenants_of
from .tiles import apps_view, tile
from .trends import calls_trend
from .values import rows

_View = tuple[str, str, str, dict[str, Any]]
"""Address below the partner's own, title, template, view."""


def partner_pages(snapshot: Snapshot, partner: PartnerRecords) -> Iterator[Page]:
    """Overview, settings, App Store information, applications, users, technical contacts, requests."""
    home = partner_home(partner.id)
    for name, title, template, view in _views(snapshot, partner):
        here = f"{home}{name}/" if name else home
        full = {**partner_frame(partner, here), "heading": title, **view}
        page_title = f"{title} · {name_of_partner(partner)}" if name else name_of_partner(partner)
        yield Page(f"{home}{name or 'index'}", page_title, template, full)


def _views(snapshot: Snapshot, partner: PartnerRecords) -> Iterator[_View]:
    yield "", name_of_partner(partner), "partner.html", _overview(snapshot, partner)
    yield "settings", "Settings", "settings.html", _settings(snapshot, partner)
    if has_standard_app(partner):
        yield from profile_pages(snapshot, partner)
    apps = apps_view([_tile(snapshot, app) for app in partner.apps.values()])
    yield "applications", "Applications", "applications.html", apps
    yield "users", "Users", "users.html", users_view(snapshot, partner)
    yield "technical-contacts", "Technical contacts", "contacts.html", contacts_view(snapshot, partner)
    yield "requests", "Requests", "status.html", {**status_view(snapshot, partner.id), "is_own": True}


def _tile(snapshot: Snapshot, app: Any) -> dict[str, Any]:
    found = tile(app)
    return {**found, "contact": person_name(snapshot, found["contact"])}


def _overview(snapshot: Snapshot, partner: PartnerRecords) -> dict[str, Any]:
    return {
        "logo": logo_of(partner),
        "slug": partner.id,
        "facts": _facts(snapshot, partner),
        "versions": [profile_row(snapshot, partner)] if has_standard_app(partner) else [],
        "tenants": tenant_counts(
            consents_of(one for app in partner.apps.values() for one in tenants_of(app)), snapshot.history.today
        ),
        "tenants_href": f"{partner_home(partner.id)}tenants/",
        "requests": status_view(snapshot, partner.id)["requests"],
        "expiring": expiring(snapshot, ends_of(partner)),
        "trend": calls_trend(snapshot, partner.apps.values()),
        **apps_view([_tile(snapshot, app) for app in partner.apps.values()]),
    }


def _naming(snapshot: Snapshot) -> dict[str, Any]:
    return {name: lambda key: person_name(snapshot, key) for name in ("administrative_contact", "technical_contact")}


def _facts(snapshot: Snapshot, partner: PartnerRecords) -> list[dict[str, Any]]:
    names = ("administrative_contact", "technical_contact", "support_emails")
    return rows(partner.settings.record, names, _naming(snapshot)) if partner.settings else []


def _settings(snapshot: Snapshot, partner: PartnerRecords) -> dict[str, Any]:
    return {
        "groups": settings_groups(snapshot, partner.id, partner.settings) if partner.settings else [],
        "file": file_link(Kind.PARTNER, partner=partner.id),
        "reference": "reference/settings/partner/",
    }


def settings_groups(snapshot: Snapshot, partner: str, filed: Filed[Any]) -> list[dict[str, Any]]:
    """The partner's settings, in labelled groups."""
    record, naming = filed.record, _naming(snapshot)
    slug = text_row("SEO-friendly name", "The folder's name; part of addresses. SuperOffice may change it.", partner)
    return [
        group("Company", [*rows(record, ("name",)), slug], ("name",)),
        group(
            "Contacts",
            rows(record, ("administrative_contact", "technical_contact"), naming),
            ("administrative_contact",),
        ),
        group("E-mail", rows(record, ("uninstall_reporting_emails", "support_emails")), ("support_emails",)),
    ]
