"""An endpoint that will be switched off is pointed out."""

from __future__ import annotations

from collections.abc import Iterator

from ...domain.code import Code
from ...domain.finding import Severity
from ...domain.snapshot import PartnerRecords, Platform
from .rule import Rule, Told
from .texts import CUSTOM_CONFIGURATION, varied

CODE = Code(
    id="DP412",
    title="Access that ends",
    why="After its end of life the endpoint, agent or claim does not answer any more.",
    mend="Move to one without an end of life; WebAPI is recommended for all new apps.",
    source="Developer Portal: advanced configuration",
    severity=Severity.WARNING,
    bad=varied(CUSTOM_CONFIGURATION, "services88", "services82"),
    good=CUSTOM_CONFIGURATION,
)


def check(partner: PartnerRecords, platform: Platform) -> Iterator[Told]:
    """Every version of a configuration."""
    for app in partner.apps.values():
        for filed in app.configurations.values():
            for name in ("agents", "claims", "endpoints"):
                for position, entry in enumerate(getattr(filed.record.advanced, name)):
                    known = platform.catalogues.get(name, {}).get(entry)
                    if known and known.end_of_life:
                        message = f"{known.name} works until {known.end_of_life}"
                        yield CODE.finding(filed.path, message, ("advanced", name, position))


RULE = Rule(CODE, partner=check)
