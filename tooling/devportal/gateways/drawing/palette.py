"""Colours that go together."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from typing import Final, TypeAlias

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
        return _ALL[zlib.crc32(seed.encode()) % len(_ALL)]


def _palette(dark: str, middle: str, accent: str, light: str) -> Palette:
    return Palette(_colour(dark), _colour(middle), _colour(accent), _colour(light))


def _colour(hexadecimal: str) -> Colour:
    red, green, blue = bytes.fromhex(hexadecimal)
    return red, green, blue


_ALL: Final = (
    _palette("0f3d4c", "1f7a8c", "ffb84d", "f3fafb"),
    _palette("1b2a5c", "3d5fc4", "ff8a5c", "f3f6ff"),
    _palette("3b1f5b", "7a4fb5", "ffcf56", "faf5ff"),
    _palette("5a1f3c", "b8446f", "ffd27a", "fff5f8"),
    _palette("143f2e", "2f8f63", "f4d35e", "f2fbf6"),
    _palette("4a2618", "b5643c", "ffe08a", "fff8f2"),
    _palette("22313f", "51708c", "5ee0c1", "f4f8fb"),
    _palette("0b3b66", "1f7fd1", "ffd166", "f1f8ff"),
    _palette("402a6b", "6d5ae0", "4fe0c8", "f5f4ff"),
    _palette("6b1e22", "d1495b", "f7c59f", "fff4f3"),
    _palette("12474a", "1c9c96", "ff9f80", "effbfa"),
    _palette("2d3047", "6470a8", "ff7f6b", "f5f6fc"),
    _palette("3f3212", "a8842c", "7fd8be", "fdf9ee"),
    _palette("5c2751", "a0508f", "8fe3d0", "fdf4fb"),
    _palette("1e3d2f", "5b8f4e", "ffb36b", "f6fbf2"),
    _palette("17345c", "2d6a9f", "9be564", "f1f7fc"),
)


def between(one: Colour, other: Colour, share: float) -> Colour:
    """A colour on the way from one to the other."""
    return (
        round(one[0] + (other[0] - one[0]) * share),
        round(one[1] + (other[1] - one[1]) * share),
        round(one[2] + (other[2] - one[2]) * share),
    )
