"""A picture that is named is in the folder beside."""

from __future__ import annotations

from collections.abc import Iterator

from ...domain.code import Code
from ...domain.snapshot import PartnerRecords, Platform
from ..suggest import did_you_mean
from .pictures import named_pictures
from .rule import Rule, Told
from .texts import LISTING, varied

CODE = Code(
    id="DP501",
    title="A picture is missing",
    why="The page would show an empty frame.",
    mend="Add the PNG to the folder media/ beside the file, or correct the name (upper and lower case count).",
    source="Developer Portal: App Store information, media",
    bad=varied(LISTING, "file: Sales-by-region.png", "file: Sales-by-region-2.png"),
    good=LISTING,
)


def check(partner: PartnerRecords, platform: Platform) -> Iterator[Told]:
    """Every picture that is named."""
    for named in named_pictures(partner):
        if named.file not in named.media:
            near = did_you_mean(named.file, named.media)
            advice = f"Did you mean {near}?" if near else CODE.mend
            message = f"there is no picture {named.file}"
            yield CODE.finding(named.filed.path, message, (*named.pointer, "file"), advice=advice)


RULE = Rule(CODE, partner=check)
