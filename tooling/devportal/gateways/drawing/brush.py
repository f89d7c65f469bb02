"""Draws round-cornered shapes into a square of 100 x 100 units."""

from __future__ import annotations

import random
from typing import Final

from PIL import ImageDraw

from .palette import Colour, Palette

SIDE: Final = 488
FINE: Final = 2
"""Drawn larger and made smaller, so that edges are smooth."""


class Brush:
    """A pen with the picture's colours; all measures are hundredths of the picture's side."""

    def __init__(self, draw: ImageDraw.ImageDraw, palette: Palette, chance: random.Random) -> None:
        self._draw, self.palette, self.chance = draw, palette, chance

    def box(self, left: float, top: float, right: float, bottom: float, fill: Colour, radius: float = 2.5) -> None:
        """A rectangle with round corners."""
        self._draw.rounded_rectangle((_u(left), _u(top), _u(right), _u(bottom)), _u(radius), fill)

    def disc(self, x: float, y: float, radius: float, fill: Colour) -> None:
        """A filled circle."""
        self._draw.ellipse((_u(x - radius), _u(y - radius), _u(x + radius), _u(y + radius)), fill)

    def ring(self, x: float, y: float, radius: float, fill: Colour, width: float = 5) -> None:
        """A circle's edge."""
        self._draw.ellipse((_u(x - radius), _u(y - radius), _u(x + radius), _u(y + radius)), None, fill, int(_u(width)))

    def line(self, *points: float, fill: Colour, width: float = 5) -> None:
        """A line with round ends and joints."""
        pairs = _pairs(points)
        self._draw.line(pairs, fill, int(_u(width)), joint="curve")
        half = _u(width) / 2
        for x, y in (pairs[0], pairs[-1]):
            self._draw.ellipse((x - half, y - half, x + half, y + half), fill)

    def shape(self, *points: float, fill: Colour, soft: float = 2) -> None:
        """A polygon whose corners are a little round."""
        pairs = _pairs(points)
        self._draw.polygon(pairs, fill)
        self.line(*points, points[0], points[1], fill=fill, width=soft)
        for x, y in pairs:
            half = _u(soft) / 2
            self._draw.ellipse((x - half, y - half, x + half, y + half), fill)

    def arc(self, x: float, y: float, radius: float, start: float, end: float, fill: Colour, width: float = 5) -> None:
        """A part of a circle; degrees clockwise from three o'clock."""
        box = (_u(x - radius), _u(y - radius), _u(x + radius), _u(y + radius))
        self._draw.arc(box, start, end, fill, int(_u(width)))

    def slice(self, x: float, y: float, radius: float, start: float, end: float, fill: Colour) -> None:
        """A piece of a pie; degrees clockwise from three o'clock."""
        box = (_u(x - radius), _u(y - radius), _u(x + radius), _u(y + radius))
        self._draw.pieslice(box, start, end, fill)


def _u(units: float) -> float:
    return units * SIDE * FINE / 100


def _pairs(points: tuple[float, ...]) -> list[tuple[float, float]]:
    return [(_u(points[place]), _u(points[place + 1])) for place in range(0, len(points), 2)]
