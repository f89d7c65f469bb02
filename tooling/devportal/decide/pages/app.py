"""Pages of an app."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ...domain.managed import Part
from ...domain.page import Page
from ...domain.snapshot import AppRecords, PartnerRecords, Snapshot
from .app_settings import app_facts, settings_view
from .cells import What, version_rows
from .configuration import configuration_view
from .credentials import client_ids
from .frame import app_frame, app_home, is_standard, name_of_app
from .information import information_view, preview_of
from .marks import examined
from .media import icon_of
from .requests import current, request_rows
from .store.previews import previews_of
from .tenants import consents_of, tenant_counts, tenants_of
from .trends import calls_trend
from .versions import versions_part

_View = tuple[str, str, str, dict[str, Any]]
"""Address below the app's own, title, template, view."""


def app_pages(snapshot: Snapshot, partner: PartnerRecords, app: AppRecords) -> Iterator[Page]:
    """Overview, settings, each version of configuration and App Store information, versions."""
    for name, title, template, view in _views(snapshot, partner, app):
        home = app_home(app)
        frame = app_frame(partner, app, f"{home}{name}/" if name else home)
        page_title = f"{title} · {name_of_app(app)}" if name else name_of_app(app)
        yield Page(f"{home}{name or 'index'}", page_title, template, {**frame, "heading": title, **view})


def _views(snapshot: Snapshot, partner: PartnerRecords, app: AppRecords) -> Iterator[_View]:
    yield "", name_of_app(app), "app.html", _overview(snapshot, app)
    yield "settings", "Settings", "settings.html", settings_view(snapshot, app)
    for version, filed in app.configurations.items():
        view = {**_standing(snapshot, app, Part.CONFIGURATION, version), **configuration_view(snapshot, app, filed)}
        yield f"configuration/{version}", f"Configuration: {filed.record.label}", "configuration.html", view
    if is_standard(app):
        for version, listing in app.listings.items():
            view = {
                **_standing(snapshot, app, Part.LISTING, version),
                **information_view(snapshot.platform, app, listing),
                "preview": preview_of(snapshot.platform, partner, app, listing),
            }
            title = f"App Store information: {listing.record.label}"
            yield f"app-store-information/{version}", title, "information.html", view
    yield "versions", "Versions", "versions.html", {"history": list(_versions(snapshot, app))}


def _parts(app: AppRecords) -> Iterator[tuple[str, What, Any, Any, str]]:
    published = app.published.record if app.published else None
    what = (Part.CONFIGURATION, app.partner, app.id)
    yield "Configuration", what, app.configurations, published.configuration if published else None, "configuration"
    if is_standard(app):
        listing = published.listing if published else None
        what = (Part.LISTING, app.partner, app.id)
        yield "App Store information", what, app.listings, listing, "app-store-information"


def state_rows(snapshot: Snapshot, app: AppRecords) -> list[dict[str, Any]]:
    """The table of states: Configuration, and App Store information for a standard app."""
    home = app_home(app)
    return [
        version_rows(title, versions, published, snapshot, what, lambda version, at=folder: f"{home}{at}/{version}/")  # type: ignore[misc]
        for title, what, versions, published, folder in _parts(app)
    ]


def _versions(snapshot: Snapshot, app: AppRecords) -> Iterator[dict[str, Any]]:
    for title, what, versions, published, folder in _parts(app):
        links = {version: f"{app_home(app)}{folder}/{version}/" for version in versions}
        yield versions_part(snapshot, title, versions, published, what, links)


def _standing(snapshot: Snapshot, app: AppRecords, part: Part, version: str) -> dict[str, Any]:
    """How one version stands, environment by environment; and the way to all versions."""
    for title, what, versions, published, _ in _parts(app):
        if what[0] is part:
            row = version_rows(title, versions, published, snapshot, what, lambda _: "")
            cells = [
                {**cell, "marks": [one for one in cell["marks"] if one["version"] == version]} for cell in row["cells"]
            ]
            return {"cells": cells, "all_versions": f"{app_home(app)}versions/#{part.value}", "count": len(versions)}
    return {}


def _overview(snapshot: Snapshot, app: AppRecords) -> dict[str, Any]:
    own = (one for one in snapshot.requests.requests if (one.partner, one.app) == (app.partner, app.id))
    asked = current(snapshot, own)
    return {
        "versions": state_rows(snapshot, app),
        "icon": icon_of(app),
        "badges": _badges(app),
        "examined": examined(app),
        "facts": app_facts(snapshot, app),
        "client_ids": client_ids(app),
        "tenants": tenant_counts(consents_of(tenants_of(app)), snapshot.history.today),
        "tenants_href": f"{app_home(app)}tenants/",
        "requests": request_rows(snapshot, asked),
        "trend": calls_trend(snapshot, [app]),
        "trend_href": f"{app_home(app)}api-metrics/",
        "store": f"app-store/{app.partner}/{app.id}/" if _is_listed(app) else "",
        "previews": previews_of(app),
    }


def _is_listed(app: AppRecords) -> bool:
    hidden = app.settings is None or app.settings.record.hidden
    return bool(app.published and app.published.record.listing.production) and is_standard(app) and not hidden


def _badges(app: AppRecords) -> list[str]:
    settings = app.settings.record if app.settings else None
    if settings is None:
        return []
    marks = {"Beta": settings.beta, "Spotlight": settings.spotlight, "Hidden from Our Apps": settings.hidden}
    return [settings.kind.value.capitalize(), *(title for title, holds in marks.items() if holds)]
