"""The page of an app."""

from __future__ import annotations

from typing import Any, NamedTuple

from ....domain.lazy import LaterView
from ....domain.listing import Link, LinkType, Listing, Video, VideoService
from ....domain.page import Page
from ....domain.snapshot import Platform, Snapshot
from ...formatted import to_html
from ...store.jsonld import app_facts
from ..frame import name_of_partner
from ..values import catalogue
from .card import card
from .head import head_view
from .neighbours import Neighbours
from .permissions import permissions
from .pictures import icon_view, shot_view
from .shelf import FACETS, Listed, Shelf, choices, day_shown, live_profile

_LINKS = {
    LinkType.CONFIGURE: "Configure",
    LinkType.SUPPORT: "Support",
    LinkType.REPORT_A_PROBLEM: "Report a problem",
    LinkType.DISABLED: "Uninstall",
    LinkType.OTHER: "More from the partner",
}
_PLAYERS = {
    VideoService.YOUTUBE: (
        "YouTube",
        "https://www.youtube.com/watch?v={}",
        "https://www.youtube-nocookie.com/embed/{}?autoplay=1&rel=0",
    ),
    VideoService.VIMEO: ("Vimeo", "https://vimeo.com/{}", "https://player.vimeo.com/video/{}?autoplay=1&dnt=1"),
}


def app_page(snapshot: Snapshot, shelf: Shelf, one: Listed, neighbours: Neighbours) -> Page:
    """All that a customer decides by."""
    beside = Beside(neighbours.of_partner(one), neighbours.related(one))
    path = f"{shelf.root}{one.partner.id}/{one.app.id}/index"
    view = LaterView(lambda: _view(snapshot.platform, shelf, one, beside))
    description = one.listing.seo.meta_description or ""
    return Page(path, one.settings.name, "store/app.html", view, description, _given(shelf, one, beside))


class Beside(NamedTuple):
    """Other apps that the page leads to: of the same partner, and of others."""

    by_partner: list[Listed]
    related: list[Listed]


def _given(shelf: Shelf, one: Listed, beside: Beside) -> str:
    """Names all that the page is made from; empty where the shelf does not know it."""
    if not shelf.sources:
        return ""
    days = (shelf.chronicle.since(one.key), shelf.chronicle.first(one.key), shelf.chronicle.is_new(one.key))
    shown = [one, *beside.by_partner, *beside.related]
    return "\n".join([*map(str, days), *(f"{'/'.join(app.key)} {shelf.sources[app.partner.id]}" for app in shown)])


def _view(platform: Platform, shelf: Shelf, one: Listed, beside: Beside) -> dict[str, Any]:
    listing, description = one.listing, one.listing.description
    icon = listing.media.detail_icon or listing.media.home_icon
    picture = icon_view(shelf, one, icon.file, icon.alt) if icon else None
    has_page = live_profile(one.partner, shelf.environment) is not None
    view: dict[str, Any] = {
        **card(platform, one, shelf),
        "heading": one.settings.name,
        "picture": picture,
        "partner_href": shelf.partner(one.partner.id) if has_page else "",
        "button": _button(listing),
        "about_html": to_html(description.about or ""),
        "features": list(description.key_features),
        "news_html": to_html(description.whats_new or ""),
        "shots": _shots(shelf, one),
        "videos": [_video(video) for video in listing.media.videos],
        "pricing_html": to_html(listing.prices.pricing_information or ""),
        "terms_html": to_html(listing.prices.terms_and_conditions or ""),
        "steps": list(listing.installation.getting_started),
        "requirements": list(listing.installation.additional_requirements or ()),
        "uninstalling_html": to_html(listing.installation.uninstalling or ""),
        "uninstall": [_link(link) for link in listing.details.links if link.type is LinkType.DISABLED],
        "links": _links(listing),
        "facets": _facets(platform, shelf, one),
        "permissions": permissions(one.configuration, shelf.environment),
        "certified": one.settings.certified.value == "passed",
        "audited": one.settings.security_audit.value == "passed",
        "reviewed": day_shown(shelf.chronicle.since(one.key)),
        "first": day_shown(shelf.chronicle.first(one.key)),
        "is_new": shelf.chronicle.is_new(one.key),
        "by_partner": [card(platform, other, shelf) for other in beside.by_partner],
        "related": [card(platform, other, shelf) for other in beside.related],
    }
    view["crumbs"] = _crumbs(platform, shelf, one, has_page)
    title = f"{one.settings.name} for SuperOffice, by {name_of_partner(one.partner)}"
    view["head"] = head_view(
        shelf,
        title=title if "superoffice" not in one.settings.name.casefold() else title.replace(" for SuperOffice", "", 1),
        description=listing.seo.meta_description or description.header or "",
        address=shelf.app(*one.key),
        keywords=listing.seo.meta_keywords,
        facts=app_facts(shelf.site, view, listing, one.settings) if not shelf.is_preview else (),
        image=f"{shelf.app(*one.key)}share.png",
    )
    return view


def _button(listing: Listing) -> dict[str, str] | None:
    install = next((link for link in listing.details.links if link.type is LinkType.INSTALL), None)
    text = listing.details.button_text
    return {"title": text.value, "href": install.url} if install and text else None


def _shots(shelf: Shelf, one: Listed) -> list[dict[str, Any]]:
    """Screenshots; a caption is the file's name."""
    found: list[dict[str, Any]] = []
    for shot in one.listing.media.screenshots:
        picture = shot_view(shelf, one, shot.file, shot.alt)
        if picture:
            caption = shot.file.removesuffix(".png").replace("-", " ").replace("_", " ")
            found.append({**picture, "caption": caption, "number": len(found) + 1})
    return found


def _video(video: Video) -> dict[str, str]:
    """A link; a script plays it in its place, once the reader asks for it. Nothing is loaded before."""
    service, page, player = _PLAYERS[video.service]
    return {
        "title": video.description,
        "service": service,
        "href": page.format(video.id),
        "player": player.format(video.id),
    }


def _link(link: Link) -> dict[str, str]:
    return {"href": link.url, "title": link.text}


def _links(listing: Listing) -> list[dict[str, Any]]:
    """The partner's links by what they are for, in the order of the types."""
    return [
        {"title": title, "links": found}
        for kind, title in _LINKS.items()
        if (found := [_link(link) for link in listing.details.links if link.type is kind])
    ]


def _facets(platform: Platform, shelf: Shelf, one: Listed) -> list[dict[str, Any]]:
    """Categories, languages, markets and plans, each leading to its page where the store has one."""
    titles = {"category": "Categories", "language": "Languages", "market": "Markets", "plan": "Plans supported"}
    found = []
    for facet, title in titles.items():
        name = catalogue(platform, FACETS[facet])
        entries = [
            {"title": name(key), "href": shelf.own(f"{facet}/{key}/") if shelf.is_whole and facet != "plan" else ""}
            for key in choices(platform, facet, one)
        ]
        if facet == "plan" and one.listing.installation.plans == "all":
            entries = [{"title": "All plans", "href": ""}]
        found.append({"title": title, "entries": entries})
    return found


def _crumbs(platform: Platform, shelf: Shelf, one: Listed, has_page: bool) -> list[dict[str, str]]:
    crumbs = [{"title": "App Store", "href": shelf.root}]
    categories = one.listing.details.categories
    if categories and shelf.is_whole:
        title = catalogue(platform, "categories")(categories[0])
        crumbs.append({"title": title, "href": shelf.own(f"category/{categories[0]}/")})
    if has_page and not shelf.is_whole:
        crumbs.append({"title": name_of_partner(one.partner), "href": shelf.partner(one.partner.id)})
    return crumbs
