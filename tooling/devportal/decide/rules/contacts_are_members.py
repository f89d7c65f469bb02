"""A contact of a partner or of an app is one of the partner's users."""

from __future__ import annotations

from collections.abc import Iterator

from ...domain.code import Code
from ...domain.finding import Pointer
from ...domain.snapshot import PartnerRecords, Platform
from .rule import Rule, Told
from .texts import PARTNER, varied

CODE = Code(
    id="DP310",
    title="A contact is not a user of the partner",
    why="Mail about failures, uninstalls and support goes to the contacts; only the partner's own users may be one.",
    mend="Name a person who stands in the partner's members.yaml, or add the person there first.",
    source="Developer Portal: partner settings",
    bad=varied(PARTNER, "technical_contact: ola-berg", "technical_contact: eva-lind"),
    good=PARTNER,
)


def contacts(partner: PartnerRecords) -> Iterator[tuple[str, Pointer, str]]:
    """Each contact: the file and the place that names them, and the person."""
    if partner.settings:
        for name in ("administrative_contact", "technical_contact"):
            yield partner.settings.path, (name,), getattr(partner.settings.record, name)
    for app in partner.apps.values():
        if app.settings:
            yield app.settings.path, ("technical_contact",), app.settings.record.technical_contact


def check(partner: PartnerRecords, platform: Platform) -> Iterator[Told]:
    """Each contact is looked up among the members; nothing is said while the members themselves cannot be read."""
    if partner.members is None:
        return
    members = partner.members.record.members
    for path, pointer, person in contacts(partner):
        if person not in members:
            yield CODE.finding(path, f"{person} is not a user of {partner.id}", pointer)


RULE = Rule(CODE, partner=check)
