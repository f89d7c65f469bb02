"""SEO-friendly names."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_PLAIN: Final = str.maketrans(
    {"ø": "o", "Ø": "O", "å": "a", "æ": "ae", "Æ": "Ae", "ß": "ss", "ð": "d", "þ": "th", "ł": "l"}
)


def slug_of(name: str) -> str:
    """The SEO-friendly form of a name: ``Köln & Søn`` gives ``koln-son``; empty when nothing is left."""
    plain = unicodedata.normalize("NFKD", name.translate(_PLAIN)).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")[:63].strip("-")
