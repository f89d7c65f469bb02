"""An app that is free has no price."""

from __future__ import annotations

from collections.abc import Iterator

from ...domain.code import Code
from ...domain.snapshot import PartnerRecords, Platform
from .rule import Rule, Told
from .texts import LISTING, varied

CODE = Code(
    id="DP510",
    title="A free app has a price",
    why="Free means free of every charge; the price would be hidden.",
    mend="Take the price away, or write `is_free: false`.",
    source="Developer Portal: App Store information, prices and terms",
    bad=varied(LISTING, "prices:\n", "prices:\n  is_free: true\n"),
    good=LISTING,
)


def check(partner: PartnerRecords, platform: Platform) -> Iterator[Told]:
    """Every listing."""
    for app in partner.apps.values():
        for filed in app.listings.values():
            prices = filed.record.prices
            if prices.is_free:
                for name in ("price_from", "pricing_type"):
                    if getattr(prices, name) is not None:
                        yield CODE.finding(filed.path, "the app is free and has a price", ("prices", name), on_key=True)


RULE = Rule(CODE, partner=check)
