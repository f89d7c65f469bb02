"""The front page of a store."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from ....domain.page import Page
from ....domain.snapshot import Platform, Snapshot
from ...store.jsonld import store_facts
from ..frame import name_of_partner
from .card import card
from .head import head_view
from .lists import Choice, choices_of, facet_view
from .shelf import FACETS, Listed, Shelf

_SPOTLIGHT: Final = 4
_ROW: Final = 8
_TITLES: Final = {"category": "Category", "language": "Language", "market": "Market", "plan": "Plan"}


def front_page(snapshot: Snapshot, shelf: Shelf, listed: Sequence[Listed], index: str) -> Page:
    """Spotlight, new, recently updated, categories; and what a script needs to search and filter.

    ``index`` is the folder of the search index; empty in a store that is not searched.
    """
    platform, chronicle = snapshot.platform, shelf.chronicle
    newest = sorted(listed, key=lambda one: chronicle.updated.get(one.key, 0), reverse=True)
    found = choices_of(platform, listed)
    text = f"{len(listed)} apps that work with SuperOffice CRM, made by SuperOffice's partners."
    new = [one for one in newest if chronicle.is_new(one.key)]
    view = {
        "heading": _heading(snapshot, shelf),
        "count": len(listed),
        "spotlight": [card(platform, one, shelf) for one in listed if one.settings.spotlight and shelf.is_whole][
            :_SPOTLIGHT
        ],
        "rows": [
            row
            for row in (
                _row(platform, shelf, "New", new),
                _row(platform, shelf, "Recently updated", [one for one in newest if chronicle.is_updated(one.key)]),
            )
            if row["cards"]
        ],
        "categories": facet_view(shelf, found, "category"),
        "facets": _facets(shelf, found, listed) if shelf.is_whole else [],
        "all": shelf.own("all/") if shelf.is_whole else "",
        "cards": [] if shelf.is_whole else [card(platform, one, shelf) for one in listed],
        "index": index,
        "head": head_view(
            shelf,
            title="App Store for SuperOffice CRM",
            description=text,
            address=shelf.root,
            facts=store_facts(shelf.site, shelf.root) if not shelf.is_preview else (),
        ),
    }
    return Page(f"{shelf.root}index", "App Store", "store/front.html", view, text)


def _heading(snapshot: Snapshot, shelf: Shelf) -> str:
    partner = snapshot.partners.get(shelf.only)
    return f"App Store: {name_of_partner(partner)}" if partner else "App Store"


def _row(platform: Platform, shelf: Shelf, title: str, apps: Sequence[Listed]) -> dict[str, Any]:
    key = title.lower().replace(" ", "-")
    return {"id": key, "title": title, "cards": [card(platform, one, shelf) for one in apps[:_ROW]]}


def _facets(shelf: Shelf, found: Sequence[Choice], listed: Sequence[Listed]) -> list[dict[str, Any]]:
    """What a reader filters by: each choice with its count, and its page where it has one."""
    groups = [{"id": facet, "title": _TITLES[facet], "choices": facet_view(shelf, found, facet)} for facet in FACETS]
    free = sum(one.listing.prices.is_free for one in listed)
    beta = sum(one.settings.beta for one in listed)
    groups.append(_plain("price", "Price", [("free", "Free", free), ("paid", "Paid", len(listed) - free)]))
    groups.append(_plain("beta", "Status", [("no", "Released", len(listed) - beta), ("yes", "Beta", beta)]))
    return [group for group in groups if group["choices"]]


def _plain(key: str, title: str, choices: list[tuple[str, str, int]]) -> dict[str, Any]:
    entries = [{"id": one, "title": name, "count": count, "href": "", "is_here": False} for one, name, count in choices]
    return {"id": key, "title": title, "choices": [entry for entry in entries if entry["count"]]}
