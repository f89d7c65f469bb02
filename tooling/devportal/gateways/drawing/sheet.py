"""A page of an app that does not exist: its frame and the parts that all pages use."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import Final

from PIL import Image, ImageDraw, ImageFont

from .palette import Colour, Palette, between

SIZE: Final = (1_920, 1_080)
WHITE: Final = (255, 255, 255)
GROUND: Final = (244, 245, 247)
RULE: Final = (222, 225, 230)
INK: Final = (38, 42, 48)
GREY: Final = (108, 114, 124)
COMPANIES: Final = (
    "Solberg Marine", "Hagen Foods", "Lindqvist Tools", "Van Dam Logistics", "Keller Optics",
    "Bruun Textiles", "Aalto Timber", "Whitby Ceramics", "Moreau Vins", "Fjord Kraft", "Polder Dairy", "Zeller Watches",
)  # fmt: skip
PEOPLE: Final = ("Ida Holm", "Ola Berg", "Eva Lind", "Tom Frost", "Mia Vik", "Jan Roos")


class Sheet:
    """1920 x 1080 pixels to draw on, with the app's colours."""

    def __init__(self, palette: Palette, chance: random.Random) -> None:
        self.image = Image.new("RGB", SIZE, GROUND)
        self.draw = ImageDraw.Draw(self.image)
        self.palette, self.chance = palette, chance
        self.pale = between(palette.middle, WHITE, 0.82)
        self.soft = between(palette.middle, WHITE, 0.55)
        self.warm = between(palette.accent, WHITE, 0.55)

    def card(self, left: int, top: int, right: int, bottom: int, fill: Colour = WHITE) -> None:
        """A card with a thin edge."""
        self.draw.rounded_rectangle((left, top, right, bottom), 14, fill, RULE, 2)

    def block(self, left: int, top: int, right: int, bottom: int, fill: Colour, radius: int = 8) -> None:
        """A plain block with round corners."""
        self.draw.rounded_rectangle((left, top, right, bottom), radius, fill)

    def disc(self, x: int, y: int, radius: int, fill: Colour) -> None:
        """A filled circle; drawn larger first, so that its edge is smooth."""
        side, fine = radius * 2, 4
        mask = Image.new("L", (side * fine, side * fine), 0)
        ImageDraw.Draw(mask).ellipse((0, 0, side * fine - 1, side * fine - 1), 255)
        self.image.paste(fill, (x - radius, y - radius), mask.resize((side, side), Image.Resampling.LANCZOS))

    def text(self, x: int, y: int, said: str, size: int = 24, fill: Colour = INK) -> None:
        """A line of text."""
        self.draw.text((x, y), said, fill, ImageFont.load_default(size))

    def centred(self, x: int, y: int, said: str, size: int, fill: Colour) -> None:
        """A line of text around ``x``."""
        self.text(x - int(self.draw.textlength(said, ImageFont.load_default(size)) / 2), y, said, size, fill)

    def lines(self, x: int, y: int, widths: Sequence[int], fill: Colour = RULE, step: int = 34) -> None:
        """Lines of writing too small to read."""
        for row, width in enumerate(widths):
            self.block(x, y + row * step, x + width, y + row * step + 14, fill, 7)

    def pill(self, x: int, y: int, said: str, fill: Colour) -> None:
        """A small label."""
        width = int(self.draw.textlength(said, ImageFont.load_default(20))) + 32
        self.block(x, y, x + width, y + 36, fill, 18)
        self.text(x + 16, y + 6, said, 20)

    def face(self, x: int, y: int, name: str, radius: int = 26) -> None:
        """A person as a circle with initials."""
        self.disc(x, y, radius, self.warm if len(name) % 2 else self.soft)
        initials = "".join(part[0] for part in name.split()[:2])
        self.centred(x, y - 12, initials, 20, self.palette.dark)

    def button(self, left: int, top: int, said: str, width: int = 220) -> None:
        """A large button."""
        self.block(left, top, left + width, top + 54, self.palette.dark, 12)
        self.centred(left + width // 2, top + 13, said, 24, self.palette.light)


def frame(sheet: Sheet, app: str, page: str, menu: Sequence[str]) -> None:
    """The bar at the side and the line at the top; ``page`` is the chosen one of ``menu``."""
    draw, palette = sheet.draw, sheet.palette
    draw.rectangle((0, 0, 300, 1_080), palette.dark)
    sheet.disc(64, 64, 28, palette.accent)
    sheet.disc(64, 64, 12, palette.dark)
    two = " ".join(app.split()[:2])
    sheet.text(108, 50, two if len(two) < 16 else app.split()[0], 23, palette.light)
    for row, name in enumerate(menu):
        top = 150 + row * 64
        if name == page:
            sheet.block(20, top, 280, top + 50, between(palette.dark, palette.middle, 0.7), 10)
        sheet.block(40, top + 15, 60, top + 35, palette.accent if name == page else palette.middle, 5)
        sheet.text(78, top + 11, name, 23, palette.light)
    sheet.face(64, 1_020, "Ida Holm")
    sheet.text(108, 1_008, "Ida Holm", 21, palette.light)
    draw.rectangle((300, 0, 1_920, 96), WHITE)
    draw.line((300, 96, 1_920, 96), RULE, 2)
    sheet.text(340, 28, page, 34)
    sheet.block(1_440, 24, 1_870, 72, GROUND, 24)
    sheet.text(1_468, 35, "Search", 22, GREY)
