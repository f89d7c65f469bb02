"""Folds names so that look-alikes are equal."""

from __future__ import annotations

import re
import unicodedata

_GAPS = re.compile(r"[\W_]+")


def folded(name: str) -> str:
    """The name without case, width, accents and punctuation: two names that a person takes for one are equal."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    return _GAPS.sub(" ", "".join(char for char in plain if not unicodedata.combining(char))).strip()
