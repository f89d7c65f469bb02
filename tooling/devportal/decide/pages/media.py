"""Where pictures stand on the website, and which file of the registry each is made from."""

from __future__ import annotations

from collections.abc import Iterator

from ...domain.environment import Environment
from ...domain.layout import Kind, path_of
from ...domain.listing import Listing
from ...domain.snapshot import AppRecords, Filed, PartnerRecords

_FOLDER = "media"


def listing_media(partner: str, app: str, file: str) -> str:
    """The public address of a picture of a listing that customers see."""
    return f"{_FOLDER}/{partner}/{app}/{file}"


def profile_media(partner: str, file: str) -> str:
    """The public address of a picture of a profile that customers see."""
    return f"{_FOLDER}/{partner}/{file}"


def private_listing_media(partner: str, app: str, file: str) -> str:
    """The address of any picture of an app, for those who may see the partner's pages."""
    return f"partners/{partner}/apps/{app}/{_FOLDER}/{file}"


def private_profile_media(partner: str, file: str) -> str:
    """The address of any picture of a partner, for those who may see its pages."""
    return f"partners/{partner}/{_FOLDER}/{file}"


def partner_media(partner: PartnerRecords) -> Iterator[tuple[str, str]]:
    """Each sound picture's addresses, and its path in the registry. What is not live has no public address."""
    live = set(_live_profile(partner))
    for file, facts in partner.media.items():
        if facts.ok:
            path = path_of(Kind.PROFILE_MEDIA, partner=partner.id, file=file)
            yield private_profile_media(partner.id, file), path
            if file in live:
                yield profile_media(partner.id, file), path
    for app in partner.apps.values():
        yield from _app_media(app)


def _app_media(app: AppRecords) -> Iterator[tuple[str, str]]:
    live = set(_live_listing(app))
    for file, facts in app.media.items():
        if facts.ok:
            path = path_of(Kind.LISTING_MEDIA, partner=app.partner, app=app.id, file=file)
            yield private_listing_media(app.partner, app.id, file), path
            if file in live:
                yield listing_media(app.partner, app.id, file), path


def _live_profile(partner: PartnerRecords) -> Iterator[str]:
    version = partner.published.record.profile.production if partner.published else None
    if version and version in partner.profiles and (logo := partner.profiles[version].record.logo):
        yield logo.file


def _live_listing(app: AppRecords) -> Iterator[str]:
    version = app.published.record.listing.production if app.published else None
    is_shown = app.settings is not None and not app.settings.record.hidden
    if is_shown and version and version in app.listings:
        yield from (picture.file for picture in app.listings[version].record.media.pictures)


def shown_listing(app: AppRecords) -> Filed[Listing] | None:
    """The listing that says most about the app: what is live, else the first version."""
    if app.published:
        for environment in reversed(Environment):
            version = app.published.record.listing.in_environment(environment)
            if version and version in app.listings:
                return app.listings[version]
    return next(iter(app.listings.values()), None)


def icon_of(app: AppRecords) -> str:
    """The private address of the app's icon; empty when it has none."""
    filed = shown_listing(app)
    icon = filed.record.media.home_icon if filed else None
    return private_listing_media(app.partner, app.id, icon.file) if icon and icon.file in app.media else ""


def logo_of(partner: PartnerRecords) -> str:
    """The private address of the partner's logo; empty when it has none."""
    for filed in partner.profiles.values():
        logo = filed.record.logo
        if logo and logo.file in partner.media:
            return private_profile_media(partner.id, logo.file)
    return ""
