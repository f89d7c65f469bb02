"""All records of a partner, one after the other."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ...domain.configuration import Configuration
from ...domain.environment import Environment
from ...domain.snapshot import AppRecords, Filed, PartnerRecords


def records_of(partner: PartnerRecords) -> Iterator[Filed[Any]]:
    """The partner's own records and those of its apps; broken ones are left out."""
    own = (partner.settings, partner.members, partner.published, *partner.profiles.values())
    yield from (filed for filed in own if filed)
    for app in partner.apps.values():
        single = (app.settings, app.published, app.credentials, app.facts, app.tenants)
        yield from (filed for filed in (*single, *app.configurations.values(), *app.listings.values()) if filed)


def live_configurations(app: AppRecords) -> Iterator[tuple[Environment, Filed[Configuration]]]:
    """The configuration that is live in each environment; what is missing or broken is left out."""
    if app.published:
        for environment in Environment:
            version = app.published.record.configuration.in_environment(environment)
            if version and version in app.configurations:
                yield environment, app.configurations[version]
