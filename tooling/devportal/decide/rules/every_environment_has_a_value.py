"""A setting with a value per environment has one wherever the version is live."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ...domain.app import AppKind
from ...domain.code import Code
from ...domain.configuration import Configuration
from ...domain.environment import Environment
from ...domain.finding import Pointer
from ...domain.record import EachEnvironment
from ...domain.snapshot import PartnerRecords, Platform
from .every import live_configurations
from .rule import Rule, Told
from .texts import CONFIGURATION, varied

_STAGE = "    stage:\n      - https://stage.reports.acme.example/callback\n"

CODE = Code(
    id="DP415",
    title="An environment is left without a value",
    why="Once a setting has a value per environment, an environment without one has none: nobody can sign in there, or "
    "nothing is called.",
    mend="Add the value for that environment, or give one value for all of them.",
    source="Developer Portal: environments, configuration",
    bad=varied(CONFIGURATION, _STAGE, ""),
    good=CONFIGURATION,
)

_POINTS = ("erp_sync", "quote_connector", "database_mirroring")


def check(partner: PartnerRecords, platform: Platform) -> Iterator[Told]:
    """Each configuration where it is live."""
    for app in partner.apps.values():
        is_custom = app.settings is not None and app.settings.record.kind is AppKind.CUSTOM
        for environment, filed in live_configurations(app):
            for pointer, title, value in _values(filed.record, is_custom):
                if _is_left_out(value, environment):
                    message = f"the version is live in {environment.shown} and has no {title} there"
                    yield CODE.finding(filed.path, message, pointer, on_key=True)


def _values(configuration: Configuration, is_custom: bool) -> Iterator[tuple[Pointer, str, Any]]:
    """Redirect URLs and the endpoints in use; a standard app's state change endpoint has a code of its own."""
    yield ("authentication", "redirect_urls"), "redirect URL", configuration.authentication.redirect_urls
    for name in ("customer_state_change", *_POINTS) if is_custom else _POINTS:
        point = getattr(configuration.integration, name)
        if point and point.enabled:
            yield ("integration", name, "url"), f"{name.replace('_', ' ')} URL", point.url


def _is_left_out(value: Any, environment: Environment) -> bool:
    """One value for all environments leaves out none, and no value at all is a choice."""
    return isinstance(value, EachEnvironment) and any(map(value.of, Environment)) and not value.of(environment)


RULE = Rule(CODE, partner=check, on_publishing=True)
