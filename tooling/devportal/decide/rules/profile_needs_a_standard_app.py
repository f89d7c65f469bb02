"""A partner has App Store information once it has a standard app."""

from __future__ import annotations

from collections.abc import Iterator

from ...domain.app import AppKind
from ...domain.code import Code, Example
from ...domain.snapshot import PartnerRecords, Platform
from .rule import Rule, Told
from .texts import APP, PROFILE, varied

CODE = Code(
    id="DP312",
    title="A profile without a standard app",
    why="The App Store shows a partner for its standard apps; without one there is nothing to show.",
    mend="Add a standard app first, or take the profile away.",
    source="Developer Portal: partner App Store information",
    bad=varied(APP, "kind: standard", "kind: custom"),
    good=Example(PROFILE.path, PROFILE.text),
)


def check(partner: PartnerRecords, platform: Platform) -> Iterator[Told]:
    """Nothing is said while an app's settings cannot be read."""
    if any(app.settings is None for app in partner.apps.values()):
        return
    if not any(app.settings and app.settings.record.kind is AppKind.STANDARD for app in partner.apps.values()):
        for profile in partner.profiles.values():
            yield CODE.finding(profile.path, f"{partner.id} has no standard app")


RULE = Rule(CODE, partner=check)
