"""Screenshots of apps that do not exist."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from typing import Final

from PIL import Image

from . import pages_figures, pages_places, pages_work
from .palette import Palette
from .sheet import Sheet, frame

_PAGES: Final[dict[str, Callable[[Sheet], None]]] = {
    "overview": pages_figures.overview,
    "forecast": pages_figures.forecast,
    "details": pages_figures.details,
    "settings": pages_figures.settings,
    "calendar": pages_work.calendar,
    "board": pages_work.board,
    "inbox": pages_work.inbox,
    "call": pages_work.call,
    "document": pages_work.document,
    "newsletter": pages_work.newsletter,
    "map": pages_places.territory,
    "flow": pages_places.flow,
    "telephones": pages_places.telephones,
}


def screenshot(page: str, words: Sequence[str], palette: Palette, chance: random.Random) -> Image.Image:
    """A page of 1920 x 1080 pixels; ``words`` are the app's name, the page's title and the menu's entries."""
    app, title, *menu = words
    sheet = Sheet(palette, chance)
    frame(sheet, app, title, menu)
    _PAGES[page](sheet)
    return sheet.image
