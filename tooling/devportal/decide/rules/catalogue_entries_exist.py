"""What a setting takes from a catalogue is in the catalogue."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ...domain.code import Code
from ...domain.constraint import InCatalogue
from ...domain.finding import Finding
from ...domain.record import Record
from ...domain.snapshot import Filed, PartnerRecords, Platform
from ..suggest import did_you_mean
from ..walk import marked
from .every import records_of
from .rule import Rule, Told
from .texts import LISTING, varied

CODE = Code(
    id="DP210",
    title="An entry is not in the catalogue",
    why="Categories, languages, agents and the like come from SuperOffice's catalogues: everybody means the same.",
    mend="Take one of the entries that the catalogue under registry/platform/ has.",
    source="Developer Portal: App Store information, configuration",
    bad=varied(LISTING, "languages: [english, norwegian]", "languages: [english, norsk]"),
    good=LISTING,
)


def _unknown(filed: Filed[Record], platform: Platform) -> Iterator[Finding]:
    for pointer, value, mark, on_key in marked(filed.record, InCatalogue):
        known = _known(mark.catalogue, platform)
        if known is not None and value not in known:
            near = did_you_mean(value, known)
            advice = f"Did you mean {near}?" if near else f"There are: {', '.join(sorted(known))}."
            yield CODE.finding(
                filed.path, f"{value} is not one of the {mark.catalogue}", pointer, advice=advice, on_key=on_key
            )


def _known(catalogue: str, platform: Platform) -> Iterable[str] | None:
    """Nothing while the catalogue itself is missing or broken: that is told of once, there."""
    if catalogue == "templates":
        return platform.templates if platform.templates_filed else None
    return platform.catalogues.get(catalogue)


def check(partner: PartnerRecords, platform: Platform) -> Iterator[Told]:
    """Every reference of the partner's records."""
    for filed in records_of(partner):
        yield from _unknown(filed, platform)


def check_platform(platform: Platform) -> Iterator[Told]:
    """Every reference of the templates."""
    if platform.templates_filed:
        yield from _unknown(platform.templates_filed, platform)


RULE = Rule(CODE, partner=check, platform=check_platform)
