"""Pages of the App Store: public, for everybody."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from ...domain.app import App
from ...domain.environment import Environment
from ...domain.listing import Link, LinkType, Listing
from ...domain.page import Page
from ...domain.partner import Profile
from ...domain.snapshot import AppRecords, PartnerRecords, Platform, Snapshot
from ..formatted import to_html
from .frame import name_of_partner
from .media import listing_media, profile_media
from .values import catalogue

_STORE = "app-store/"


class Listed(NamedTuple):
    """An app that customers see."""

    partner: PartnerRecords
    app: AppRecords
    settings: App
    listing: Listing

    @property
    def href(self) -> str:
        """The address of the app's page."""
        return f"{_STORE}{self.partner.id}/{self.app.id}/"


def listed_apps(snapshot: Snapshot) -> list[Listed]:
    """Apps whose listing is live in Production and that are not hidden, by name."""
    found = []
    for partner in snapshot.partners.values():
        for app in partner.apps.values():
            version = app.published.record.listing.in_environment(Environment.PRODUCTION) if app.published else None
            if version and version in app.listings and app.settings and not app.settings.record.hidden:
                found.append(Listed(partner, app, app.settings.record, app.listings[version].record))
    return sorted(found, key=lambda one: one.settings.name.casefold())


def store_pages(snapshot: Snapshot) -> Iterator[Page]:
    """Front page, a page for each app, a page for each partner with a published profile."""
    listed = listed_apps(snapshot)
    yield _front(snapshot.platform, listed)
    for one in listed:
        yield _app(snapshot.platform, one)
    for partner in snapshot.partners.values():
        profile = live_profile(partner)
        if profile:
            yield _partner(snapshot.platform, partner, profile, [one for one in listed if one.partner is partner])


def live_profile(partner: PartnerRecords) -> Profile | None:
    """The profile that customers see."""
    version = partner.published.record.profile.production if partner.published else None
    return partner.profiles[version].record if version and version in partner.profiles else None


def card(platform: Platform, one: Listed) -> dict[str, Any]:
    """What a tile of the store shows."""
    icon = one.listing.media.home_icon
    categories = catalogue(platform, "categories")
    return {
        "title": one.settings.name,
        "href": one.href,
        "partner": name_of_partner(one.partner),
        "header": one.listing.description.header or "",
        "icon": listing_media(one.partner.id, one.app.id, icon.file) if icon else "",
        "alt": icon.alt if icon else "",
        "price": price(one.listing),
        "beta": one.settings.beta,
        "categories": [categories(key) for key in one.listing.details.categories],
    }


def price(listing: Listing) -> str:
    """The price as the card shows it: ``Free``, or ``From EUR 12.50 per user and month``."""
    prices = listing.prices
    if prices.is_free:
        return "Free"
    if prices.price_from is None:
        return ""
    return f"From EUR {prices.price_from} {prices.pricing_type.value if prices.pricing_type else ''}".strip()


def _front(platform: Platform, listed: list[Listed]) -> Page:
    categories = []
    for key, entry in platform.catalogues.get("categories", {}).items():
        cards = [card(platform, one) for one in listed if key in one.listing.details.categories]
        if cards:
            categories.append({"id": key, "title": entry.name, "cards": cards})
    view = {
        "heading": "App Store",
        "spotlight": [card(platform, one) for one in listed if one.settings.spotlight],
        "categories": categories,
        "count": len(listed),
    }
    text = "Apps that work with SuperOffice CRM Online, made by SuperOffice's partners."
    return Page(f"{_STORE}index", "App Store", "store.html", view, description=text)


def _app(platform: Platform, one: Listed) -> Page:
    listing, description = one.listing, one.listing.description
    naming = {name: catalogue(platform, name) for name in ("categories", "languages", "markets", "plans")}
    links = [_link(link) for link in listing.details.links]
    install = next((link for link in listing.details.links if link.type is LinkType.INSTALL), None)
    icon = listing.media.detail_icon
    view = {
        **card(platform, one),
        "heading": one.settings.name,
        "partner_href": f"{_STORE}{one.partner.id}/" if live_profile(one.partner) else "",
        "icon": listing_media(one.partner.id, one.app.id, icon.file) if icon else "",
        "button": {"title": listing.details.button_text, "href": install.url}
        if install and listing.details.button_text
        else None,
        "about_html": to_html(description.about or ""),
        "features": list(description.key_features),
        "news_html": to_html(description.whats_new or ""),
        "screenshots": [
            {
                "src": listing_media(one.partner.id, one.app.id, shot.file),
                "alt": shot.alt,
                "caption": shot.file.removesuffix(".png").replace("-", " ").replace("_", " "),
            }
            for shot in listing.media.screenshots
        ],
        "videos": [_video(video.service.value, video.id, video.description) for video in listing.media.videos],
        "pricing_html": to_html(listing.prices.pricing_information or ""),
        "terms_html": to_html(listing.prices.terms_and_conditions or ""),
        "plans": ["All plans"]
        if listing.installation.plans == "all"
        else [naming["plans"](key) for key in listing.installation.plans],
        "steps": list(listing.installation.getting_started),
        "requirements": list(listing.installation.additional_requirements or ()),
        "languages": [naming["languages"](key) for key in listing.details.languages],
        "markets": [naming["markets"](key) for key in listing.details.markets],
        "links": [link for link in links if link["type"] != LinkType.INSTALL.value],
        "keywords": list(listing.seo.meta_keywords),
    }
    view["button"] = (
        {"title": view["button"]["title"].value, "href": view["button"]["href"]} if view["button"] else None
    )
    path = f"{_STORE}{one.partner.id}/{one.app.id}"
    return Page(path, one.settings.name, "listing.html", view, description=listing.seo.meta_description or "")


def _link(link: Link) -> dict[str, str]:
    shown = "Uninstall" if link.type is LinkType.DISABLED else link.type.value
    return {"type": link.type.value, "kind": shown, "href": link.url, "title": link.text}


def _video(service: str, key: str, description: str) -> dict[str, str]:
    """A link, not a player: no page loads anything from another host."""
    address = f"https://vimeo.com/{key}" if service == "vimeo" else f"https://www.youtube.com/watch?v={key}"
    return {"href": address, "title": description}


def _partner(platform: Platform, partner: PartnerRecords, profile: Profile, listed: list[Listed]) -> Page:
    logo = profile.logo
    view = {
        "heading": name_of_partner(partner),
        "logo": profile_media(partner.id, logo.file) if logo else "",
        "alt": logo.alt if logo else "",
        "description_html": to_html(profile.description or ""),
        "links": [{"href": link.url, "title": link.text} for link in profile.links],
        "cards": [card(platform, one) for one in listed],
    }
    path = f"{_STORE}{partner.id}/index"
    return Page(path, name_of_partner(partner), "store-partner.html", view, description=profile.meta_description or "")
