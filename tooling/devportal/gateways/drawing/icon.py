"""Icons: one motif for each category of the App Store, and a mark for companies."""

from __future__ import annotations

import math
import random
from collections.abc import Callable
from typing import Final

from PIL import Image, ImageDraw

from .palette import Palette, between

_SIDE: Final = 488
_FINE: Final = 2
"""Drawn larger and made smaller, so that edges are smooth."""
_CANVAS: Final = _SIDE * _FINE


def icon(motif: str, palette: Palette, chance: random.Random) -> Image.Image:
    """A square of 488 pixels."""
    image = Image.new("RGB", (_CANVAS, _CANVAS))
    draw = ImageDraw.Draw(image)
    for row in range(_CANVAS):
        draw.line((0, row, _CANVAS, row), between(palette.dark, palette.middle, row // 60 * 60 / _CANVAS))
    _MOTIFS.get(motif, _mark)(_Brush(draw, palette, chance))
    return image.resize((_SIDE, _SIDE), Image.Resampling.LANCZOS)


class _Brush:
    """Draws in a square of 100 x 100 units."""

    def __init__(self, draw: ImageDraw.ImageDraw, palette: Palette, chance: random.Random) -> None:
        self._draw, self.palette, self.chance = draw, palette, chance

    def box(self, left: float, top: float, right: float, bottom: float, fill: object, radius: float = 2.5) -> None:
        """A rectangle with round corners."""
        corners = (_u(left), _u(top), _u(right), _u(bottom))
        self._draw.rounded_rectangle(corners, _u(radius), fill)  # type: ignore[arg-type]

    def disc(self, x: float, y: float, radius: float, fill: object) -> None:
        """A filled circle."""
        self._draw.ellipse((_u(x - radius), _u(y - radius), _u(x + radius), _u(y + radius)), fill)  # type: ignore[arg-type]

    def line(self, *points: float, fill: object, width: float = 5) -> None:
        """A line with round ends."""
        pairs = [(_u(points[i]), _u(points[i + 1])) for i in range(0, len(points), 2)]
        self._draw.line(pairs, fill, int(_u(width)), joint="curve")  # type: ignore[arg-type]
        for x, y in (pairs[0], pairs[-1]):
            half = _u(width) / 2
            self._draw.ellipse((x - half, y - half, x + half, y + half), fill)  # type: ignore[arg-type]

    def shape(self, *points: float, fill: object) -> None:
        """A polygon."""
        pairs = [(_u(points[i]), _u(points[i + 1])) for i in range(0, len(points), 2)]
        self._draw.polygon(pairs, fill)  # type: ignore[arg-type]

    def arc(self, x: float, y: float, radius: float, start: float, end: float, fill: object, width: float = 5) -> None:
        """A part of a circle; degrees clockwise from three o'clock."""
        box = (_u(x - radius), _u(y - radius), _u(x + radius), _u(y + radius))
        self._draw.arc(box, start, end, fill, int(_u(width)))  # type: ignore[arg-type]


def _u(units: float) -> float:
    return units * _CANVAS / 100


def _bars(brush: _Brush) -> None:
    heights = sorted(brush.chance.sample(range(18, 56), 4))
    if brush.chance.random() < 0.4:
        heights[1], heights[2] = heights[2], heights[1]
    for place, height in enumerate(heights):
        fill = brush.palette.accent if place == 3 else brush.palette.light
        left = 20 + place * 16
        brush.box(left, 78 - height, left + 11, 78, fill)


def _pen(brush: _Brush) -> None:
    brush.shape(62, 20, 78, 36, 44, 70, 28, 54, fill=brush.palette.light)
    brush.shape(28, 54, 44, 70, 22, 76, fill=brush.palette.accent)
    brush.line(22, 84, 40, 80, 56, 86, 78, 80, fill=brush.palette.accent, width=4)


def _bubbles(brush: _Brush) -> None:
    brush.arc(50, 52, 27, 180, 360, brush.palette.light, 7)
    for x in (21, 65):
        brush.box(x, 48, x + 14, 74, brush.palette.accent if x == 65 else brush.palette.light, 6)
    brush.line(72, 72, 66, 82, 54, 84, fill=brush.palette.light, width=4)
    brush.disc(52, 84, 4, brush.palette.accent)


def _envelope(brush: _Brush) -> None:
    brush.box(18, 28, 82, 74, brush.palette.light, 5)
    brush.line(22, 34, 50, 56, 78, 34, fill=brush.palette.dark, width=4.5)
    brush.disc(78, 30, 10, brush.palette.accent)


def _megaphone(brush: _Brush) -> None:
    brush.shape(24, 42, 66, 22, 66, 74, 24, 56, fill=brush.palette.light)
    brush.box(17, 40, 30, 58, brush.palette.accent, 5)
    brush.shape(34, 59, 46, 64, 50, 82, 39, 82, fill=brush.palette.light)
    for radius in (12, 20):
        brush.arc(68, 48, radius, 310, 410, brush.palette.accent, 4)


def _pieces(brush: _Brush) -> None:
    brush.box(20, 20, 48, 48, brush.palette.light, 5)
    brush.box(52, 52, 80, 80, brush.palette.light, 5)
    brush.box(52, 20, 80, 48, brush.palette.accent, 14)
    brush.box(20, 52, 48, 80, brush.palette.middle, 5)
    brush.line(34, 48, 34, 54, fill=brush.palette.light, width=7)
    brush.line(46, 66, 54, 66, fill=brush.palette.light, width=7)


def _target(brush: _Brush) -> None:
    brush.disc(46, 46, 24, brush.palette.light)
    brush.disc(46, 46, 16, brush.palette.middle)
    brush.disc(46, 46, 8, brush.palette.accent)
    brush.line(64, 64, 80, 80, fill=brush.palette.light, width=9)


def _tick(brush: _Brush) -> None:
    for row, share in ((26, 1.0), (46, 0.75), (66, 0.9)):
        done = row < 60
        brush.box(20, row, 32, row + 12, brush.palette.accent if done else brush.palette.middle, 3)
        brush.box(40, row + 2.5, 40 + 40 * share, row + 9.5, brush.palette.light, 3.5)
        if done:
            brush.line(22.5, row + 6, 25.5, row + 9, 30, row + 3, fill=brush.palette.dark, width=2)


def _gears(brush: _Brush) -> None:
    for x, y, radius, fill in ((41, 44, 19, brush.palette.light), (67, 66, 13, brush.palette.accent)):
        for tooth in range(8):
            angle = math.radians(tooth * 45 + (22 if radius < 15 else 0))
            brush.disc(x + math.cos(angle) * radius, y + math.sin(angle) * radius, radius * 0.26, fill)
        brush.disc(x, y, radius * 0.95, fill)
        brush.disc(x, y, radius * 0.4, brush.palette.dark)


def _price_tag(brush: _Brush) -> None:
    brush.box(26, 18, 70, 82, brush.palette.light, 5)
    for row, width in ((30, 32), (40, 24), (50, 28)):
        brush.box(32, row, 32 + width, row + 4.5, brush.palette.middle, 2)
    brush.disc(68, 70, 15, brush.palette.accent)
    brush.line(61, 70, 66, 75, 75, 65, fill=brush.palette.dark, width=3.5)


def _mark(brush: _Brush) -> None:
    """A company's mark: rings, leaves or peaks."""
    style = brush.chance.randrange(3)
    if style == 0:
        for radius, fill in ((30, brush.palette.light), (22, brush.palette.dark), (14, brush.palette.accent)):
            brush.disc(50, 50, radius, fill)
        brush.box(50, 47, 82, 53, brush.palette.light, 3)
    elif style == 1:
        brush.shape(18, 74, 42, 30, 58, 74, fill=brush.palette.light)
        brush.shape(44, 74, 64, 40, 82, 74, fill=brush.palette.accent)
        brush.disc(66, 28, 7, brush.palette.light)
    else:
        for turn in range(5):
            angle = math.radians(turn * 72 - 90)
            fill = brush.palette.accent if turn == 0 else brush.palette.light
            brush.disc(50 + math.cos(angle) * 19, 50 + math.sin(angle) * 19, 14, fill)
        brush.disc(50, 50, 9, brush.palette.dark)


_MOTIFS: Final[dict[str, Callable[[_Brush], None]]] = {
    "business-intelligence-reporting": _bars,
    "digital-signature": _pen,
    "cti": _bubbles,
    "email-document-calendar": _envelope,
    "email-marketing-sms": _megaphone,
    "integration-tools": _pieces,
    "prospecting-data-quality": _target,
    "productivity": _tick,
    "erp": _gears,
    "quotations": _price_tag,
}
