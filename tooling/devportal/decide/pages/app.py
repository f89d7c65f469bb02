"""Pages of an app."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from ...domain.app import AppKind
from ...domain.configuration import Configuration
from ...domain.environment import Environment
from ...domain.layout import Kind
from ...domain.listing import Listing
from ...domain.managed import Part
from ...domain.page import Page
from ...domain.snapshot import AppRecords, Filed, PartnerRecords, Platform, Snapshot
from ..formatted import to_html
from ..gaps import gaps
from .cells import version_rows
from .frame import app_frame, app_home, file_link, name_of_app
from .media import icon_of, listing_media
from .partner import person_name
from .values import Row, catalogue, rows, shown

_SETTINGS = (
    "name",
    "technical_contact",
    "error_reporting_emails",
    "uninstall_reporting_emails",
    "kind",
    "template",
    "hidden",
    "beta",
    "spotlight",
    "developed_by",
    "owned_by",
)
_EXAMINED = {AppKind.STANDARD: ("certified", "security_audit"), AppKind.CUSTOM: ("validated",)}


def app_pages(snapshot: Snapshot, partner: PartnerRecords, app: AppRecords) -> Iterator[Page]:
    """Overview, settings, each version of configuration and App Store information."""
    for name, title, template, view in _views(snapshot, app):
        home = app_home(app)
        frame = app_frame(partner, app, f"{home}{name}/" if name else home)
        page_title = f"{title} · {name_of_app(app)}" if name else name_of_app(app)
        yield Page(f"{home}{name or 'index'}", page_title, template, {**frame, "heading": title, **view}, private=True)


def _views(snapshot: Snapshot, app: AppRecords) -> Iterator[tuple[str, str, str, dict[str, Any]]]:
    yield "", name_of_app(app), "app.html", _overview(snapshot, app)
    yield "settings", "Settings", "settings.html", _settings(snapshot, app)
    for version, filed in app.configurations.items():
        view = _configuration(snapshot.platform, app, filed)
        yield f"configuration/{version}", f"Configuration: {filed.record.label}", "settings.html", view
    for version, listing in app.listings.items():
        view = _listing(snapshot.platform, app, listing)
        title = f"App Store information: {listing.record.label}"
        yield f"app-store-information/{version}", title, "settings.html", view


def state_rows(snapshot: Snapshot, app: AppRecords) -> list[dict[str, Any]]:
    """The table of states: Configuration, and App Store listing for a standard app."""
    published = app.published.record if app.published else None
    home = app_home(app)
    table = [
        version_rows(
            "Configuration",
            app.configurations,
            published.configuration if published else None,
            snapshot.requests,
            (Part.CONFIGURATION, app.partner, app.id),
            lambda version: f"{home}configuration/{version}/",
        )
    ]
    if app.settings is None or app.settings.record.kind is AppKind.STANDARD:
        table.append(
            version_rows(
                "App Store listing",
                app.listings,
                published.listing if published else None,
                snapshot.requests,
                (Part.LISTING, app.partner, app.id),
                lambda version: f"{home}app-store-information/{version}/",
            )
        )
    return table


def _overview(snapshot: Snapshot, app: AppRecords) -> dict[str, Any]:
    tenants = app.tenants.record.tenants if app.tenants else ()
    counted = Counter(tenant.environment for tenant in tenants)
    listed = (
        app.published and app.published.record.listing.production and app.settings and not app.settings.record.hidden
    )
    return {
        "versions": state_rows(snapshot, app),
        "icon": icon_of(app),
        "facts": _facts(snapshot, app),
        "client_ids": _client_ids(app),
        "tenants": [{"environment": one.shown, "count": counted[one]} for one in Environment],
        "store": f"app-store/{app.partner}/{app.id}/" if listed else "",
    }


def _client_ids(app: AppRecords) -> list[dict[str, str]]:
    found = []
    for environment in Environment:
        facts = getattr(app.facts.record, environment.value) if app.facts else None
        if facts and facts.client_id:
            found.append({"environment": environment.shown, "value": facts.client_id.value})
    return found


def _facts(snapshot: Snapshot, app: AppRecords) -> list[Row]:
    if app.settings is None:
        return []
    names = ("kind", "technical_contact", *_EXAMINED[app.settings.record.kind])
    return rows(app.settings.record, names, {"technical_contact": lambda key: person_name(snapshot, key)})


def _settings(snapshot: Snapshot, app: AppRecords) -> dict[str, Any]:
    found: list[Row] = []
    if app.settings:
        naming = {
            "technical_contact": lambda key: person_name(snapshot, key),
            "template": lambda key: (
                snapshot.platform.templates[key].name if key in snapshot.platform.templates else key
            ),
        }
        found = rows(app.settings.record, (*_SETTINGS, *_EXAMINED[app.settings.record.kind]), naming)
    seo = {"title": "SEO-friendly name", "help": "The folder's name; part of addresses.", "lines": [app.id], "key": ""}
    return {
        "groups": [{"title": "", "at": [], "rows": [*found[:1], seo, *found[1:]]}],
        "file": file_link(Kind.APP, partner=app.partner, app=app.id),
        "reference": "reference/settings/app/",
    }


def _configuration(platform: Platform, app: AppRecords, filed: Filed[Configuration]) -> dict[str, Any]:
    record = filed.record
    access = {name: catalogue(platform, name) for name in ("endpoints", "agents", "claims")}
    groups = [
        {
            "title": "Authentication",
            "at": ["authentication"],
            "rows": rows(
                record.authentication,
                (
                    "redirect_urls",
                    "post_logout_redirect_urls",
                    "cors_urls",
                    "default_redirect_url",
                    "native",
                    "authorize_text",
                ),
            ),
        },
    ]
    for name in ("customer_state_change", "erp_sync", "quote_connector", "database_mirroring"):
        point = getattr(record.integration, name)
        if point:
            title = type(record.integration).model_fields[name].title
            found = rows(point, ("url", "enabled", "send_error_emails"))
            groups.append({"title": title or name, "at": ["integration", name], "rows": found})
    advanced = (
        "endpoints",
        "agents",
        "claims",
        "custom_claims",
        "authorization_level",
        "dark_mode",
        "remove_remember_me",
        "custom_error_url",
        "multi_tenant_identity",
        "suspended_customer_redirect",
        "exclude_from_invoice",
    )
    groups.append({"title": "Advanced", "at": ["advanced"], "rows": rows(record.advanced, advanced, access)})
    licences = {name: catalogue(platform, "licences") for name in ("required", "granted")}
    granted = rows(record.advanced.licences, licences, licences)
    groups.append({"title": "Licences", "at": ["advanced", "licences"], "rows": granted})
    names = {"partner": app.partner, "app": app.id, "version": filed.location.version}
    return {
        "groups": groups,
        "file": file_link(Kind.CONFIGURATION, **names),
        "reference": "reference/settings/configuration/",
    }


def _listing(platform: Platform, app: AppRecords, filed: Filed[Listing]) -> dict[str, Any]:
    record = filed.record
    found = {name: catalogue(platform, name) for name in ("categories", "languages", "markets")}
    details = rows(record.details, ("button_text", *found), found)
    links = [f"{link.type.value}: {link.text} ({link.url})" for link in record.details.links]
    details.append({"title": "Links", "help": "In the order in which they show.", "lines": links, "key": "links"})
    about = {"title": "About this app", "help": "Formatted text.", "key": "about"}
    about["html"] = to_html(record.description.about or "")
    description = rows(record.description, ("header", "key_features"))
    groups: list[dict[str, Any]] = [
        {"title": "Details", "at": ["details"], "rows": details},
        {"title": "Media", "at": ["media"], "rows": [], "pictures": _pictures(app, record)},
        {"title": "Description", "at": ["description"], "rows": [description[0], about, description[1]]},
        {
            "title": "Prices and terms",
            "at": ["prices"],
            "rows": rows(
                record.prices,
                ("is_free", "price_from", "pricing_type", "pricing_information", "terms_and_conditions"),
            ),
        },
        {
            "title": "How to install",
            "at": ["installation"],
            "rows": rows(
                record.installation,
                ("plans", "getting_started", "additional_requirements"),
                {"plans": lambda key: "All plans" if key == "all" else catalogue(platform, "plans")(key)},
            ),
        },
        {"title": "SEO", "at": ["seo"], "rows": rows(record.seo, ("meta_description", "meta_keywords"))},
    ]
    names = {"partner": app.partner, "app": app.id, "version": filed.location.version}
    return {
        "groups": groups,
        "gaps": [f"{gap.title} {gap.what}" for gap in gaps(record)],
        "file": file_link(Kind.LISTING, **names),
        "reference": "reference/settings/listing/",
    }


def _pictures(app: AppRecords, record: Listing) -> list[dict[str, str]]:
    return [
        {"src": listing_media(app.partner, app.id, picture.file), "alt": picture.alt, "title": shown(picture.file)[0]}
        for picture in dict.fromkeys(record.media.pictures)
        if picture.file in app.media
    ]
