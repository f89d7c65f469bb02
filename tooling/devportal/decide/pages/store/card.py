"""A tile of the store."""

from __future__ import annotations

from typing import Any

from ....domain.listing import Listing
from ....domain.snapshot import Platform
from ..frame import name_of_partner
from ..values import catalogue
from .pictures import icon_view
from .shelf import Listed, Shelf

_PRODUCTION = Shelf()


def card(platform: Platform, one: Listed, shelf: Shelf = _PRODUCTION) -> dict[str, Any]:
    """What a tile shows: icon, name, header line, partner, price from or Free, beta mark."""
    icon = one.listing.media.home_icon
    categories = catalogue(platform, "categories")
    picture = icon_view(shelf, one, icon.file) if icon else None
    return {
        "title": one.settings.name,
        "href": shelf.app(*one.key),
        "partner": name_of_partner(one.partner),
        "header": one.listing.description.header or "",
        "icon": picture["src"] if picture else "",
        "picture": picture,
        "initial": one.settings.name[:1].upper(),
        "price": price(one.listing),
        "is_free": one.listing.prices.is_free,
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
