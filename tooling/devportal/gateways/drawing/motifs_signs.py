"""What stands on icons: signs, people and places, and the marks of companies."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Final

from .brush import Brush


def _waves(brush: Brush) -> None:
    brush.disc(50, 74, 7, brush.palette.accent)
    for radius, fill in ((22, "accent"), (36, "light"), (50, "light")):
        brush.arc(50, 74, radius, 222, 318, getattr(brush.palette, fill), 6)


def _layers(brush: Brush) -> None:
    for y, fill in ((64, brush.palette.middle), (51, brush.palette.light), (38, brush.palette.accent)):
        brush.shape(50, y - 18, 82, y, 50, y + 18, 18, y, fill=brush.palette.dark, soft=6)
        brush.shape(50, y - 18, 82, y, 50, y + 18, 18, y, fill=fill, soft=2)


def _shield(brush: Brush) -> None:
    brush.shape(50, 16, 78, 26, 76, 54, 50, 84, 24, 54, 22, 26, fill=brush.palette.light, soft=5)
    brush.line(37, 48, 47, 58, 64, 38, fill=brush.palette.accent, width=6.5)


def _puzzle(brush: Brush) -> None:
    brush.box(20, 42, 58, 80, brush.palette.light, 4)
    brush.disc(39, 41, 8, brush.palette.light)
    brush.disc(58, 61, 8, brush.palette.dark)
    brush.box(56, 22, 80, 46, brush.palette.accent, 4)
    brush.disc(56, 34, 6, brush.palette.accent)


def _return(brush: Brush) -> None:
    brush.box(34, 46, 66, 76, brush.palette.light, 4)
    brush.line(50, 46, 50, 58, fill=brush.palette.middle, width=6)
    brush.arc(50, 50, 34, 190, 350, brush.palette.accent, 6)
    brush.shape(8, 44, 26, 44, 17, 60, fill=brush.palette.accent)


def _sparkle(brush: Brush) -> None:
    for x, y, size, fill in ((44, 54, 30, "light"), (74, 28, 13, "accent"), (76, 72, 9, "accent")):
        near = size * 0.26
        points: list[float] = []
        for turn in range(8):
            angle, reach = math.radians(turn * 45 - 90), size if turn % 2 == 0 else near
            points += [x + math.cos(angle) * reach, y + math.sin(angle) * reach]
        brush.shape(*points, fill=getattr(brush.palette, fill), soft=2)


def _map(brush: Brush) -> None:
    for place, fill in enumerate((brush.palette.light, brush.palette.middle, brush.palette.light)):
        left, tilt = 17 + place * 22, 6 if place % 2 else 0
        brush.shape(left, 30 + tilt, left + 22, 36 - tilt, left + 22, 80 - tilt, left, 74 + tilt, fill=fill, soft=1)
    _needle(brush, 58, 36, 0.75)


def _pin(brush: Brush) -> None:
    brush.line(34, 84, 66, 84, fill=brush.palette.middle, width=6)
    _needle(brush, 50, 38, 1.35)


def _needle(brush: Brush, x: float, y: float, size: float) -> None:
    brush.disc(x, y, 16 * size, brush.palette.accent)
    brush.shape(x - 13 * size, y + 9 * size, x + 13 * size, y + 9 * size, x, y + 30 * size, fill=brush.palette.accent)
    brush.disc(x, y, 7 * size, brush.palette.dark)


def _people(brush: Brush) -> None:
    for x, fill in ((27, brush.palette.middle), (73, brush.palette.middle), (50, brush.palette.light)):
        big = x == 50
        head, body = (11, 21) if big else (8.5, 16)
        brush.slice(x, 80 if big else 76, body, 180, 360, fill)
        brush.disc(x, 42 if big else 46, head, brush.palette.accent if big else fill)


def _smile(brush: Brush) -> None:
    brush.disc(50, 50, 31, brush.palette.accent)
    for x in (39, 61):
        brush.disc(x, 43, 4.5, brush.palette.dark)
    brush.arc(50, 50, 17, 20, 160, brush.palette.dark, 5)


def _tower(brush: Brush) -> None:
    brush.line(50, 38, 36, 84, fill=brush.palette.light, width=5)
    brush.line(50, 38, 64, 84, fill=brush.palette.light, width=5)
    brush.line(42, 66, 58, 66, fill=brush.palette.light, width=4)
    brush.disc(50, 34, 7, brush.palette.accent)
    for radius in (17, 28):
        brush.arc(50, 34, radius, 315, 405, brush.palette.accent, 4.5)
        brush.arc(50, 34, radius, 135, 225, brush.palette.accent, 4.5)


def _route(brush: Brush) -> None:
    brush.line(26, 76, 62, 76, fill=brush.palette.light, width=6)
    brush.arc(62, 63, 16, 270, 90, brush.palette.light, 6)
    brush.line(62, 50, 40, 50, fill=brush.palette.light, width=6)
    brush.arc(40, 37, 16, 90, 270, brush.palette.light, 6)
    brush.line(40, 24, 72, 24, fill=brush.palette.light, width=6)
    brush.disc(24, 76, 9, brush.palette.accent)
    brush.disc(74, 24, 9, brush.palette.accent)


def _flow(brush: Brush) -> None:
    brush.line(28, 50, 50, 50, 50, 28, 70, 28, fill=brush.palette.light, width=4.5)
    brush.line(50, 50, 50, 72, 70, 72, fill=brush.palette.light, width=4.5)
    brush.disc(26, 50, 13, brush.palette.accent)
    brush.box(62, 17, 84, 39, brush.palette.light, 5)
    brush.box(62, 61, 84, 83, brush.palette.light, 5)


def _compass(brush: Brush) -> None:
    brush.disc(50, 50, 34, brush.palette.light)
    brush.disc(50, 50, 27, brush.palette.dark)
    brush.shape(64, 34, 56, 56, 45, 45, fill=brush.palette.accent, soft=1)
    brush.shape(36, 66, 56, 56, 45, 45, fill=brush.palette.light, soft=1)


def _rings(brush: Brush) -> None:
    brush.ring(40, 44, 20, brush.palette.light, 7)
    brush.ring(60, 44, 20, brush.palette.accent, 7)
    brush.ring(50, 62, 20, brush.palette.light, 7)


def _peaks(brush: Brush) -> None:
    brush.shape(18, 74, 42, 32, 60, 74, fill=brush.palette.light, soft=4)
    brush.shape(46, 74, 64, 44, 82, 74, fill=brush.palette.accent, soft=4)
    brush.disc(67, 29, 7, brush.palette.light)


def _flower(brush: Brush) -> None:
    for turn in range(6):
        angle = math.radians(turn * 60 - 90)
        fill = brush.palette.accent if turn % 2 else brush.palette.light
        brush.disc(50 + math.cos(angle) * 18, 50 + math.sin(angle) * 18, 13, fill)
    brush.disc(50, 50, 9, brush.palette.dark)


def _steps(brush: Brush) -> None:
    for place, (height, fill) in enumerate(((20, "light"), (36, "light"), (52, "accent"))):
        left = 22 + place * 20
        brush.box(left, 76 - height, left + 16, 76, getattr(brush.palette, fill), 8)


def _sun(brush: Brush) -> None:
    brush.slice(50, 58, 24, 180, 360, brush.palette.accent)
    for row, width in ((64, 34), (73, 24), (82, 12)):
        brush.line(50 - width, row, 50 + width, row, fill=brush.palette.light, width=4.5)


def _weave(brush: Brush) -> None:
    for place in range(3):
        brush.line(28 + place * 22, 24, 28 + place * 22, 76, fill=brush.palette.light, width=9)
        brush.line(24, 28 + place * 22, 76, 28 + place * 22, fill=brush.palette.accent, width=9)
    for x, y in ((28, 28), (72, 28), (50, 50), (28, 72), (72, 72)):
        brush.line(x, y - 5, x, y + 5, fill=brush.palette.light, width=9)


MOTIFS: Final[dict[str, Callable[[Brush], None]]] = {
    "waves": _waves,
    "layers": _layers,
    "shield": _shield,
    "puzzle": _puzzle,
    "return": _return,
    "sparkle": _sparkle,
    "map": _map,
    "pin": _pin,
    "people": _people,
    "smile": _smile,
    "tower": _tower,
    "route": _route,
    "flow": _flow,
    "compass": _compass,
    "mark-0": _rings,
    "mark-1": _peaks,
    "mark-2": _flower,
    "mark-3": _steps,
    "mark-4": _sun,
    "mark-5": _weave,
}
