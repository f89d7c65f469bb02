"""An app is listed where it works."""

from __future__ import annotations

from collections.abc import Iterator

from ...domain.code import Code
from ...domain.environment import Environment
from ...domain.snapshot import PartnerRecords, Platform
from .rule import Rule, Told
from .texts import PUBLISHED, varied

CODE = Code(
    id="DP606",
    title="A listing is published where the app does not work",
    why="A customer who installs the app must be able to sign in to it.",
    mend="Publish a configuration in that environment first.",
    source="Developer Portal: publishing",
    bad=varied(PUBLISHED, "  stage: initial\n  production: initial\nlisting", "  stage: initial\nlisting"),
    good=PUBLISHED,
)


def check(partner: PartnerRecords, platform: Platform) -> Iterator[Told]:
    """Each environment of each app."""
    for app in partner.apps.values():
        if app.published is None:
            continue
        record = app.published.record
        for environment in Environment:
            if record.listing.in_environment(environment) and not record.configuration.in_environment(environment):
                message = f"the listing is live in {environment.shown}, and no configuration is"
                yield CODE.finding(app.published.path, message, ("listing", environment.value), on_key=True)


RULE = Rule(CODE, partner=check, on_publishing=True)
