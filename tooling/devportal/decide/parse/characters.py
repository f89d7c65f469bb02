"""Characters that a person cannot see or that turn a line around: they hide what a file says."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_EMOJI = "\u2190-\u2bff\u3030\U0001f000-\U0001faff\ufe0f\u200d"
_ASCII: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f]")
_NEVER: Final = (
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200c\u200e\u200f"
    "\u2028-\u202e\u2060-\u206f\u3164\ufe00-\ufe0e\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff"
    "\ud800-\udfff\ufdd0-\ufdef\U000e0000-\U000e0fff"
    + "".join(f"{chr(plane * 0x10000 + 0xFFFE)}{chr(plane * 0x10000 + 0xFFFF)}" for plane in range(1, 17))
)
_SUSPECT: Final = re.compile(f"[{_NEVER}\r\u200d\ufe0f]")
_HIDDEN: Final = re.compile(
    f"[{_NEVER}]|\r(?!\n)|(?<![{_EMOJI}])\u200d|\u200d(?![{_EMOJI}])|(?<![{_EMOJI}#*0-9\u00a9\u00ae])\ufe0f"
)
"""Zero-width joiners and the emoji selector are let through beside emoji only."""


def hidden_at(text: str) -> int:
    """The position of the first hidden character; -1 when there is none."""
    if (_ASCII if text.isascii() else _SUSPECT).search(text) is None:
        return -1
    found = _HIDDEN.search(text)
    return found.start() if found else -1


def name_of(character: str) -> str:
    """What Unicode calls a character that cannot be shown: ``U+202E RIGHT-TO-LEFT OVERRIDE``."""
    name = unicodedata.name(character, "control character")
    return f"U+{ord(character):04X} {name}"


def denormalised_at(text: str) -> int:
    """The position of the first difference from NFC; -1 when there is none."""
    if unicodedata.is_normalized("NFC", text):
        return -1
    composed = unicodedata.normalize("NFC", text)
    return next((at for at, (one, other) in enumerate(zip(text, composed, strict=False)) if one != other), 0)


def line_and_column(text: str, position: int) -> tuple[int, int]:
    """Where a position is, counted from 1, columns in code points."""
    line = text.count("\n", 0, position) + 1
    return line, position - (text.rfind("\n", 0, position) + 1) + 1
