"""The alternative text says what a picture shows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ...domain.code import Code
from ...domain.snapshot import PartnerRecords, Platform
from .folding import folded
from .pictures import named_pictures
from .rule import Rule, Told
from .texts import LISTING, varied

CODE = Code(
    id="DP511",
    title="An alt text says nothing",
    why="Who cannot see the picture hears the alt text instead.",
    mend="Say in some words what the picture shows.",
    source="WCAG 2.2, success criterion 1.1.1",
    bad=varied(LISTING, "alt: A chart with a bar for each region", "alt: Sales-by-region.png"),
    good=LISTING,
)

_EMPTY_WORDS: Final = frozenset(
    {"image", "picture", "icon", "logo", "screenshot", "photo", "alt", "alt text", "todo", "tbd", "app icon"}
)


def check(partner: PartnerRecords, platform: Platform) -> Iterator[Told]:
    """Every picture that is named."""
    for named in named_pictures(partner):
        said = folded(named.alt).rstrip("0123456789 ")
        if said in _EMPTY_WORDS or folded(named.alt) == folded(named.file) or not said:
            yield CODE.finding(named.filed.path, f"{named.alt} does not say what is seen", (*named.pointer, "alt"))


RULE = Rule(CODE, partner=check)
