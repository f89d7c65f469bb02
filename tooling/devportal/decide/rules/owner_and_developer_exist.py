"""The partners that own or develop an app are partners of the registry, and others than the app's own."""

from __future__ import annotations

from collections.abc import Iterator

from ...domain.code import Code
from ...domain.facts import Need
from ...domain.snapshot import PartnerRecords, Platform
from .rule import Rule, Told
from .texts import APP, varied

CODE = Code(
    id="DP403",
    title="The owner or developer of an app is not another partner",
    why="A partner may own an app that another develops; both are partners of the registry.",
    mend="Name the other partner by its SEO-friendly name, or take the line away.",
    source="Developer Portal: application settings",
    bad=varied(APP, "kind: standard\n", "kind: standard\ndeveloped_by: birk\n"),
    good=varied(APP, "kind: standard\n", "kind: standard\ndeveloped_by: birch\n"),
)


def check(partner: PartnerRecords, platform: Platform) -> Iterator[Told]:
    """Both settings of each app."""
    for app in partner.apps.values():
        for name in ("developed_by", "owned_by"):
            other = getattr(app.settings.record, name) if app.settings else None
            if app.settings is None or other is None:
                continue
            if other == partner.id:
                yield CODE.finding(app.settings.path, f"{name} names {partner.id} itself", (name,))
            else:
                yield Need(CODE.id, "partner", other, app.settings.path, (name,))


RULE = Rule(CODE, partner=check)
