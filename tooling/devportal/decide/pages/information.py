"""One version of an app's App Store information: tabs, gaps, and how customers will see it."""

from __future__ import annotations

from typing import Any

from ...domain.layout import Kind
from ...domain.listing import Listing
from ...domain.snapshot import AppRecords, Filed, PartnerRecords, Platform
from ..formatted import to_html
from ..gaps import gaps
from .frame import file_link, name_of_app, name_of_partner
from .groups import group, parts
from .media import private_listing_media
from .store import price
from .values import Row, catalogue, rows, shown


def information_view(platform: Platform, app: AppRecords, filed: Filed[Listing]) -> dict[str, Any]:
    """Details, media, description, prices, installation and SEO, each a tab."""
    record = filed.record
    groups = [
        group("Details", _details(platform, record), ("details",)),
        group("Media", _videos(record), ("media",), pictures=pictures(app, record)),
        group("Description", _description(record), ("description",)),
        group("Prices and terms", _prices(record), ("prices",)),
        group("How to install", _installation(platform, record), ("installation",)),
        group("SEO", rows(record.seo, ("meta_description", "meta_keywords")), ("seo",)),
    ]
    names = {"partner": app.partner, "app": app.id, "version": filed.location.version}
    return {
        "groups": groups,
        "parts": parts(groups),
        "gaps": [f"{gap.title} {gap.what}" for gap in gaps(record)],
        "file": file_link(Kind.LISTING, **names),
        "reference": "reference/settings/listing/",
    }


def _details(platform: Platform, record: Listing) -> list[Row]:
    found = {name: catalogue(platform, name) for name in ("categories", "languages", "markets")}
    details = rows(record.details, ("button_text", *found), found)
    links = [f"{link.type.value}: {link.text} ({link.url})" for link in record.details.links]
    return [*details, {"title": "Links", "help": "In the order in which they show.", "lines": links, "key": "links"}]


def _videos(record: Listing) -> list[Row]:
    lines = [f"{one.description} ({one.service.value}: {one.id})" for one in record.media.videos]
    return [{"title": "Videos", "help": "YouTube or Vimeo, by id.", "lines": lines, "key": "videos"}]


def _description(record: Listing) -> list[Row]:
    header, features = rows(record.description, ("header", "key_features"))
    about = _formatted(record.description, "about")
    return [header, about, features, _formatted(record.description, "whats_new")]


def _prices(record: Listing) -> list[Row]:
    found = rows(record.prices, ("is_free", "price_from", "pricing_type"))
    return [*found, *(_formatted(record.prices, name) for name in ("pricing_information", "terms_and_conditions"))]


def _installation(platform: Platform, record: Listing) -> list[Row]:
    plan = catalogue(platform, "plans")
    names = ("plans", "getting_started", "additional_requirements")
    found = rows(record.installation, names, {"plans": lambda key: "All plans" if key == "all" else plan(key)})
    if record.installation.additional_requirements == ():
        found[2]["lines"] = ["No additional system requirements"]
    return found


def _formatted(group_of: Any, name: str) -> Row:
    """Formatted text as customers see it."""
    row = rows(group_of, (name,))[0]
    text = getattr(group_of, name) or ""
    return {**row, "html": to_html(text), "lines": []} if text else row


def pictures(app: AppRecords, record: Listing) -> list[dict[str, str]]:
    """Each picture of the listing once."""
    return [
        {
            "src": private_listing_media(app.partner, app.id, picture.file),
            "alt": picture.alt,
            "title": shown(picture.file)[0],
        }
        for picture in dict.fromkeys(record.media.pictures)
        if picture.file in app.media
    ]


def preview_of(platform: Platform, partner: PartnerRecords, app: AppRecords, filed: Filed[Listing]) -> dict[str, Any]:
    """The version as its card and the head of its page will show it in the App Store."""
    record, category = filed.record, catalogue(platform, "categories")
    icon, shots = record.media.home_icon, [one.file for one in record.media.screenshots]
    return {
        "title": name_of_app(app),
        "partner": name_of_partner(partner),
        "header": record.description.header or "",
        "icon": private_listing_media(app.partner, app.id, icon.file) if icon and icon.file in app.media else "",
        "price": price(record),
        "beta": bool(app.settings and app.settings.record.beta),
        "button": record.details.button_text.value if record.details.button_text else "",
        "categories": [category(key) for key in record.details.categories],
        "about_html": to_html(record.description.about or ""),
        "features": list(record.description.key_features),
        "meta": record.seo.meta_description or "",
        "screenshots": [one for one in pictures(app, record) if one["title"] in shots][:3],
    }
