"""What a new app begins with: its template's configuration, live in SOD."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from ...domain.app import AppKind
from ...domain.layout import Kind
from ...domain.platform import Template
from .texts import NewRecord

LOCAL: Final = ("//localhost", "//127.0.0.1")
"""What tells an address at the developer's own machine."""


@dataclass(frozen=True)
class NewApp:
    """What the wizard asks for."""

    partner: str
    id: str
    name: str
    kind: AppKind
    template: str
    contact: str
    redirect_urls: Sequence[str] = ()
    points: Mapping[str, str] = field(default_factory=dict)
    can_receive: bool = False
    """Whether the contact has a public key, so that a client secret can be sealed to them."""


def app_files(new: NewApp, template: Template) -> dict[str, bytes]:
    """Settings, configuration, what is live, and wanted credentials, by path."""
    return dict(record.file for record in app_records(new, template))


def app_records(new: NewApp, template: Template) -> list[NewRecord]:
    """The same as plain values."""
    names = {"partner": new.partner, "app": new.id}
    settings = {
        "name": new.name,
        "kind": new.kind.value,
        "template": new.template,
        "technical_contact": new.contact,
    }
    credentials: dict[str, Any] = {"client_id": {"generation": 1}}
    if new.can_receive:
        credentials["client_secret"] = {"generation": 1, "recipients": [new.contact]}
    return [
        NewRecord(Kind.APP, names, settings),
        NewRecord(Kind.CONFIGURATION, {**names, "version": "initial"}, _configuration(new, template)),
        NewRecord(Kind.PUBLISHED_APP, names, {"configuration": {"sod": "initial"}}),
        NewRecord(Kind.CREDENTIALS, names, {"sod": credentials}),
    ]


def _configuration(new: NewApp, template: Template) -> dict[str, Any]:
    authentication: dict[str, Any] = {}
    literal = list(new.redirect_urls)
    if template.redirect_urls or literal:
        authentication["redirect_urls"] = _redirects(literal, template)
    if template.native:
        authentication["native"] = True
    advanced: dict[str, Any] = {
        "endpoints": list(template.endpoints),
        "agents": list(template.agents),
        "claims": list(template.claims),
    }
    advanced = {name: entries for name, entries in advanced.items() if entries}
    if template.licences_granted:
        advanced["licences"] = {"granted": list(template.licences_granted)}
    if new.kind is AppKind.CUSTOM:
        advanced["authorization_level"] = {"sod": "administrator", "production": "explicit"}
    record: dict[str, Any] = {"label": "Initial"}
    if authentication:
        record["authentication"] = authentication
    if new.points:
        record["integration"] = {name.replace("-", "_"): {"url": url} for name, url in new.points.items()}
    if advanced:
        record["advanced"] = advanced
    return record


def _redirects(literal: list[str], template: Template) -> Any:
    """One list for all environments; loopback addresses of an app that is not native go to SOD alone."""
    local = [url for url in literal if any(mark in url for mark in LOCAL)]
    if template.native or not local:
        return [*template.redirect_urls, *literal]
    return {"sod": literal, "production": [url for url in literal if url not in local]}
