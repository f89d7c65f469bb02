"""What the store's search knows of an app."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, Final

from ....domain.rendition import ICON, Rendition
from ....domain.snapshot import Platform
from ...store.chronicle import Chronicle
from ...store.search import Entry
from ..frame import name_of_partner
from ..values import catalogue
from .card import price
from .shelf import FACETS, Listed, Shelf, choices

_UNKNOWN: Final = -1
_DAY: Final = 86_400


def groups(platform: Platform, listed: Sequence[Listed]) -> dict[str, list[str]]:
    """Every facet with the choices that some app has, in the order of the catalogues."""
    found = {}
    for facet, name in FACETS.items():
        used = {key for one in listed for key in choices(platform, facet, one)}
        found[facet] = [key for key in platform.catalogues.get(name, {}) if key in used]
    return {**found, "price": ["free", "paid"], "beta": ["no", "yes"]}


def entries(platform: Platform, shelf: Shelf, listed: Sequence[Listed]) -> list[Entry]:
    """The apps in the order of the store."""
    return [_entry(platform, shelf, one) for one in listed]


def _entry(platform: Platform, shelf: Shelf, one: Listed) -> Entry:
    listing, chronicle = one.listing, shelf.chronicle
    categories = catalogue(platform, "categories")
    texts = {
        "name": one.settings.name,
        "partner": name_of_partner(one.partner),
        "header": listing.description.header or "",
        "keywords": " ".join(listing.seo.meta_keywords),
        "categories": " ".join(categories(key) for key in listing.details.categories),
        "features": " ".join(listing.description.key_features),
        "about": listing.description.about or "",
    }
    chosen = {facet: choices(platform, facet, one) for facet in FACETS}
    chosen["price"] = ("free" if listing.prices.is_free else "paid",)
    chosen["beta"] = ("yes" if one.settings.beta else "no",)
    return Entry(
        texts=texts,
        choices=chosen,
        price=_cents(listing.prices.is_free, listing.prices.price_from),
        first=_day_first(chronicle, one),
        updated=chronicle.updated.get(one.key, 0) // _DAY,
        tile=_tile(one),
    )


def _cents(is_free: bool, price_from: str | None) -> int:
    if is_free:
        return 0
    return int(Decimal(price_from) * 100) if price_from else _UNKNOWN


def _day_first(chronicle: Chronicle, one: Listed) -> int:
    first = chronicle.first(one.key)
    return first.toordinal() if first else 0


def _tile(one: Listed) -> dict[str, Any]:
    """What the script makes a tile of. Addresses are left to it, so that a file says each thing once."""
    icon = one.listing.media.home_icon
    facts = one.app.media.get(icon.file) if icon else None
    return {
        "href": f"{one.partner.id}/{one.app.id}/",
        "title": one.settings.name,
        "partner": name_of_partner(one.partner),
        "header": one.listing.description.header or "",
        "price": price(one.listing),
        "free": one.listing.prices.is_free,
        "beta": one.settings.beta,
        "icon": Rendition(facts.oid, ICON).key if facts and facts.ok and facts.oid else "",
        "wide": min(facts.width, ICON.widths[-1]) if facts else 0,
    }
