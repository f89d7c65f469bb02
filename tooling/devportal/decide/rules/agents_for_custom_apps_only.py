"""Some agents, claims and endpoints are for custom apps only."""

from __future__ import annotations

from collections.abc import Iterator

from ...domain.app import AppKind
from ...domain.code import Code
from ...domain.snapshot import PartnerRecords, Platform
from .rule import Rule, Told
from .texts import CONFIGURATION, varied

CODE = Code(
    id="DP409",
    title="Access that only custom apps may have",
    why="What an agent such as CRMScript can do goes too far for an app that every customer may install.",
    mend="Take the entry away.",
    source="Developer Portal: advanced configuration",
    bad=varied(CONFIGURATION, "agents: [webhook]", "agents: [webhook, crmscript]"),
    good=CONFIGURATION,
)


def check(partner: PartnerRecords, platform: Platform) -> Iterator[Told]:
    """Every version of a standard app's configuration."""
    for app in partner.apps.values():
        if app.settings is None or app.settings.record.kind is not AppKind.STANDARD:
            continue
        for filed in app.configurations.values():
            for name in ("agents", "claims", "endpoints"):
                for position, entry in enumerate(getattr(filed.record.advanced, name)):
                    known = platform.catalogues.get(name, {}).get(entry)
                    if known and known.custom_only:
                        message = f"{known.name} is for custom apps only"
                        yield CODE.finding(filed.path, message, ("advanced", name, position))


RULE = Rule(CODE, partner=check)
