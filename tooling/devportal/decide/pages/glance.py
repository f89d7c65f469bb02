"""A partner at a glance: what staff's pages show of every partner."""

from __future__ import annotations

from typing import Any

from ...domain.environment import Environment
from ...domain.snapshot import PartnerRecords, Snapshot
from ..each import of_each
from .credentials import ends_of
from .frame import has_standard_app, name_of_app, name_of_partner
from .media import logo_of
from .tenants import consents_of, tenants_of


def glances(snapshot: Snapshot) -> dict[str, dict[str, Any]]:
    """Every partner's glance, by the partner's id."""
    return of_each(snapshot, "glance", _glance)


def _glance(partner: PartnerRecords) -> dict[str, Any]:
    apps = partner.apps.values()
    return {
        "title": name_of_partner(partner),
        "logo": logo_of(partner),
        "apps": [(app.id, name_of_app(app)) for app in apps],
        "live": sum(
            bool(app.published and app.published.record.configuration.in_environment(Environment.PRODUCTION))
            for app in apps
        ),
        "users": len(partner.members.record.members) if partner.members else 0,
        "in_store": has_standard_app(partner),
        "consents": [consent for app in apps for consent in consents_of(tenants_of(app))],
        "ends": list(ends_of(partner)),
    }
