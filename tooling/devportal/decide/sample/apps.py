"""Files of a sample's apps: settings, configuration, what is live, credentials and facts."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import Any, Final

from .cast import Company, Idea

LIVE: Final = {
    "draft": (),
    "sod": ("sod",),
    "pending-stage": ("sod",),
    "rejected-stage": ("sod",),
    "stage": ("sod", "stage"),
    "pending-production": ("sod", "stage"),
    "live": ("sod", "stage", "production"),
    "newer": ("sod", "stage", "production"),
    "custom-sod": ("sod",),
    "custom-live": ("sod", "production"),
}
NEWER: Final = "spring-2026"
_EXAMINED: Final = {
    "live": ("passed", "passed"),
    "newer": ("passed", "passed"),
    "pending-production": ("passed", "passed"),
    "stage": ("passed", "pending"),
    "pending-stage": ("pending", "none"),
    "rejected-stage": ("pending", "failed"),
}
"""Certification and security audit."""
_CONFIRMED_BY: Final = (
    "Kari Lund, IT manager",
    "Henrik Stål, head of sales",
    "Anneke Vos, managing director",
    "Mikael Aro, system administrator",
    "Bethan Rees, operations",
)


def settings(company: Company, idea: Idea, contact: str) -> dict[str, Any]:
    """``app.yaml``."""
    record: dict[str, Any] = {
        "name": idea.name,
        "kind": idea.kind,
        "template": idea.template,
        "technical_contact": contact,
        "error_reporting_emails": [f"errors@{company.domain}"],
    }
    record.update({mark: True for mark in ("beta", "spotlight", "hidden") if mark in idea.marks})
    partners = {"developed_by": idea.developed_by, "owned_by": idea.owned_by}
    record.update({name: partner for name, partner in partners.items() if partner})
    if idea.kind == "custom":
        record["validated"] = "passed" if idea.state == "custom-live" else "pending"
    elif idea.state in _EXAMINED:
        record["certified"], record["security_audit"] = _EXAMINED[idea.state]
    return record


def configuration(company: Company, idea: Idea, template: dict[str, Any], label: str = "Initial") -> dict[str, Any]:
    """A version of the configuration."""
    host = f"{idea.id}.{company.domain}"
    record: dict[str, Any] = {"label": label, "authentication": _authentication(idea, template, host)}
    points: dict[str, Any] = {"customer_state_change": {"url": _each(host, "/superoffice/state")}}
    for point in template.get("integration_points", ()):
        points[point.replace("-", "_")] = {"url": f"https://{host}/superoffice/{point}"}
    if idea.name.endswith("Mirror Desk"):
        points["database_mirroring"] = {"url": f"https://mirror.{host}/superoffice"}
    record["integration"] = points
    advanced: dict[str, Any] = {
        name: list(template[name]) for name in ("endpoints", "agents", "claims") if template.get(name)
    }
    if template.get("licences_granted"):
        advanced["licences"] = {"granted": list(template["licences_granted"])}
    if idea.kind == "custom":
        advanced["authorization_level"] = {"sod": "administrator", "production": "explicit"}
    record["advanced"] = advanced or {"endpoints": ["webapi"]}
    return record


def _authentication(idea: Idea, template: dict[str, Any], host: str) -> dict[str, Any]:
    text = f"{idea.name} reads and writes what its users may see, and nothing else."
    if template.get("native"):
        return {"redirect_urls": list(template["redirect_urls"]), "native": True, "authorize_text": text}
    production = [f"https://{host}/signin-superoffice"]
    if idea.state in {"live", "newer"} and "-" in idea.id:
        production.append(rf"^https://[a-z0-9-]+\.{host.replace('.', chr(92) + '.')}/signin-superoffice$")
    return {
        "redirect_urls": {
            "sod": [f"https://sod.{host}/signin-superoffice", "http://localhost:5000/signin-superoffice"],
            "stage": [f"https://stage.{host}/signin-superoffice"],
            "production": production,
        },
        "post_logout_redirect_urls": [f"https://{host}/bye"],
        "cors_urls": [f"https://{host}"],
        "authorize_text": text,
    }


def _each(host: str, path: str) -> dict[str, str]:
    return {
        "sod": f"https://sod.{host}{path}",
        "stage": f"https://stage.{host}{path}",
        "production": f"https://{host}{path}",
    }


def published(idea: Idea, chance: random.Random) -> dict[str, Any]:
    """``published.yaml``, with the first version live wherever the app lives."""
    live = dict.fromkeys(LIVE[idea.state], "initial")
    record: dict[str, Any] = {"configuration": live}
    if idea.kind == "standard":
        record["listing"] = dict(live)
    if idea.state == "custom-live":
        record["activations"] = _activations(idea, chance)
    return record


def until(record: dict[str, Any], environments: Sequence[str]) -> dict[str, Any]:
    """``published.yaml`` before the app went further than these environments."""
    parts = [name for name in ("configuration", "listing") if name in record]
    early: dict[str, Any] = {name: {one: record[name][one] for one in environments} for name in parts}
    if "production" in environments and "activations" in record:
        early["activations"] = record["activations"]
    return early


def with_newer(record: dict[str, Any]) -> dict[str, Any]:
    """``published.yaml`` with the newer version in SOD."""
    return {name: {**live, "sod": NEWER} for name, live in record.items()}


def _activations(idea: Idea, chance: random.Random) -> list[dict[str, Any]]:
    tenant = chance.randrange(10_000, 30_000)
    confirmed = {"confirmed_by": _CONFIRMED_BY[tenant % 5], "confirmed_on": f"2026-{1 + tenant % 10:02}-15"}
    production = {"customer": idea.customer, "tenant": f"Cust{tenant}", **confirmed}
    if "sandbox" not in idea.marks:
        return [production]
    sandbox = {"customer": idea.customer, "tenant": f"Cust{tenant + 1}", "sandbox": True, **confirmed}
    return [sandbox, production]


def has_certificate(idea: Idea) -> bool:
    """Apps that work without a user sign the system user's tokens."""
    return idea.template == "server-to-server"


def credentials(idea: Idea, recipient: str, key: str) -> dict[str, Any]:
    """``credentials.yaml``: a client ID and a secret wherever the app lives; a certificate in its last environment.

    Where no ``key`` is left, the portal makes the certificate's: two apps never share one.
    """
    record: dict[str, Any] = {}
    for environment in LIVE[idea.state] or ("sod",):
        record[environment] = {
            "client_id": {"generation": 1},
            "client_secret": {"generation": 2 if environment == "sod" and idea.state == "newer" else 1},
        }
        record[environment]["client_secret"]["recipients"] = [recipient]
    if has_certificate(idea):
        last = [*record][-1]
        record[last]["certificate"] = {
            **({"public_key": key} if key else {"generate": True}),
            "description": "Signs the system user's tokens",
            "expires": "2028-06-30",
        }
    return record


def facts(wanted: dict[str, Any], path: str, chance: random.Random) -> dict[str, Any]:
    """``managed/…/credentials.yaml``: what the automation has made by now."""
    record: dict[str, Any] = {}
    for environment, wish in wanted.items():
        created = f"2026-{chance.randrange(1, 11):02}-{chance.randrange(1, 29):02}T09:30:00Z"
        generation = wish["client_secret"]["generation"]
        record[environment] = {
            "client_id": {"value": f"{chance.getrandbits(128):032x}", "generation": 1, "created": created},
            "client_secret": {
                "generation": generation,
                "store": f"embedded:{path}/{environment}/{generation}",
                "created": created,
            },
        }
    return record


def tenants(idea: Idea, chance: random.Random) -> dict[str, Any]:
    """``managed/…/tenants.yaml``: customers that authorised the app."""
    states = ["Running"] * 8 + ["OnlineMaintenance", "Suspended"]
    names = ("Solberg Marine", "Hagen Foods", "Lindqvist Tools", "Van Dam Logistics", "Keller Optics", "Bruun Textiles")
    rows = [
        {
            "tenant": f"Cust{number}",
            "name": chance.choice(names),
            "environment": chance.choice(LIVE[idea.state]),
            "state": chance.choice(states),
            "authorisation": chance.choice(["active"] * 6 + ["expired", "revoked"]),
            "authorised_by": "System administrator",
            "authorised_on": f"2026-{chance.randrange(1, 11):02}-{chance.randrange(1, 29):02}T08:15:00Z",
        }
        for number in sorted(chance.sample(range(10_000, 40_000), chance.randrange(2, 10)))
    ]
    return {"tenants": rows}
