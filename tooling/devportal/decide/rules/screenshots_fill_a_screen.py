"""Screenshots are 16:9, large enough, and nothing shines through them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ...domain.code import Code
from ...domain.image import ImageFacts
from ...domain.snapshot import PartnerRecords, Platform
from .pictures import named_pictures
from .rule import Rule, Told
from .texts import LISTING, varied

CODE = Code(
    id="DP504",
    title="A screenshot has the wrong size, shape or transparency",
    why="Screenshots fill the width of the page, on large screens, too, in light and dark.",
    mend="Save it as 16:9, between 1920 x 1080 and 3840 x 2160 pixels, without transparency.",
    source="Developer Portal: App Store information, media",
    bad=varied(LISTING, "file: Sales-by-region.png", "file: icon.png"),
    good=LISTING,
)

_LEAST: Final = (1_920, 1_080)
_MOST: Final = (3_840, 2_160)


def _problems(facts: ImageFacts) -> Iterator[str]:
    width, height = facts.width, facts.height
    if width * 9 != height * 16:
        yield f"has {width} x {height} pixels, which is not 16:9"
    elif width < _LEAST[0]:
        yield f"has {width} x {height} pixels; {_LEAST[0]} x {_LEAST[1]} are the least"
    elif width > _MOST[0]:
        yield f"has {width} x {height} pixels; {_MOST[0]} x {_MOST[1]} are the most"
    if facts.transparent:
        yield "is partly transparent"


def check(partner: PartnerRecords, platform: Platform) -> Iterator[Told]:
    """Every screenshot that is a sound picture."""
    for named in named_pictures(partner):
        facts = named.media.get(named.file)
        if named.is_screenshot and facts and facts.ok:
            for problem in _problems(facts):
                yield CODE.finding(named.filed.path, f"{named.file} {problem}", (*named.pointer, "file"))


RULE = Rule(CODE, partner=check)
