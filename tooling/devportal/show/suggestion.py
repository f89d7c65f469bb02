"""A mend that its author can take with one click: GitHub's ``suggestion`` block at the line that it replaces."""

from __future__ import annotations

import re
from typing import Final

from ..domain.finding import Finding

_WORD: Final = re.compile(r"[A-Za-z0-9_-]+")
_FENCE: Final = re.compile(r"`{3,}")
_LONGEST: Final = 500


def as_suggestion(finding: Finding, line: str) -> str:
    """The comment for the line as it stands in the file; empty where a click would not surely mend it.

    The line is the request's own text and stands in a code block, whose fence is longer than any in the line.
    """
    mended = _mended(finding, line)
    if not mended:
        return ""
    fence = "`" * max((len(one[0]) + 1 for one in _FENCE.finditer(mended)), default=3)
    return f"{finding.code}: take this with one click.\n\n{fence}suggestion\n{mended}\n{fence}\n"


def _mended(finding: Finding, line: str) -> str:
    """The line with the marked word replaced."""
    if not finding.fix or not line.isprintable() or len(line) > _LONGEST or finding.column < 1:
        return ""
    word = _WORD.match(line, finding.column - 1)
    if not word or not _WORD.fullmatch(finding.fix):
        return ""
    if finding.on_key and finding.pointer and word[0] != finding.pointer[-1]:
        return ""
    return line[: word.start()] + finding.fix + line[word.end() :]
