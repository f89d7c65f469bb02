"""Icons and marks: a motif on a ground."""

from __future__ import annotations

import random
from typing import Final

from PIL import Image, ImageDraw

from . import motifs_office, motifs_signs, motifs_things
from .brush import FINE, SIDE, Brush
from .palette import Palette, between

_MOTIFS: Final = {**motifs_office.MOTIFS, **motifs_things.MOTIFS, **motifs_signs.MOTIFS}
_CANVAS: Final = SIDE * FINE
_BANDS: Final = 12
"""A gradient of few tones keeps the file small."""


def icon(motif: str, palette: Palette, chance: random.Random) -> Image.Image:
    """A square of 488 pixels; ``motif`` is one of the names in the motifs' modules."""
    image = Image.new("RGB", (_CANVAS, _CANVAS), palette.dark)
    draw = ImageDraw.Draw(image)
    chance.choice((_falling, _rising, _plain))(draw, palette)
    _MOTIFS[motif](Brush(draw, palette, chance))
    return image.resize((SIDE, SIDE), Image.Resampling.LANCZOS)


def _falling(draw: ImageDraw.ImageDraw, palette: Palette) -> None:
    deep = between(palette.dark, palette.middle, 0.55)
    for band in range(_BANDS):
        top = band * _CANVAS // _BANDS
        draw.rectangle((0, top, _CANVAS, _CANVAS), between(palette.dark, deep, band / _BANDS))


def _rising(draw: ImageDraw.ImageDraw, palette: Palette) -> None:
    """Circles around the upper left corner."""
    deep = between(palette.dark, palette.middle, 0.6)
    for band in range(_BANDS):
        reach = _CANVAS * 1.45 * (1 - band / _BANDS)
        draw.ellipse((-reach, -reach, reach, reach), between(palette.dark, deep, band / _BANDS))


def _plain(draw: ImageDraw.ImageDraw, palette: Palette) -> None:
    """A large disc behind the motif."""
    edge = _CANVAS * 0.06
    draw.ellipse((edge, edge, _CANVAS - edge, _CANVAS - edge), between(palette.dark, palette.middle, 0.3))
