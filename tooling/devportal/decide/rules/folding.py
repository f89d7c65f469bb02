"""Folds names so that look-alikes are equal."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_GAPS = re.compile(r"[\W_]+")


@lru_cache(maxsize=4_096)
def folded(name: str) -> str:
    """The name without case, width, accents and punctuation: two names that a person takes for one are equal."""
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", name).casefold())
    return _GAPS.sub(" ", "".join(char for char in plain if not unicodedata.combining(char))).strip()
