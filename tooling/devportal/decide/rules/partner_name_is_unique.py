"""No two partners have the same name."""

from __future__ import annotations

from collections.abc import Iterator

from ...domain.code import Code
from ...domain.facts import Claim
from ...domain.snapshot import PartnerRecords, Platform
from .folding import folded
from .rule import Rule, Told
from .texts import PARTNER, varied

CODE = Code(
    id="DP301",
    title="Two partners have the same name",
    why="Customers know a partner by its name; names that differ only in case, accents or punctuation count as one.",
    mend="Choose a name that no other partner has.",
    source="Developer Portal: partner settings",
    bad=varied(PARTNER, "name: Acme", "name: BIRCH maps"),
    good=PARTNER,
)


def check(partner: PartnerRecords, platform: Platform) -> Iterator[Told]:
    """The partner claims its name."""
    if partner.settings:
        name = partner.settings.record.name
        yield Claim(CODE.id, "partner-name", folded(name), f"the name {name}", partner.settings.path, ("name",))


RULE = Rule(CODE, partner=check)
