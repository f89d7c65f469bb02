"""Facts for search engines, as schema.org's vocabulary has them, in JSON-LD."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from ...domain.app import App
from ...domain.listing import Listing

_CONTEXT: Final = "https://schema.org"
_STORE: Final = "SuperOffice App Store"


def app_facts(site: str, view: Mapping[str, Any], listing: Listing, settings: App) -> list[dict[str, Any]]:
    """SoftwareApplication with its offer and its author, and the way to the page."""
    application: dict[str, Any] = {
        "@context": _CONTEXT,
        "@type": "SoftwareApplication",
        "name": settings.name,
        "description": listing.seo.meta_description or listing.description.header or settings.name,
        "url": f"{site}{view['href']}",
        "applicationCategory": "BusinessApplication",
        "operatingSystem": "SuperOffice CRM Online",
        "author": {"@type": "Organization", "name": view["partner"]},
    }
    if view["partner_href"]:
        application["author"]["url"] = f"{site}{view['partner_href']}"
    if view["categories"]:
        application["applicationSubCategory"] = ", ".join(view["categories"])
    if view["picture"]:
        application["image"] = f"{site}{view['picture']['src']}"
    if view["shots"]:
        application["screenshot"] = [f"{site}{shot['full']}" for shot in view["shots"]]
    if view["features"]:
        application["featureList"] = view["features"]
    offer = _offer(listing, application["url"])
    if offer:
        application["offers"] = offer
    return [application, _crumbs(site, view)]


def _offer(listing: Listing, address: str) -> dict[str, Any] | None:
    prices = listing.prices
    if prices.is_free:
        return {"@type": "Offer", "price": "0", "priceCurrency": "EUR", "url": address}
    if prices.price_from is None:
        return None
    offer: dict[str, Any] = {"@type": "Offer", "price": prices.price_from, "priceCurrency": "EUR", "url": address}
    if prices.pricing_type:
        offer["description"] = f"From EUR {prices.price_from} {prices.pricing_type.value}"
    return offer


def _crumbs(site: str, view: Mapping[str, Any]) -> dict[str, Any]:
    steps = [*view["crumbs"], {"title": view["heading"], "href": view["href"]}]
    items = [
        {"@type": "ListItem", "position": number, "name": step["title"], "item": f"{site}{step['href']}"}
        for number, step in enumerate(steps, 1)
    ]
    return {"@context": _CONTEXT, "@type": "BreadcrumbList", "itemListElement": items}


def partner_facts(site: str, view: Mapping[str, Any], address: str) -> list[dict[str, Any]]:
    """Organization: the partner."""
    organization: dict[str, Any] = {
        "@context": _CONTEXT,
        "@type": "Organization",
        "name": view["heading"],
        "url": f"{site}{address}",
    }
    if view["picture"]:
        organization["logo"] = f"{site}{view['picture']['src']}"
    if view["links"]:
        organization["sameAs"] = [link["href"] for link in view["links"]]
    return [organization, _crumbs(site, {**view, "href": address})]


def store_facts(site: str, address: str) -> list[dict[str, Any]]:
    """WebSite with its search: the store."""
    action = {
        "@type": "SearchAction",
        "target": {"@type": "EntryPoint", "urlTemplate": f"{site}{address}?q={{search_term_string}}"},
        "query-input": "required name=search_term_string",
    }
    found = {"@context": _CONTEXT, "@type": "WebSite", "name": _STORE, "url": f"{site}{address}"}
    return [{**found, "potentialAction": action}]
