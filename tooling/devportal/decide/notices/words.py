"""Names and times as notices say them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from ...domain.managed import Part
from ...domain.secret import SecretKind
from ...domain.snapshot import AppRecords, PartnerRecords, Snapshot
from ..pages.frame import app_home, partner_home

KINDS = {
    SecretKind.CLIENT_ID: "client ID",
    SecretKind.CLIENT_SECRET: "client secret",
    SecretKind.PRIVATE_KEY: "private key",
}


def line(text: str, most: int = 300) -> str:
    """Somebody's text on one line, without characters that nobody can see."""
    seen = " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
    return seen if len(seen) <= most else f"{seen[: most - 1]}…"


def app_name(app: AppRecords) -> str:
    """What people call an app."""
    return line(app.settings.record.name) if app.settings else app.id


def partner_name(partner: PartnerRecords) -> str:
    """What people call a partner."""
    return line(partner.settings.record.name) if partner.settings else partner.id


def people(snapshot: Snapshot, names: tuple[str, ...], last: str = "and") -> str:
    """People's names, as a sentence lists them; ``last`` stands before the last of them."""
    known = [line(snapshot.people[name].record.name) if name in snapshot.people else name for name in names]
    return f" {last} ".join(filter(None, [", ".join(known[:-1]), *known[-1:]]))


def day(text: str | date) -> str:
    """A day or moment as people write it: 9 December 2026."""
    found = text if isinstance(text, date) else date.fromisoformat(text[:10])
    return f"{found.day} {found:%B %Y}"


def label(app: AppRecords | None, partner: PartnerRecords, part: Part, version: str) -> str:
    """A version's own label."""
    groups: dict[Part, Mapping[str, Any]] = {
        Part.CONFIGURATION: app.configurations if app else {},
        Part.LISTING: app.listings if app else {},
        Part.PROFILE: partner.profiles,
    }
    filed = groups[part].get(version)
    return line(filed.record.label) if filed else version


def facts(
    partner: PartnerRecords | None, app: AppRecords | None, *more: tuple[str, str]
) -> tuple[tuple[str, str], ...]:
    """The rows that say what a notice is about."""
    rows = [("Partner", partner_name(partner))] if partner else []
    rows += [("App", app_name(app))] if app else []
    return (*rows, *more)


def home(partner: PartnerRecords, app: AppRecords | None) -> str:
    """The portal's page of an app, or of a partner."""
    return app_home(app) if app else partner_home(partner.id)
