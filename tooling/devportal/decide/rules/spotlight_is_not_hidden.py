"""An app in the spotlight is shown."""

from __future__ import annotations

from collections.abc import Iterator

from ...domain.code import Code
from ...domain.snapshot import PartnerRecords, Platform
from .rule import Rule, Told
from .texts import APP, varied

CODE = Code(
    id="DP406",
    title="An app is hidden and in the spotlight",
    why="The App Store cannot do both.",
    mend="Take one of the two away.",
    source="Developer Portal: application settings",
    bad=varied(APP, "kind: standard\n", "kind: standard\nhidden: true\nspotlight: true\n"),
    good=varied(APP, "kind: standard\n", "kind: standard\nspotlight: true\n"),
)


def check(partner: PartnerRecords, platform: Platform) -> Iterator[Told]:
    """Each app's settings."""
    for app in partner.apps.values():
        if app.settings and app.settings.record.hidden and app.settings.record.spotlight:
            yield CODE.finding(app.settings.path, "the app is hidden and in the spotlight", ("spotlight",))


RULE = Rule(CODE, partner=check)
