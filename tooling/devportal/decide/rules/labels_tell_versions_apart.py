"""No two versions of one thing have the same label."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from ...domain.code import Code, Example
from ...domain.snapshot import Filed, PartnerRecords, Platform
from .folding import folded
from .rule import Rule, Told

_SUMMER = "registry/partners/birch/apps/pocket-maps/configuration/summer.yaml"

CODE = Code(
    id="DP608",
    title="Two versions have the same label",
    why="Everywhere in the portal a version is shown by its label.",
    mend="Give the version a label of its own.",
    source="Developer Portal: versions",
    bad=Example(_SUMMER, "label: initial\n"),
    good=Example(_SUMMER, "label: Summer\n"),
)


def check(partner: PartnerRecords, platform: Platform) -> Iterator[Told]:
    """Profiles, configurations, listings: each for itself."""
    yield from _of(partner.profiles.values())
    for app in partner.apps.values():
        yield from _of(app.configurations.values())
        yield from _of(app.listings.values())


def _of(versions: Iterable[Filed[Any]]) -> Iterator[Told]:
    seen: dict[str, str] = {}
    for filed in sorted(versions, key=lambda one: (one.location.version != "initial", one.path)):
        other = seen.setdefault(folded(filed.record.label), filed.location.version)
        if other != filed.location.version:
            yield CODE.finding(filed.path, f"{filed.record.label} is the label of the version {other}", ("label",))


RULE = Rule(CODE, partner=check)
