"""An app as a tile or as a row of a list."""

from __future__ import annotations

from typing import Any

from ...domain.environment import Environment
from ...domain.snapshot import AppRecords
from .frame import app_home, is_standard, name_of_app
from .marks import examined
from .media import icon_of

TILES = 8
"""Up to so many apps are shown as tiles, more as a list. Source: Developer Portal overview."""


def tile(app: AppRecords) -> dict[str, Any]:
    """What is shown of an app among others."""
    settings = app.settings.record if app.settings else None
    live = app.published.record.configuration if app.published else None
    reached = [one.shown for one in Environment if live and live.in_environment(one)]
    marks = [f"{one['title']}: {one['said']}" for one in examined(app)]
    return {
        "title": name_of_app(app),
        "letter": name_of_app(app)[:1].upper(),
        "href": app_home(app),
        "partner": app.partner,
        "kind": "Standard" if is_standard(app) else "Custom",
        "beta": bool(settings and settings.beta),
        "icon": icon_of(app),
        "furthest": reached[-1] if reached else "",
        "where": f"Live in {reached[-1]}" if reached else "Draft",
        "contact": settings.technical_contact if settings else "",
        "examined": "; ".join(marks),
    }


def apps_view(tiles: list[dict[str, Any]], *, as_tiles: bool | None = None) -> dict[str, Any]:
    """Tiles up to eight; above that a list to filter, sort and group."""
    ordered = sorted(tiles, key=lambda one: str(one["title"]).casefold())
    return {"apps": ordered, "as_tiles": len(ordered) <= TILES if as_tiles is None else as_tiles}
