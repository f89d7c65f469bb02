"""A standard app hears of changes of its customers' state."""

from __future__ import annotations

from collections.abc import Iterator

from ...domain.app import AppKind
from ...domain.code import Code
from ...domain.record import in_environment
from ...domain.snapshot import PartnerRecords, Platform
from .every import live_configurations
from .rule import Rule, Told
from .texts import CONFIGURATION, varied

CODE = Code(
    id="DP408",
    title="The customer state change endpoint is missing",
    why="SuperOffice tells a standard app when a customer is suspended, moved or deleted; the app has to listen.",
    mend="Add `integration.customer_state_change` with the URL of your endpoint, for each environment.",
    source="Developer Portal: integration settings; certification",
    bad=varied(
        CONFIGURATION, "integration:\n  customer_state_change:\n    url: https://reports.acme.example/state\n", ""
    ),
    good=CONFIGURATION,
)


def check(partner: PartnerRecords, platform: Platform) -> Iterator[Told]:
    """Configurations of standard apps that are live where customers are, or nearly."""
    for app in partner.apps.values():
        if app.settings is None or app.settings.record.kind is not AppKind.STANDARD:
            continue
        for environment, filed in live_configurations(app):
            point = filed.record.integration.customer_state_change
            url = in_environment(point.url, environment) if point and point.enabled else None
            if environment.needs_approval and url is None:
                message = f"the version is live in {environment.shown}, without a customer state change endpoint there"
                yield CODE.finding(filed.path, message, ("integration", "customer_state_change"), on_key=True)


RULE = Rule(CODE, partner=check, on_publishing=True)
