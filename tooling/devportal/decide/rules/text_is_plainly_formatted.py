"""Formatted text has bold, italic, lists and links; nothing else."""

from __future__ import annotations

from collections.abc import Iterator

from ...domain.code import Code
from ...domain.constraint import Formatted
from ...domain.snapshot import PartnerRecords, Platform
from ..formatted import problems
from ..walk import marked
from .every import records_of
from .rule import Rule, Told
from .texts import LISTING, varied

CODE = Code(
    id="DP508",
    title="Formatting that the App Store does not show",
    why="Texts may have bold, italic, ordered and unordered lists, and links (https, mailto, tel), so that every page "
    "looks right and nothing in it runs.",
    mend="Take the formatting away; a backslash before a sign makes it plain.",
    source="Developer Portal: App Store information, formatted text",
    bad=varied(LISTING, "Reports that **draw themselves**:", "Reports that <b>draw themselves</b>:"),
    good=LISTING,
)


def check(partner: PartnerRecords, platform: Platform) -> Iterator[Told]:
    """Every formatted text of the partner."""
    for filed in records_of(partner):
        for pointer, value, *_ in marked(filed.record, Formatted):
            for problem in problems(value):
                message = f"line {problem.line} of the text holds {problem.what}"
                yield CODE.finding(filed.path, message, pointer)


RULE = Rule(CODE, partner=check)
