"""Previews of SOD and Stage inside the portal: a partner's own below its pages, and for staff all of them in a list."""

from __future__ import annotations

from collections.abc import Container, Iterator
from typing import Final

from ....domain.app import AppKind
from ....domain.environment import Environment
from ....domain.page import Page
from ....domain.snapshot import AppRecords, Snapshot
from .card import card
from .head import head_view
from .shelf import ANY, Shelf, listed_apps, live_profile

PREVIEWED: Final = (Environment.SOD, Environment.STAGE)


def preview_shelves(snapshot: Snapshot, site: str = "", kept: Container[str] = frozenset()) -> Iterator[Shelf]:
    """A store for each partner and environment in which something of the partner is published.

    ``kept`` are the places of stores of which that is known.
    """
    for partner in snapshot.partners:
        for environment in PREVIEWED:
            shelf = preview_shelf(partner, environment, site)
            if shelf.root in kept or _has_anything(snapshot, shelf):
                yield shelf


def _has_anything(snapshot: Snapshot, shelf: Shelf) -> bool:
    if live_profile(snapshot.partners[shelf.only], shelf.environment):
        return True
    return bool(listed_apps(snapshot, shelf.environment, shelf.only))


def preview_shelf(partner: str, environment: Environment, site: str = "") -> Shelf:
    """It stands below the partner's own pages, so it is as private as they are."""
    return Shelf(environment, f"partners/{partner}/app-store-{environment.value}/", site, partner)


def previews_of(app: AppRecords) -> list[dict[str, str]]:
    """Where the app's page is seen as it is published in SOD and Stage."""
    found = []
    for environment in PREVIEWED:
        version = app.published.record.listing.in_environment(environment) if app.published else None
        is_listed = app.settings is not None and not app.settings.record.hidden and version in app.listings
        if is_listed and app.settings and app.settings.record.kind is AppKind.STANDARD:
            href = preview_shelf(app.partner, environment).app(app.partner, app.id)
            found.append({"title": f"Preview in {environment.shown}", "href": href})
    return found


def staff_pages(snapshot: Snapshot) -> Iterator[Page]:
    """For each environment all apps as they are published there, each leading to its partner's preview."""
    for environment in PREVIEWED:
        listed = listed_apps(snapshot, environment)
        root = f"staff/app-store-{environment.value}/"
        heading = f"App Store in {environment.shown}"
        text = f"{len(listed)} apps as they are published in {environment.shown}."
        shelf = Shelf(environment, root, only=ANY)
        view = {
            "heading": heading,
            "intro": text,
            "cards": [card(snapshot.platform, one, preview_shelf(one.partner.id, environment)) for one in listed],
            "pages": [],
            "siblings": [],
            "filter": "",
            "head": head_view(shelf, title=heading, description=text, address=root),
        }
        yield Page(f"{root}index", heading, "store/list.html", view)
