"""Colours that go together."""

from __future__ import annotations

import colorsys
import zlib
from dataclasses import dataclass
from typing import TypeAlias

Colour: TypeAlias = tuple[int, int, int]


@dataclass(frozen=True)
class Palette:
    """A dark ground, a middle tone, an accent and a light tone."""

    dark: Colour
    middle: Colour
    accent: Colour
    light: Colour

    @classmethod
    def of(cls, seed: str) -> Palette:
        """The palette that belongs to a name."""
        number = zlib.crc32(seed.encode())
        hue = number % 360 / 360
        turn = (0.08, 0.45, 0.55, 0.92)[number // 360 % 4]
        return cls(
            dark=_rgb(hue, 0.62, 0.30),
            middle=_rgb(hue, 0.55, 0.55),
            accent=_rgb(hue + turn, 0.60, 0.95),
            light=_rgb(hue, 0.08, 0.98),
        )


def _rgb(hue: float, saturation: float, value: float) -> Colour:
    red, green, blue = colorsys.hsv_to_rgb(hue % 1, saturation, value)
    return round(red * 255), round(green * 255), round(blue * 255)


def between(one: Colour, other: Colour, share: float) -> Colour:
    """A colour on the way from one to the other."""
    return (
        round(one[0] + (other[0] - one[0]) * share),
        round(one[1] + (other[1] - one[1]) * share),
        round(one[2] + (other[2] - one[2]) * share),
    )
