"""Icons and logos are squares of 488 pixels."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ...domain.code import Code
from ...domain.snapshot import PartnerRecords, Platform
from .pictures import named_pictures
from .rule import Rule, Told
from .texts import LISTING, varied

CODE = Code(
    id="DP503",
    title="An icon or a logo has the wrong size",
    why="The App Store shows them at 488 x 488; others would be blurred or cut.",
    mend="Save the picture at exactly 488 x 488 pixels.",
    source="Developer Portal: App Store information, media",
    bad=varied(LISTING, "file: icon.png", "file: Sales-by-region.png"),
    good=LISTING,
)

_SIDE: Final = 488


def check(partner: PartnerRecords, platform: Platform) -> Iterator[Told]:
    """Every icon and logo that is a sound picture."""
    for named in named_pictures(partner):
        facts = named.media.get(named.file)
        if named.is_screenshot or facts is None or not facts.ok:
            continue
        if (facts.width, facts.height) != (_SIDE, _SIDE):
            message = f"{named.file} has {facts.width} x {facts.height} pixels; {_SIDE} x {_SIDE} are needed"
            yield CODE.finding(named.filed.path, message, (*named.pointer, "file"))


RULE = Rule(CODE, partner=check)
