"""What a plain scalar stands for: true, false, nothing, a whole number, or the text that was typed."""

from __future__ import annotations

import re
from typing import Final

from . import limits

_NUMBER: Final = re.compile(r"-?[1-9][0-9]*|0", re.ASCII)
_WORDS: Final[dict[str, bool | None]] = {"true": True, "false": False, "null": None, "": None}


def is_huge(text: str) -> bool:
    """Whether it is a whole number that some readers would round."""
    return len(text) > limits.DIGITS and _NUMBER.fullmatch(text) is not None and len(text.lstrip("-")) > limits.DIGITS


def resolved(text: str) -> str | int | bool | None:
    """The value of a plain scalar. YAML 1.1 would read ``no``, ``12:30`` or ``1.10`` otherwise; here they stay text."""
    if text in _WORDS:
        return _WORDS[text]
    if len(text) <= limits.DIGITS + 1 and _NUMBER.fullmatch(text):
        return int(text)
    return text
