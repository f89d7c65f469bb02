"""An app in beta is free of charge."""

from __future__ import annotations

from collections.abc import Iterator

from ...domain.code import Code
from ...domain.environment import Environment
from ...domain.snapshot import PartnerRecords, Platform
from .rule import Rule, Told
from .texts import APP, varied

CODE = Code(
    id="DP414",
    title="An app in beta has a price",
    why="Until enough customers have run it without an incident, a new app is free and its customers know it.",
    mend="Write `is_free: true` in a new version of the listing, without a price.",
    source="Developer Portal: beta",
    bad=varied(APP, "kind: standard\n", "kind: standard\nbeta: true\n"),
    good=APP,
)


def check(partner: PartnerRecords, platform: Platform) -> Iterator[Told]:
    """The listing that customers see."""
    for app in partner.apps.values():
        if not (app.settings and app.settings.record.beta and app.published):
            continue
        version = app.published.record.listing.in_environment(Environment.PRODUCTION)
        listing = app.listings.get(version or "")
        if listing and not listing.record.prices.is_free:
            yield CODE.finding(app.settings.path, f"the listing {version} has a price", ("beta",))


RULE = Rule(CODE, partner=check, on_publishing=True)
