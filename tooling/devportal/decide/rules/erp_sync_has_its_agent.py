"""An app with an ERP sync endpoint has access to the ErpSync agent."""

from __future__ import annotations

from collections.abc import Iterator

from ...domain.code import Code
from ...domain.finding import Severity
from ...domain.snapshot import PartnerRecords, Platform
from .rule import Rule, Told
from .texts import CONFIGURATION, varied

CODE = Code(
    id="DP413",
    title="ERP sync without its agent",
    why="The connector is called, but the app cannot register it through the API.",
    mend="Ask for the agent erp-sync in the Advanced configuration.",
    source="Developer Portal: integration settings",
    severity=Severity.WARNING,
    bad=varied(
        CONFIGURATION, "integration:\n", "integration:\n  erp_sync:\n    url: https://reports.acme.example/erp\n"
    ),
    good=CONFIGURATION,
)


def check(partner: PartnerRecords, platform: Platform) -> Iterator[Told]:
    """Every version of a configuration."""
    for app in partner.apps.values():
        for filed in app.configurations.values():
            point = filed.record.integration.erp_sync
            if point and point.enabled and "erp-sync" not in filed.record.advanced.agents:
                yield CODE.finding(
                    filed.path, "the agent erp-sync is missing", ("integration", "erp_sync"), on_key=True
                )


RULE = Rule(CODE, partner=check)
