"""What is published is there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ...domain.code import Code
from ...domain.environment import Environment
from ...domain.finding import Finding
from ...domain.layout import Kind, path_of
from ...domain.snapshot import Filed, PartnerRecords, Platform
from ..suggest import did_you_mean
from .rule import Rule, Told
from .texts import PUBLISHED, varied

CODE = Code(
    id="DP601",
    title="A published version does not exist",
    why="published.yaml names versions by their file name, without the ending.",
    mend="Correct the name, or add the version first.",
    source="Developer Portal: publishing",
    bad=varied(PUBLISHED, "production: initial\nlisting", "production: initail\nlisting"),
    good=PUBLISHED,
)


def check(partner: PartnerRecords, platform: Platform) -> Iterator[Told]:
    """Each version that is named; one that is there and broken is not missing."""
    if partner.published:
        yield from _of(partner, partner.published, "profile", Kind.PROFILE, partner.profiles)
    for app in partner.apps.values():
        if app.published:
            for name, kind, versions in (
                ("configuration", Kind.CONFIGURATION, app.configurations),
                ("listing", Kind.LISTING, app.listings),
            ):
                yield from _of(partner, app.published, name, kind, versions, app.id)


def _of(
    partner: PartnerRecords, published: Filed[Any], name: str, kind: Kind, versions: Any, app: str = ""
) -> Iterator[Finding]:
    for environment in Environment:
        version = getattr(published.record, name).in_environment(environment)
        if version is None or path_of(kind, partner=partner.id, app=app, version=version) in partner.paths:
            continue
        near = did_you_mean(version, versions)
        known = ", ".join(versions) or "none yet"
        advice = f"Did you mean {near}?" if near else f"Versions that exist: {known}."
        message = f"there is no {name} {version}"
        yield CODE.finding(published.path, message, (name, environment.value), advice=advice)


RULE = Rule(CODE, partner=check, on_publishing=True)
