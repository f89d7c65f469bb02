"""Writes a text so that our reader reads the same text back."""

from __future__ import annotations

import re
from typing import Final

from .scalar import resolved

_PLAIN: Final = re.compile(r"[^\W_][^\n\r\t:#]*(:(?=\S)[^\n\r\t:#]*)*|[+/^][^\s:#]*(:(?=\S)[^\s:#]*)*")
_SHORT: Final = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t"}
_FLOW: Final = re.compile(r"[\[\]{},]")


def quote_if_needed(text: str) -> str:
    """The text as it is where that is safe; else in double quotes."""
    plain = _PLAIN.fullmatch(text) is not None and text == text.strip() and not _FLOW.search(text)
    if plain and text.isprintable() and isinstance(resolved(text), str) and not text[:1].isdigit():
        return text
    return f'"{"".join(map(_escaped, text))}"'


def _escaped(character: str) -> str:
    if character in _SHORT:
        return _SHORT[character]
    if character.isprintable():
        return character
    point = ord(character)
    return f"\\x{point:02x}" if point < 0x100 else f"\\u{point:04x}" if point < 0x10000 else f"\\U{point:08x}"
