"""Plain pages of tiles: all apps, and those of a category, a language or a market. They need no script."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any, Final, NamedTuple

from ....domain.page import Page
from ....domain.snapshot import Platform
from .card import card
from .head import head_view
from .shelf import FACETS, Listed, Shelf, choices

PAGES: Final = ("category", "language", "market")
"""Facets whose choices have pages of their own."""

_EACH: Final = 48


class Choice(NamedTuple):
    """One choice of a facet and the apps that have it."""

    facet: str
    id: str
    title: str
    apps: tuple[Listed, ...]


def choices_of(platform: Platform, listed: Sequence[Listed]) -> list[Choice]:
    """Every choice that some app has, in the order of the catalogues."""
    having: dict[tuple[str, str], list[Listed]] = defaultdict(list)
    for one in listed:
        for facet in FACETS:
            for key in choices(platform, facet, one):
                having[facet, key].append(one)
    return [
        Choice(facet, key, entry.name, tuple(having[facet, key]))
        for facet, name in FACETS.items()
        for key, entry in platform.catalogues.get(name, {}).items()
        if (facet, key) in having
    ]


def facet_view(shelf: Shelf, found: Sequence[Choice], facet: str, here: str = "") -> list[dict[str, Any]]:
    """The choices of one facet with how many apps have each."""
    return [
        {
            "id": one.id,
            "title": one.title,
            "count": len(one.apps),
            "href": shelf.own(f"{facet}/{one.id}/") if facet in PAGES else "",
            "is_here": one.id == here,
        }
        for one in found
        if one.facet == facet
    ]


def list_pages(platform: Platform, shelf: Shelf, listed: Sequence[Listed]) -> Iterator[Page]:
    """The pages of all apps and of each choice."""
    found = choices_of(platform, listed)
    all_of = Choice("all", "", "All apps", tuple(listed))
    for one in (all_of, *found):
        if one.facet == "all" or one.facet in PAGES:
            yield from _pages(platform, shelf, one, found)


def _pages(platform: Platform, shelf: Shelf, choice: Choice, found: Sequence[Choice]) -> Iterator[Page]:
    home = shelf.own(f"{choice.facet}/{choice.id}/" if choice.id else f"{choice.facet}/")
    count = max(1, -(-len(choice.apps) // _EACH))
    for number in range(1, count + 1):
        address = home if number == 1 else f"{home}{number}/"
        shown = choice.apps[(number - 1) * _EACH : number * _EACH]
        heading = _heading(choice)
        title = heading if number == 1 else f"{heading}, page {number}"
        text = _description(choice)
        view = {
            "heading": heading,
            "count": len(choice.apps),
            "intro": text,
            "cards": [card(platform, one, shelf) for one in shown],
            "pages": [
                {"number": one, "href": home if one == 1 else f"{home}{one}/", "is_here": one == number}
                for one in _around(number, count)
            ],
            "before": (home if number == 2 else f"{home}{number - 1}/") if number > 1 else "",
            "after": f"{home}{number + 1}/" if number < count else "",
            "filter": f"{choice.facet}={choice.id}" if choice.id else "",
            "siblings": facet_view(shelf, found, choice.facet if choice.id else "category", choice.id),
            "crumbs": [{"title": "App Store", "href": shelf.root or "."}],
            "head": head_view(shelf, title=title, description=text, address=address),
        }
        yield Page(f"{address}index", title, "store/list.html", view, text)


def _heading(choice: Choice) -> str:
    match choice.facet:
        case "category":
            return f"{choice.title} apps"
        case "language":
            return f"Apps in {choice.title}"
        case "market":
            return f"Apps for {choice.title}"
    return choice.title


def _description(choice: Choice) -> str:
    count = len(choice.apps)
    apps = f"{count} {'app' if count == 1 else 'apps'}"
    match choice.facet:
        case "category":
            return f"{apps} for SuperOffice CRM in the category {choice.title}, made by SuperOffice's partners."
        case "language":
            return f"{apps} for SuperOffice CRM that can be used in {choice.title}, made by SuperOffice's partners."
        case "market":
            return f"{apps} for SuperOffice CRM that are offered in {choice.title}, made by SuperOffice's partners."
    return f"{apps} that work with SuperOffice CRM, made by SuperOffice's partners, from A to Z."


def _around(here: int, count: int) -> list[int]:
    """The first page, the last one, and those beside this one."""
    return sorted({1, count, *(one for one in range(here - 2, here + 3) if 1 <= one <= count)})
