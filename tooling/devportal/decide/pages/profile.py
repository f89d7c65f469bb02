"""A partner's App Store information, version by version."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ...domain.layout import Kind
from ...domain.managed import Part
from ...domain.partner import Profile
from ...domain.snapshot import Filed, PartnerRecords, Snapshot
from ..formatted import to_html
from ..gaps import gaps
from .cells import version_rows
from .frame import file_link, partner_home
from .groups import group
from .media import private_profile_media
from .values import rows
from .versions import versions_part


def profile_pages(snapshot: Snapshot, partner: PartnerRecords) -> Iterator[tuple[str, str, str, dict[str, Any]]]:
    """One page with all versions: their states, their contents, and the difference between any two."""
    base = f"{partner_home(partner.id)}app-store-information/"
    published = partner.published.record.profile if partner.published else None
    what = (Part.PROFILE, partner.id, None)
    link = {version: f"{base}#{version}" for version in partner.profiles}
    view = {
        "versions": [profile_row(snapshot, partner)],
        "profiles": [_version(partner, version, filed) for version, filed in reversed(list(partner.profiles.items()))],
        "history": [versions_part(snapshot, "App Store information", partner.profiles, published, what, link)],
        "reference": "reference/settings/profile/",
    }
    yield "app-store-information", "App Store information", "profile.html", view


def profile_row(snapshot: Snapshot, partner: PartnerRecords) -> dict[str, Any]:
    """The state of the partner's App Store information, environment by environment."""
    published = partner.published.record.profile if partner.published else None
    base = f"{partner_home(partner.id)}app-store-information/"
    what = (Part.PROFILE, partner.id, None)
    return version_rows(
        "App Store information", partner.profiles, published, snapshot, what, lambda version: f"{base}#{version}"
    )


def _version(partner: PartnerRecords, version: str, filed: Filed[Profile]) -> dict[str, Any]:
    record = filed.record
    return {
        **group(record.label, rows(record, ("meta_description",))),
        "id": version,
        "logo": private_profile_media(partner.id, record.logo.file) if record.logo else None,
        "alt": record.logo.alt if record.logo else "",
        "description_html": to_html(record.description or ""),
        "links": [{"href": link.url, "title": link.text} for link in record.links],
        "file": file_link(Kind.PROFILE, partner=partner.id, version=version),
        "gaps": [f"{gap.title} {gap.what}" for gap in gaps(record)],
    }
