"""Words of a text as the store's search knows them. ``store-engine.js`` does the same to what a reader types."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import Final

import regex

_WORD: Final = regex.compile(r"[\p{L}\p{N}]+")
_MARKS: Final = regex.compile(r"\p{M}+")
_LETTERS: Final = str.maketrans({"æ": "ae", "ø": "o", "ß": "ss", "đ": "d", "ð": "d", "ł": "l", "þ": "th", "œ": "oe"})
_LONGEST: Final = 30


def words(text: str) -> Iterator[str]:
    """Lower case, without accents and plural endings."""
    folded = _MARKS.sub("", unicodedata.normalize("NFKD", text.lower())).translate(_LETTERS)
    return (_stem(found[:_LONGEST]) for found in _WORD.findall(folded))


def _stem(word: str) -> str:
    """English plurals, and no more: a longer word is found by its beginning anyway."""
    if len(word) > 4 and word.endswith("ies"):
        return f"{word[:-3]}y"
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word
