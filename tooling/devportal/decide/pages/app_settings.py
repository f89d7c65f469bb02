"""An app's settings, in labelled groups."""

from __future__ import annotations

from typing import Any

from ...domain.layout import Kind
from ...domain.snapshot import AppRecords, Snapshot
from .frame import file_link, name_of_partner
from .groups import group, parts, text_row
from .marks import EXAMINED
from .people import person_name
from .values import Naming, Row, rows


def app_facts(snapshot: Snapshot, app: AppRecords) -> list[Row]:
    """The settings that the overview shows."""
    if app.settings is None:
        return []
    slug = text_row("SEO-friendly name", "", app.id)
    names = ("template", "technical_contact", "error_reporting_emails")
    found = [slug, *rows(app.settings.record, names, _naming(snapshot))]
    return [{**row, "help": ""} for row in found]


def _naming(snapshot: Snapshot) -> dict[str, Naming]:
    templates, partners = snapshot.platform.templates, snapshot.partners
    partner: Naming = lambda key: name_of_partner(partners[key]) if key in partners else key  # noqa: E731
    return {
        "technical_contact": lambda key: person_name(snapshot, key),
        "template": lambda key: templates[key].name if key in templates else key,
        "developed_by": partner,
        "owned_by": partner,
    }


def settings_view(snapshot: Snapshot, app: AppRecords) -> dict[str, Any]:
    """Labelled groups of the app's settings."""
    groups = settings_groups(snapshot, app)
    return {
        "groups": groups,
        "parts": parts(groups),
        "file": file_link(Kind.APP, partner=app.partner, app=app.id),
        "reference": "reference/settings/app/",
    }


def settings_groups(snapshot: Snapshot, app: AppRecords) -> list[dict[str, Any]]:
    """General, contacts and e-mail, App Store, ownership, examination."""
    if app.settings is None:
        return []
    record, naming = app.settings.record, _naming(snapshot)
    slug = text_row("SEO-friendly name", "The folder's name; part of addresses.", app.id)
    general = rows(record, ("name", "kind", "template"), naming)
    emails = ("technical_contact", "error_reporting_emails", "uninstall_reporting_emails")
    locked = {"locked": "An App Manager changes these; you may ask."}
    return [
        group("General", [general[0], slug, *general[1:]], ("name",), **locked),
        group("Contact and e-mail", rows(record, emails, naming), ("technical_contact",)),
        group("App Store", rows(record, ("hidden", "beta", "spotlight")), ("hidden",), **locked),
        group("Development and ownership", _ownership(snapshot, app, naming), ("developed_by",), **locked),
        group("Examination", rows(record, EXAMINED[record.kind]), EXAMINED[record.kind][:1], **locked),
    ]


def _ownership(snapshot: Snapshot, app: AppRecords, naming: dict[str, Naming]) -> list[Row]:
    """Nothing written means this partner, and the page says so."""
    assert app.settings is not None
    found = rows(app.settings.record, ("developed_by", "owned_by"), naming)
    partner = snapshot.partners.get(app.partner)
    own = name_of_partner(partner) if partner else app.partner
    return [row if row["lines"] else {**row, "lines": [own]} for row in found]
