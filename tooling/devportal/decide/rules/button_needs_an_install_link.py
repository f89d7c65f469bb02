"""The green button leads somewhere."""

from __future__ import annotations

from collections.abc import Iterator

from ...domain.code import Code
from ...domain.finding import Severity
from ...domain.listing import LinkType
from ...domain.snapshot import PartnerRecords, Platform
from .rule import Rule, Told
from .texts import LISTING, varied

CODE = Code(
    id="DP509",
    title="The green button will not show",
    why="The button leads to the link of type Install; without one it is left out.",
    mend="Add a link of type Install.",
    source="Developer Portal: App Store information, details",
    severity=Severity.WARNING,
    bad=varied(LISTING, "type: Install", "type: Configure"),
    good=LISTING,
)


def check(partner: PartnerRecords, platform: Platform) -> Iterator[Told]:
    """Every listing that has links; a draft without any has other gaps."""
    for app in partner.apps.values():
        for filed in app.listings.values():
            details = filed.record.details
            if details.button_text and details.links and all(one.type is not LinkType.INSTALL for one in details.links):
                yield CODE.finding(filed.path, "there is no link of type Install", ("details", "button_text"))


RULE = Rule(CODE, partner=check)
