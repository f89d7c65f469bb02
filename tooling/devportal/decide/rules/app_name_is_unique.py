"""No two apps have the same name."""

from __future__ import annotations

from collections.abc import Iterator

from ...domain.code import Code
from ...domain.facts import Claim
from ...domain.snapshot import PartnerRecords, Platform
from .folding import folded
from .rule import Rule, Told
from .texts import APP, varied

CODE = Code(
    id="DP401",
    title="Two apps have the same name",
    why="Customers look an app up by its name in the App Store and in the list of consents.",
    mend="Choose a name that no other app has; your company's name in front makes it unique.",
    source="Developer Portal: application settings",
    bad=varied(APP, "name: Acme Visual Reports", "name: Pocket maps for SuperOffice"),
    good=APP,
)


def check(partner: PartnerRecords, platform: Platform) -> Iterator[Told]:
    """Each app claims its name."""
    for app in partner.apps.values():
        if app.settings:
            name = app.settings.record.name
            yield Claim(CODE.id, "app-name", folded(name), f"the name {name}", app.settings.path, ("name",))


RULE = Rule(CODE, partner=check)
