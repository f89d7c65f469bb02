"""What a partner still has to write before something can be published."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ...domain.environment import Environment
from ...domain.snapshot import PartnerRecords
from ..gaps import gaps
from .frame import app_home, has_standard_app, is_standard, name_of_app, name_of_partner, partner_home


def gap_needs(partner: PartnerRecords) -> list[dict[str, Any]]:
    """App Store information that lacks something and is not live in Production."""
    return list(_of_profile(partner)) + list(_of_apps(partner))


def _of_profile(partner: PartnerRecords) -> Iterator[dict[str, Any]]:
    if not has_standard_app(partner):
        return
    home = f"{partner_home(partner.id)}app-store-information/"
    for version, filed in partner.profiles.items():
        lacks = [f"{gap.title} {gap.what}" for gap in gaps(filed.record)]
        if lacks:
            yield _need(name_of_partner(partner), filed.record.label, f"{home}#{version}", lacks)


def _of_apps(partner: PartnerRecords) -> Iterator[dict[str, Any]]:
    for app in partner.apps.values():
        live = app.published.record.listing.in_environment(Environment.PRODUCTION) if app.published else None
        for version, filed in app.listings.items():
            lacks = [f"{gap.title} {gap.what}" for gap in gaps(filed.record)]
            if lacks and version != live and is_standard(app):
                href = f"{app_home(app)}app-store-information/{version}/"
                yield _need(name_of_app(app), filed.record.label, href, lacks)


def _need(title: str, label: str, href: str, lacks: list[str]) -> dict[str, Any]:
    return {"title": title, "label": label, "href": href, "lacks": lacks}
