"""A version that is published lacks nothing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ...domain.code import Code
from ...domain.release import Published
from ...domain.snapshot import Filed, PartnerRecords, Platform
from ..gaps import gaps
from .rule import Rule, Told
from .texts import LISTING, varied

CODE = Code(
    id="DP507",
    title="A published version has gaps",
    why="A draft may have gaps; what customers see may not: every field but What's new is needed.",
    mend="Fill the field in, or take the version out of published.yaml.",
    source="Developer Portal: App Store information, request to publish",
    bad=varied(LISTING, "  header: See your sales before your coffee gets cold.\n", ""),
    good=LISTING,
)


def check(partner: PartnerRecords, platform: Platform) -> Iterator[Told]:
    """Listings and profiles that are live anywhere."""
    if partner.published:
        yield from _of(partner.published.record.profile, partner.profiles)
    for app in partner.apps.values():
        if app.published:
            yield from _of(app.published.record.listing, app.listings)


def _of(published: Published, versions: Any) -> Iterator[Told]:
    for version, filed in versions.items():
        where = published.environments_of(version)
        if where:
            yield from _gaps(filed, " and ".join(environment.shown for environment in where))


def _gaps(filed: Filed[Any], where: str) -> Iterator[Told]:
    for gap in gaps(filed.record):
        message = f"the version is published in {where}, and {gap.title} {gap.what}"
        yield CODE.finding(filed.path, message, gap.pointer, on_key=True)


RULE = Rule(CODE, partner=check, on_publishing=True)
