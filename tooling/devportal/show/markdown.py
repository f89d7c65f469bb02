"""Texts of models and codes as Markdown source."""

from __future__ import annotations

import re
from typing import Final

_SIGNS: Final = re.compile(r"[\\*_<>|~\[\]#]")


def as_markdown(text: str) -> str:
    """The text so that a reader sees it as it is; what stands between backticks becomes code."""
    parts = text.split("`")
    if len(parts) % 2 == 0:
        return _escaped(text.replace("`", "'"))
    return "`".join(part if place % 2 else _escaped(part) for place, part in enumerate(parts))


def _escaped(text: str) -> str:
    return _SIGNS.sub(lambda found: "&lt;" if found[0] == "<" else f"\\{found[0]}", text)
