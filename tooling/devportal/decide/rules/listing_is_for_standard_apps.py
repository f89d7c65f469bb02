"""Only standard apps have App Store information."""

from __future__ import annotations

from collections.abc import Iterator

from ...domain.app import AppKind
from ...domain.code import Code, Example
from ...domain.snapshot import PartnerRecords, Platform
from .rule import Rule, Told

_LABEL = "label: Initial\n"

CODE = Code(
    id="DP407",
    title="A custom app has App Store information",
    why="A custom app is made for one customer; the App Store does not list it.",
    mend="Take the file away, or make the app a standard one.",
    source="Developer Portal: App Store information",
    bad=Example("registry/partners/acme/apps/order-desk/listing/initial.yaml", _LABEL),
    good=Example("registry/partners/acme/apps/visual-reports/listing/draft.yaml", "label: Draft\n"),
)


def check(partner: PartnerRecords, platform: Platform) -> Iterator[Told]:
    """Listings and published listings of custom apps."""
    for app in partner.apps.values():
        if app.settings is None or app.settings.record.kind is not AppKind.CUSTOM:
            continue
        for listing in app.listings.values():
            yield CODE.finding(listing.path, f"{app.id} is a custom app; only standard apps are listed")
        if app.published and any(app.published.record.listing.model_dump().values()):
            yield CODE.finding(
                app.published.path,
                f"{app.id} is a custom app; only standard apps are listed",
                ("listing",),
                on_key=True,
            )


RULE = Rule(CODE, partner=check, on_publishing=True)
