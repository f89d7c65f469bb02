"""Where pictures stand on the website, and which file of the registry each is made from."""

from __future__ import annotations

from collections.abc import Iterator

from ...domain.environment import Environment
from ...domain.layout import Kind, path_of
from ...domain.listing import Listing
from ...domain.snapshot import AppRecords, Filed, PartnerRecords, Snapshot

_FOLDER = "media"


def listing_media(partner: str, app: str, file: str) -> str:
    """The address of a picture of a listing."""
    return f"{_FOLDER}/{partner}/{app}/{file}"


def profile_media(partner: str, file: str) -> str:
    """The address of a picture of a profile."""
    return f"{_FOLDER}/{partner}/{file}"


def media_files(snapshot: Snapshot) -> Iterator[tuple[str, str]]:
    """Each sound picture's address, and its path in the registry."""
    for partner in snapshot.partners.values():
        for file, facts in partner.media.items():
            if facts.ok:
                path = path_of(Kind.PROFILE_MEDIA, partner=partner.id, file=file)
                yield profile_media(partner.id, file), path
        for app in partner.apps.values():
            for file, facts in app.media.items():
                if facts.ok:
                    path = path_of(Kind.LISTING_MEDIA, partner=partner.id, app=app.id, file=file)
                    yield listing_media(partner.id, app.id, file), path


def shown_listing(app: AppRecords) -> Filed[Listing] | None:
    """The listing that says most about the app: what is live, else the first version."""
    if app.published:
        for environment in reversed(Environment):
            version = app.published.record.listing.in_environment(environment)
            if version and version in app.listings:
                return app.listings[version]
    return next(iter(app.listings.values()), None)


def icon_of(app: AppRecords) -> str:
    """The address of the app's icon; empty when it has none."""
    filed = shown_listing(app)
    icon = filed.record.media.home_icon if filed else None
    return listing_media(app.partner, app.id, icon.file) if icon and icon.file in app.media else ""


def logo_of(partner: PartnerRecords) -> str:
    """The address of the partner's logo; empty when it has none."""
    for filed in partner.profiles.values():
        logo = filed.record.logo
        if logo and logo.file in partner.media:
            return profile_media(partner.id, logo.file)
    return ""
