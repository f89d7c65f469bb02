"""Writes a text so that our reader reads the same text back."""

from __future__ import annotations

import json
import re
from typing import Final

from .scalar import resolved

_PLAIN: Final = re.compile(r"[^\W_][^\n\r\t:#]*(:(?=\S)[^\n\r\t:#]*)*|[+/^][^\s:#]*(:(?=\S)[^\s:#]*)*")
_FLOW: Final = re.compile(r"[\[\]{},]")


def quote_if_needed(text: str) -> str:
    """The text as it is where that is safe; else in double quotes."""
    plain = _PLAIN.fullmatch(text) is not None and text == text.strip() and not _FLOW.search(text)
    if plain and text.isprintable() and isinstance(resolved(text), str) and not text[:1].isdigit():
        return text
    return json.dumps(text, ensure_ascii=not text.isprintable())
