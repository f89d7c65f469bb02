"""What stands on icons: papers, messages, figures."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from .brush import Brush


def _bars(brush: Brush) -> None:
    for place, height in enumerate((22, 34, 28, 52)):
        left = 22 + place * 15
        brush.box(left, 76 - height, left + 10.5, 76, brush.palette.accent if place == 3 else brush.palette.light)
    brush.line(20, 82, 80, 82, fill=brush.palette.light, width=2.5)


def _line(brush: Brush) -> None:
    brush.shape(20, 62, 38, 50, 52, 58, 80, 28, 80, 48, 52, 74, 38, 66, 20, 76, fill=brush.palette.middle)
    brush.line(20, 69, 38, 57, 52, 65, 80, 36, fill=brush.palette.light, width=5)
    for x, y in ((38, 57), (52, 65), (80, 36)):
        brush.disc(x, y, 5.5, brush.palette.accent)


def _screen(brush: Brush) -> None:
    brush.box(16, 24, 84, 68, brush.palette.light, 5)
    for place, height in enumerate((12, 20, 15, 26)):
        brush.box(26 + place * 10, 61 - height, 32 + place * 10, 61, brush.palette.middle, 1.5)
    brush.ring(72, 43, 6, brush.palette.accent, 3.5)
    brush.line(50, 70, 50, 78, fill=brush.palette.light, width=5)
    brush.line(36, 80, 64, 80, fill=brush.palette.light, width=4)


def _form(brush: Brush) -> None:
    brush.box(22, 18, 78, 82, brush.palette.light, 5)
    for row in (27, 43):
        brush.box(30, row, 70, row + 10, brush.palette.middle, 3)
    brush.box(34, 30.5, 52, 33.5, brush.palette.light, 1.5)
    brush.box(44, 63, 70, 74, brush.palette.accent, 5.5)


def _ledger(brush: Brush) -> None:
    brush.box(22, 20, 78, 80, brush.palette.light, 5)
    for row, width in ((32, 30), (44, 40), (56, 22)):
        brush.box(30, row, 70, row + 5, brush.palette.middle, 2.5)
        brush.box(30, row, 30 + width, row + 5, brush.palette.accent, 2.5)
    brush.line(30, 70, 70, 70, fill=brush.palette.dark, width=3)


def _document(brush: Brush) -> None:
    brush.shape(28, 18, 58, 18, 74, 34, 74, 82, 28, 82, fill=brush.palette.light)
    brush.shape(58, 18, 74, 34, 58, 34, fill=brush.palette.accent)
    for row, width in ((46, 30), (56, 30), (66, 18)):
        brush.box(36, row, 36 + width, row + 4, brush.palette.middle, 2)


def _book(brush: Brush) -> None:
    brush.shape(50, 32, 50, 78, 22, 70, 22, 24, fill=brush.palette.light, soft=4)
    brush.shape(50, 32, 50, 78, 78, 70, 78, 24, fill=brush.palette.light, soft=4)
    brush.line(50, 33, 50, 77, fill=brush.palette.dark, width=2.5)
    for row in (38, 48):
        brush.line(28, row, 43, row + 4.5, fill=brush.palette.middle, width=3)
    brush.shape(62, 24, 71, 22, 71, 46, 66.5, 42, 62, 48, fill=brush.palette.accent, soft=1)


def _envelope(brush: Brush) -> None:
    brush.box(18, 30, 80, 74, brush.palette.light, 5)
    brush.line(22, 35, 49, 56, 76, 35, fill=brush.palette.dark, width=4)
    brush.disc(79, 31, 11, brush.palette.accent)


def _calendar(brush: Brush) -> None:
    brush.box(20, 24, 80, 80, brush.palette.light, 6)
    brush.box(20, 24, 80, 40, brush.palette.accent, 6)
    brush.box(20, 34, 80, 40, brush.palette.accent, 0)
    for x in (35, 65):
        brush.line(x, 19, x, 29, fill=brush.palette.light, width=5)
    for number in range(8):
        left, top = 29 + number % 4 * 11.5, 48 + number // 4 * 13
        brush.box(left, top, left + 7.5, top + 7.5, brush.palette.dark if number == 5 else brush.palette.middle, 2)


def _clipboard(brush: Brush) -> None:
    brush.box(24, 24, 76, 84, brush.palette.light, 5)
    brush.box(38, 17, 62, 30, brush.palette.accent, 5)
    for row in (42, 55, 68):
        brush.line(32, row, 35, row + 3, 40, row - 3, fill=brush.palette.middle, width=3)
        brush.box(46, row - 2, 68, row + 2, brush.palette.dark, 2)


def _tag(brush: Brush) -> None:
    brush.shape(22, 24, 52, 24, 80, 52, 52, 80, 22, 50, fill=brush.palette.light, soft=6)
    brush.disc(36, 38, 6, brush.palette.dark)
    brush.line(46, 56, 58, 44, fill=brush.palette.accent, width=5)
    brush.line(54, 64, 66, 52, fill=brush.palette.accent, width=5)


def _chat(brush: Brush) -> None:
    brush.box(18, 22, 68, 56, brush.palette.light, 9)
    brush.shape(26, 52, 42, 52, 26, 68, fill=brush.palette.light, soft=3)
    brush.box(44, 46, 84, 74, brush.palette.accent, 8)
    brush.shape(64, 70, 77, 70, 77, 84, fill=brush.palette.accent, soft=3)
    for x in (32, 43, 54):
        brush.disc(x, 37, 3.4, brush.palette.dark)


def _card(brush: Brush) -> None:
    brush.box(16, 28, 84, 74, brush.palette.light, 6)
    brush.disc(34, 46, 8, brush.palette.accent)
    brush.slice(34, 68, 13, 180, 360, brush.palette.accent)
    for row, width in ((40, 26), (50, 20), (60, 23)):
        brush.box(53, row, 53 + width, row + 4.5, brush.palette.middle, 2)


def _board(brush: Brush) -> None:
    for place, cards in enumerate(((16, 12), (24,), (12, 12, 10))):
        left = 18 + place * 22.5
        brush.box(left, 22, left + 19, 80, brush.palette.light, 4)
        top = 27.0
        for number, height in enumerate(cards):
            is_hot = (place, number) == (1, 0)
            brush.box(
                left + 3, top, left + 16, top + height, brush.palette.accent if is_hot else brush.palette.middle, 2
            )
            top += height + 4


def _ticket(brush: Brush) -> None:
    brush.box(14, 32, 86, 70, brush.palette.light, 5)
    for x in (14, 86):
        brush.disc(x, 51, 7, brush.palette.dark)
    for y in (38, 46, 54, 62):
        brush.line(60, y, 60, y + 2, fill=brush.palette.middle, width=2.5)
    star = (39, 38, 43, 47, 52, 48, 45, 54, 47, 63, 39, 58, 31, 63, 33, 54, 26, 48, 35, 47)
    brush.shape(*star, fill=brush.palette.accent)


def _quiz(brush: Brush) -> None:
    brush.box(20, 20, 80, 80, brush.palette.light, 10)
    brush.arc(50, 42, 12, 170, 390, brush.palette.middle, 6)
    brush.line(59, 49, 50, 55, 50, 60, fill=brush.palette.middle, width=6)
    brush.disc(50, 70, 4.5, brush.palette.accent)


def _stamp(brush: Brush) -> None:
    brush.disc(50, 30, 12, brush.palette.light)
    brush.shape(44, 38, 56, 38, 60, 60, 40, 60, fill=brush.palette.light)
    brush.box(24, 58, 76, 70, brush.palette.accent, 4)
    brush.line(28, 80, 72, 80, fill=brush.palette.light, width=4)


def _story(brush: Brush) -> None:
    for left, top, fill in ((16, 22, "light"), (58, 22, "accent"), (37, 58, "light")):
        brush.box(left, top, left + 27, top + 20, getattr(brush.palette, fill), 4)
    brush.line(43, 32, 54, 32, fill=brush.palette.light, width=3)
    brush.line(72, 44, 72, 68, 67, 68, fill=brush.palette.light, width=3)
    brush.line(29, 44, 29, 68, 34, 68, fill=brush.palette.light, width=3)


MOTIFS: Final[dict[str, Callable[[Brush], None]]] = {
    "bars": _bars,
    "line": _line,
    "screen": _screen,
    "form": _form,
    "ledger": _ledger,
    "document": _document,
    "book": _book,
    "envelope": _envelope,
    "calendar": _calendar,
    "clipboard": _clipboard,
    "tag": _tag,
    "chat": _chat,
    "card": _card,
    "board": _board,
    "ticket": _ticket,
    "quiz": _quiz,
    "stamp": _stamp,
    "story": _story,
}
