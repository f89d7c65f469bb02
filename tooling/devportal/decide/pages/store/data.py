"""The store's listed apps for other programs: ``apps.json``, the feed and the sitemap."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ....domain.page import Page
from ....domain.snapshot import Platform
from ...store.data import VERSION, AppData, AppPartner, Price, StoreData, named
from ...store.feed import FeedEntry, atom
from ...store.sitemap import sitemaps
from ..frame import name_of_partner
from .card import price
from .former import FORMER
from .pictures import icon_view
from .shelf import FACETS, Listed, Shelf, live_profile


def apps_data(platform: Platform, shelf: Shelf, listed: Sequence[Listed]) -> bytes:
    """``apps.json``, with what the store's pages show and nothing else."""
    names = {
        facet: {key: one.name for key, one in platform.catalogues.get(kind, {}).items()}
        for facet, kind in FACETS.items()
    }
    apps = tuple(_app(names, shelf, one) for one in listed)
    return (
        StoreData(version=VERSION, store=shelf.absolute(shelf.root), apps=apps).model_dump_json(indent=1).encode()
        + b"\n"
    )


def _app(names: dict[str, dict[str, str]], shelf: Shelf, one: Listed) -> AppData:
    listing, details = one.listing, one.listing.details
    icon = listing.media.home_icon
    picture = icon_view(shelf, one, icon.file) if icon else None
    first, since = shelf.chronicle.first(one.key), shelf.chronicle.since(one.key)
    plans = listing.installation.plans
    return AppData(
        id="/".join(one.key),
        name=one.settings.name,
        header=listing.description.header or "",
        url=shelf.absolute(shelf.app(*one.key)),
        icon=shelf.absolute(picture["src"]) if picture else None,
        partner=_partner(shelf, one),
        price=_price(one),
        beta=one.settings.beta,
        certified=one.settings.certified.value == "passed",
        security_audit=one.settings.security_audit.value == "passed",
        all_plans=plans == "all",
        categories=named(details.categories, names["category"]),
        languages=named(details.languages, names["language"]),
        markets=named(details.markets, names["market"]),
        plans=() if plans == "all" else named(plans, names["plan"]),
        first_listed=first.isoformat() if first else None,
        updated=since.isoformat() if since else None,
    )


def _partner(shelf: Shelf, one: Listed) -> AppPartner:
    has_page = live_profile(one.partner, shelf.environment) is not None
    address = shelf.absolute(shelf.partner(one.partner.id)) if has_page else None
    return AppPartner(id=one.partner.id, name=name_of_partner(one.partner), url=address)


def _price(one: Listed) -> Price:
    prices = one.listing.prices
    if prices.is_free:
        return Price(free=True, text="Free")
    per = prices.pricing_type.value if prices.pricing_type else None
    return Price(free=False, from_eur=prices.price_from, per=per, text=price(one.listing))


def feed(shelf: Shelf, listed: Iterable[Listed]) -> bytes:
    """The feed. An app of which no history is known is left out: a feed without times is none."""
    chronicle = shelf.chronicle
    entries = [
        FeedEntry(
            address=shelf.absolute(shelf.app(*one.key)),
            title=one.settings.name,
            partner=name_of_partner(one.partner),
            summary=one.listing.description.header or "",
            published=chronicle.began.get(one.key, chronicle.updated[one.key]),
            updated=chronicle.updated[one.key],
        )
        for one in listed
        if one.key in chronicle.updated
    ]
    return atom(shelf.absolute(f"{shelf.root}feed.xml"), shelf.absolute(shelf.root), entries, chronicle.head)


def map_of(shelf: Shelf, pages: Iterable[Page]) -> Iterator[tuple[str, bytes]]:
    """The sitemap of the pages that search engines may keep."""
    days = {shelf.absolute(shelf.app(*key)): shelf.chronicle.since(key) for key in shelf.chronicle.updated}
    addresses = [shelf.absolute(page.path.removesuffix("index")) for page in pages if page.template != FORMER]
    rows = [(one, day.isoformat() if (day := days.get(one)) else "") for one in addresses]
    return sitemaps(shelf.site, shelf.root, rows)
