"""What stands on icons: tools and things that people use."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Final

from .brush import Brush


def _pen(brush: Brush) -> None:
    brush.shape(66, 18, 82, 34, 48, 68, 32, 52, fill=brush.palette.light)
    brush.shape(32, 52, 48, 68, 26, 74, fill=brush.palette.accent)
    brush.line(20, 84, 36, 79, 52, 85, 78, 78, fill=brush.palette.accent, width=3.5)


def _phone(brush: Brush) -> None:
    brush.arc(58, 40, 40, 88, 182, brush.palette.light, 13)
    brush.shape(16, 24, 32, 22, 36, 38, 22, 44, fill=brush.palette.light, soft=5)
    brush.shape(60, 64, 76, 66, 78, 82, 60, 84, fill=brush.palette.light, soft=5)
    for radius in (14, 25):
        brush.arc(54, 42, radius, 278, 352, brush.palette.accent, 5)


def _headset(brush: Brush) -> None:
    brush.arc(50, 52, 29, 180, 360, brush.palette.light, 7)
    for x in (19, 66):
        brush.box(x, 48, x + 15, 75, brush.palette.accent if x == 66 else brush.palette.light, 6)
    brush.line(74, 75, 67, 84, 55, 85, fill=brush.palette.light, width=4)
    brush.disc(53, 85, 4.5, brush.palette.accent)


def _microphone(brush: Brush) -> None:
    brush.box(39, 16, 61, 56, brush.palette.light, 11)
    for row in (28, 36, 44):
        brush.line(45, row, 55, row, fill=brush.palette.middle, width=2.5)
    brush.arc(50, 48, 23, 0, 180, brush.palette.accent, 5)
    brush.line(50, 70, 50, 82, fill=brush.palette.accent, width=5)
    brush.line(37, 83, 63, 83, fill=brush.palette.accent, width=5)


def _phone_small(brush: Brush) -> None:
    brush.box(31, 14, 69, 86, brush.palette.light, 7)
    brush.box(35, 23, 65, 74, brush.palette.dark, 2)
    brush.disc(50, 80, 3, brush.palette.middle)
    brush.shape(37, 68, 47, 48, 54, 60, 58, 54, 63, 68, fill=brush.palette.accent, soft=1)
    brush.disc(58, 36, 5, brush.palette.light)


def _megaphone(brush: Brush) -> None:
    brush.shape(28, 42, 66, 24, 66, 74, 28, 58, fill=brush.palette.light)
    brush.box(17, 40, 32, 60, brush.palette.accent, 5)
    brush.shape(34, 60, 46, 65, 50, 82, 40, 82, fill=brush.palette.light)
    for radius in (12, 21):
        brush.arc(68, 49, radius, 310, 410, brush.palette.accent, 4)


def _gift(brush: Brush) -> None:
    brush.box(24, 46, 76, 82, brush.palette.light, 4)
    brush.box(19, 34, 81, 48, brush.palette.light, 4)
    brush.box(45, 34, 55, 82, brush.palette.accent, 0)
    brush.line(20, 49, 80, 49, fill=brush.palette.middle, width=1.5)
    for x in (39, 61):
        brush.ring(x, 26, 9, brush.palette.accent, 5)


def _gears(brush: Brush) -> None:
    for x, y, radius, fill in ((41, 44, 20, brush.palette.light), (68, 67, 13, brush.palette.accent)):
        for tooth in range(8):
            angle = math.radians(tooth * 45 + (22 if radius < 15 else 0))
            brush.disc(x + math.cos(angle) * radius, y + math.sin(angle) * radius, radius * 0.26, fill)
        brush.disc(x, y, radius * 0.95, fill)
        brush.disc(x, y, radius * 0.4, brush.palette.dark)


def _scales(brush: Brush) -> None:
    brush.line(50, 22, 50, 80, fill=brush.palette.light, width=4.5)
    brush.line(24, 32, 76, 28, fill=brush.palette.light, width=4.5)
    brush.line(36, 81, 64, 81, fill=brush.palette.light, width=5)
    for x, top, fill in ((24, 32, brush.palette.accent), (76, 28, brush.palette.light)):
        brush.line(x - 11, top + 24, x, top, x + 11, top + 24, fill=brush.palette.light, width=2)
        brush.slice(x, top + 24, 14, 0, 180, fill)


def _box(brush: Brush) -> None:
    brush.shape(50, 18, 80, 32, 50, 46, 20, 32, fill=brush.palette.light)
    brush.shape(18, 37, 47, 51, 47, 84, 18, 70, fill=brush.palette.middle)
    brush.shape(82, 37, 53, 51, 53, 84, 82, 70, fill=brush.palette.accent)


def _truck(brush: Brush) -> None:
    brush.box(14, 32, 56, 68, brush.palette.light, 4)
    brush.shape(59, 44, 74, 44, 86, 56, 86, 68, 59, 68, fill=brush.palette.accent)
    for x in (30, 70):
        brush.disc(x, 70, 9, brush.palette.dark)
        brush.disc(x, 70, 6, brush.palette.light)
    for row in (42, 52):
        brush.line(22, row, 40, row, fill=brush.palette.middle, width=3)


def _anchor(brush: Brush) -> None:
    brush.ring(50, 24, 8, brush.palette.accent, 5)
    brush.line(50, 33, 50, 80, fill=brush.palette.light, width=6)
    brush.line(36, 43, 64, 43, fill=brush.palette.light, width=6)
    brush.arc(50, 52, 30, 15, 165, brush.palette.light, 6)
    for x, y in ((21, 58), (79, 58)):
        brush.shape(x - 7, y + 5, x, y - 8, x + 7, y + 5, fill=brush.palette.light)


def _magnifier(brush: Brush) -> None:
    brush.disc(45, 45, 26, brush.palette.light)
    brush.disc(45, 45, 18, brush.palette.dark)
    brush.arc(45, 45, 13, 190, 260, brush.palette.accent, 4)
    brush.line(66, 66, 82, 82, fill=brush.palette.accent, width=9)


def _helmet(brush: Brush) -> None:
    brush.slice(50, 60, 32, 180, 360, brush.palette.light)
    brush.box(43, 22, 57, 50, brush.palette.accent, 5)
    brush.box(12, 60, 88, 70, brush.palette.accent, 5)


def _bulb(brush: Brush) -> None:
    brush.disc(50, 42, 24, brush.palette.light)
    brush.shape(38, 58, 62, 58, 59, 70, 41, 70, fill=brush.palette.light)
    brush.line(42, 78, 58, 78, fill=brush.palette.accent, width=5)
    brush.line(45, 86, 55, 86, fill=brush.palette.accent, width=4)
    brush.line(50, 66, 50, 50, 42, 42, fill=brush.palette.middle, width=3.5)
    brush.line(50, 50, 58, 42, fill=brush.palette.middle, width=3.5)


def _brush(brush: Brush) -> None:
    brush.line(80, 20, 52, 52, fill=brush.palette.light, width=9)
    brush.shape(44, 50, 56, 60, 44, 76, 20, 80, 32, 70, 32, 60, fill=brush.palette.accent, soft=4)
    brush.line(48, 47, 58, 57, fill=brush.palette.dark, width=3)


def _cube(brush: Brush) -> None:
    for x, y, fill in ((50, 30, "light"), (33, 60, "light"), (67, 60, "accent")):
        tone = getattr(brush.palette, fill)
        brush.shape(x, y - 17, x + 15, y - 9, x, y - 1, x - 15, y - 9, fill=tone, soft=1)
        brush.shape(x - 15, y - 6, x - 1.5, y + 1.5, x - 1.5, y + 16, x - 15, y + 9, fill=tone, soft=1)
        brush.shape(x + 15, y - 6, x + 1.5, y + 1.5, x + 1.5, y + 16, x + 15, y + 9, fill=brush.palette.middle, soft=1)


def _cart(brush: Brush) -> None:
    brush.line(14, 24, 26, 24, 36, 64, 74, 64, fill=brush.palette.light, width=5)
    brush.shape(32, 34, 82, 34, 75, 56, 37, 56, fill=brush.palette.accent)
    for x in (42, 68):
        brush.disc(x, 77, 6.5, brush.palette.light)


def _flask(brush: Brush) -> None:
    brush.shape(42, 22, 58, 22, 58, 44, 78, 80, 22, 80, 42, 44, fill=brush.palette.light, soft=4)
    brush.shape(36, 60, 64, 60, 73, 77, 27, 77, fill=brush.palette.accent)
    brush.line(38, 20, 62, 20, fill=brush.palette.light, width=5)
    brush.disc(46, 68, 3.5, brush.palette.light)
    brush.disc(57, 72, 2.5, brush.palette.light)


def _camera(brush: Brush) -> None:
    brush.box(16, 32, 84, 78, brush.palette.light, 7)
    brush.box(36, 23, 64, 40, brush.palette.light, 5)
    brush.disc(50, 55, 16, brush.palette.dark)
    brush.disc(50, 55, 10, brush.palette.accent)
    brush.disc(74, 42, 3.5, brush.palette.middle)


def _mortarboard(brush: Brush) -> None:
    brush.shape(30, 50, 70, 50, 70, 68, 50, 76, 30, 68, fill=brush.palette.middle)
    brush.shape(50, 24, 86, 42, 50, 60, 14, 42, fill=brush.palette.light)
    brush.line(78, 46, 78, 66, fill=brush.palette.accent, width=3.5)
    brush.disc(78, 70, 5, brush.palette.accent)


MOTIFS: Final[dict[str, Callable[[Brush], None]]] = {
    "pen": _pen,
    "phone": _phone,
    "headset": _headset,
    "microphone": _microphone,
    "phone-small": _phone_small,
    "megaphone": _megaphone,
    "gift": _gift,
    "gears": _gears,
    "scales": _scales,
    "box": _box,
    "truck": _truck,
    "anchor": _anchor,
    "magnifier": _magnifier,
    "helmet": _helmet,
    "bulb": _bulb,
    "brush": _brush,
    "cube": _cube,
    "cart": _cart,
    "flask": _flask,
    "camera": _camera,
    "mortarboard": _mortarboard,
}
