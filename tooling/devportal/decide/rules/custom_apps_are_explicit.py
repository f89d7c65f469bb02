"""A custom app is authorised explicitly in Production."""

from __future__ import annotations

from collections.abc import Iterator

from ...domain.app import AppKind
from ...domain.code import Code
from ...domain.configuration import AuthorizationLevel
from ...domain.environment import Environment
from ...domain.record import in_environment
from ...domain.snapshot import PartnerRecords, Platform
from .every import live_configurations
from .rule import Rule, Told
from .texts import CUSTOM_CONFIGURATION, varied

CODE = Code(
    id="DP410",
    title="A custom app in Production is not authorised explicitly",
    why="SuperOffice itself consents to a custom app, for the one customer that it is made for.",
    mend="Write `production: explicit` below `advanced.authorization_level`.",
    source="Developer Portal: advanced configuration",
    bad=varied(CUSTOM_CONFIGURATION, "production: explicit", "production: administrator"),
    good=CUSTOM_CONFIGURATION,
)


def check(partner: PartnerRecords, platform: Platform) -> Iterator[Told]:
    """What is live in Production."""
    for app in partner.apps.values():
        if app.settings is None or app.settings.record.kind is not AppKind.CUSTOM:
            continue
        for environment, filed in live_configurations(app):
            level = in_environment(filed.record.advanced.authorization_level, environment)
            if environment is Environment.PRODUCTION and level is not AuthorizationLevel.EXPLICIT:
                message = "the version is live in Production and its authorization level is not explicit there"
                yield CODE.finding(filed.path, message, ("advanced", "authorization_level"), on_key=True)


RULE = Rule(CODE, partner=check, on_publishing=True)
