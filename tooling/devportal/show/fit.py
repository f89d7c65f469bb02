"""Cuts a text to what a forge takes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

MOST: Final = 60_000
"""UTF-16 units of a comment's text; GitHub takes 65,536 of them, and a marker goes before it."""

_CUT: Final = "**More does not fit here.** `devportal review` in a clone shows all of it.\n"
_FOLD: Final = "<details>"
_END: Final = "\n\n</details>\n"


def fitted(blocks: Iterable[str], last: str, most: int = MOST) -> str:
    """The blocks and the last one; where they are too long, whole lines are left out and a note says so."""
    room = most - size_of(last) - size_of(_CUT) - size_of(_END) - 4
    kept: list[str] = []
    for block in blocks:
        if size_of(block) + 1 > room:
            return "\n".join([*kept, *_cut(block, room), _CUT, last]).rstrip() + "\n"
        kept.append(block)
        room -= size_of(block) + 1
    return "\n".join([*kept, last]).rstrip() + "\n"


def size_of(text: str) -> int:
    """UTF-16 units; a character beyond the first plane counts twice."""
    return len(text) + sum(char > "\uffff" for char in text)


def _cut(block: str, room: int) -> Iterator[str]:
    lines = []
    for line in block.split("\n"):
        room -= size_of(line) + 1
        if room < 0:
            break
        lines.append(line)
    if len(lines) > 2:
        yield "\n".join(lines) + (_END if block.startswith(_FOLD) else "\n")
