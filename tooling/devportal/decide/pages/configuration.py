"""One version of an app's configuration: values side by side where they differ by environment."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ...domain.configuration import Configuration
from ...domain.layout import Kind
from ...domain.snapshot import AppRecords, Filed, Snapshot
from .credentials import credential_columns
from .frame import file_link
from .groups import group, parts
from .values import catalogue, rows

_AUTHENTICATION = (
    "redirect_urls",
    "post_logout_redirect_urls",
    "cors_urls",
    "default_redirect_url",
    "native",
    "authorize_text",
)
_POINTS = ("customer_state_change", "erp_sync", "quote_connector", "database_mirroring")
_ADVANCED = (
    "dark_mode",
    "remove_remember_me",
    "endpoints",
    "agents",
    "claims",
    "custom_claims",
    "authorization_level",
    "custom_error_url",
    "multi_tenant_identity",
    "suspended_customer_redirect",
    "exclude_from_invoice",
)


def configuration_view(snapshot: Snapshot, app: AppRecords, filed: Filed[Configuration]) -> dict[str, Any]:
    """Authentication, credentials, integration settings, advanced, licences."""
    record, platform = filed.record, snapshot.platform
    access = {name: catalogue(platform, name) for name in ("endpoints", "agents", "claims")}
    licences = {name: catalogue(platform, "licences") for name in ("required", "granted")}
    granted, approved = rows(record.advanced.licences, licences, licences), "An App Manager approves these."
    wanted = file_link(Kind.CREDENTIALS, partner=app.partner, app=app.id)
    groups = [
        group("Authentication", rows(record.authentication, _AUTHENTICATION), ("authentication",)),
        group("Credentials", [], (), credentials=credential_columns(snapshot, app), file=wanted),
        group("Integration settings", list(_integration(record)), ("integration",)),
        group("Advanced", rows(record.advanced, _ADVANCED, access), ("advanced",), locked=approved),
        group("Licences", granted, ("advanced", "licences"), locked=approved),
    ]
    names = {"partner": app.partner, "app": app.id, "version": filed.location.version}
    return {
        "groups": groups,
        "parts": parts(groups),
        "file": file_link(Kind.CONFIGURATION, **names),
        "reference": "reference/settings/configuration/",
    }


def _integration(record: Configuration) -> Iterator[dict[str, Any]]:
    """A row for each point; one that is not used says so in a word."""
    for name in _POINTS:
        field = type(record.integration).model_fields[name]
        point = getattr(record.integration, name)
        row: dict[str, Any] = {"title": field.title, "help": field.description, "key": name, "lines": []}
        if point:
            url = rows(point, ("url",))[0]
            notes = ["On" if point.enabled else "Off"]
            notes += ["errors are mailed to the technical contact"] if point.send_error_emails else []
            row = {**url, **{key: row[key] for key in ("title", "help", "key")}, "note": "; ".join(notes)}
        yield row
