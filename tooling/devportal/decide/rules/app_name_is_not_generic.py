"""A generic app name says whose app it is, or for what."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ...domain.code import Code
from ...domain.finding import Severity
from ...domain.snapshot import PartnerRecords, Platform
from .folding import folded
from .rule import Rule, Told
from .texts import APP, varied

CODE = Code(
    id="DP402",
    title="An app name is generic",
    why="Many apps could be called that; a customer cannot tell yours from them.",
    mend='Begin the name with your company\'s, or end it in "for SuperOffice".',
    source="Developer Portal: application settings",
    severity=Severity.WARNING,
    bad=varied(APP, "name: Acme Visual Reports", "name: Visual Reports"),
    good=APP,
)

_GENERIC: Final = frozenset(
    "accounting agent analytics and app assistant backup bi bot calendar call calls campaign campaigns card cards "
    "center chat cloud connect connector contact contacts crm customer customers dashboard dashboards data desk "
    "document documents easy email emails erp export file files finance form forms helper import integration "
    "integrations invoice invoices lead leads link mail manager map maps marketing meeting meetings messages "
    "mobile news newsletter note notes office order orders phone planner plus portal pro project projects quote "
    "quotes report reporting reports sales scheduler search service sign signature signatures signing simple "
    "smart sms store suite support survey surveys sync task tasks telephony tool tools tracker visual web".split()
)


def check(partner: PartnerRecords, platform: Platform) -> Iterator[Told]:
    """A name is generic when each of its words could stand in anybody's."""
    company = folded(partner.settings.record.name) if partner.settings else partner.id
    for app in partner.apps.values():
        if app.settings is None:
            continue
        name = folded(app.settings.record.name)
        if all(word in _GENERIC for word in name.split()) and not name.startswith(company):
            yield CODE.finding(app.settings.path, f"{app.settings.record.name} is a generic name", ("name",))


RULE = Rule(CODE, partner=check)
