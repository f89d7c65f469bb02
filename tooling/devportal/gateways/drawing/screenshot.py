"""Screenshots of apps that do not exist: an overview, a list with details, a page of settings."""

from __future__ import annotations

import random
from typing import Final

from PIL import Image, ImageDraw, ImageFont

from .palette import Colour, Palette, between

_SIZE: Final = (1_920, 1_080)
_WHITE: Final = (255, 255, 255)
_GROUND: Final = (244, 245, 247)
_RULE: Final = (222, 225, 230)
_INK: Final = (38, 42, 48)
_GREY: Final = (116, 122, 132)
_COMPANIES: Final = (
    "Solberg Marine", "Hagen Foods", "Lindqvist Tools", "Van Dam Logistics", "Keller Optics",
    "Bruun Textiles", "Aalto Timber", "Whitby Ceramics", "Moreau Vins", "Fjord Kraft", "Polder Dairy", "Zeller Watches",
)  # fmt: skip
_STATES: Final = ("Open", "Won", "Waiting", "New", "Done")


def screenshot(page: int, title: str, palette: Palette, chance: random.Random) -> Image.Image:
    """A page of 1920 x 1080 pixels."""
    image = Image.new("RGB", _SIZE, _GROUND)
    sheet = _Sheet(ImageDraw.Draw(image), palette, chance)
    _frame(sheet, title, ("Overview", "Customers", "Settings")[page])
    (_overview, _details, _settings)[page](sheet)
    return image


class _Sheet:
    def __init__(self, draw: ImageDraw.ImageDraw, palette: Palette, chance: random.Random) -> None:
        self.draw, self.palette, self.chance = draw, palette, chance

    def card(self, left: int, top: int, right: int, bottom: int) -> None:
        """A white card with a thin edge."""
        self.draw.rounded_rectangle((left, top, right, bottom), 14, _WHITE, _RULE, 2)

    def text(self, x: int, y: int, said: str, size: int = 24, fill: Colour = _INK) -> None:
        """A line of text."""
        self.draw.text((x, y), said, fill, ImageFont.load_default(size))

    def pill(self, x: int, y: int, said: str, fill: Colour) -> None:
        """A small label."""
        width = int(self.draw.textlength(said, ImageFont.load_default(20))) + 32
        self.draw.rounded_rectangle((x, y, x + width, y + 36), 18, fill)
        self.text(x + 16, y + 5, said, 20)


def _frame(sheet: _Sheet, title: str, page: str) -> None:
    draw, palette = sheet.draw, sheet.palette
    draw.rectangle((0, 0, 300, 1_080), palette.dark)
    draw.ellipse((36, 36, 92, 92), palette.accent)
    draw.ellipse((52, 52, 76, 76), palette.dark)
    two = " ".join(title.split()[:2])
    sheet.text(108, 50, two if len(two) < 16 else title.split()[0], 23, palette.light)
    for row, name in enumerate(("Overview", "Customers", "Reports", "Team", "Settings")):
        top = 150 + row * 64
        if name == page:
            draw.rounded_rectangle((20, top, 280, top + 50), 10, palette.middle)
        draw.rounded_rectangle((40, top + 15, 60, top + 35), 5, palette.accent if name == page else palette.middle)
        sheet.text(78, top + 10, name, 24, palette.light)
    draw.rectangle((300, 0, 1_920, 96), _WHITE)
    draw.line((300, 96, 1_920, 96), _RULE, 2)
    sheet.text(340, 28, page, 34)
    draw.rounded_rectangle((1_360, 24, 1_740, 72), 24, _GROUND, _RULE, 2)
    sheet.text(1_388, 35, "Search", 22, _GREY)
    draw.ellipse((1_790, 22, 1_842, 74), between(palette.accent, palette.light, 0.3))
    sheet.text(1_803, 35, "IH", 22, palette.dark)


def _overview(sheet: _Sheet) -> None:
    for place, name in enumerate(("This week", "Open", "Won", "On time")):
        left = 340 + place * 390
        sheet.card(left, 130, left + 360, 270)
        sheet.text(left + 28, 152, name, 22, _GREY)
        value = f"{sheet.chance.randrange(62, 99)} %" if place == 3 else f"{sheet.chance.randrange(12, 480)}"
        sheet.text(left + 28, 188, value, 52, sheet.palette.dark)
    _bars(sheet, 340, 300, 1_240, 680)
    _ring(sheet, 1_270, 300, 1_870, 680)
    _rows(sheet, 340, 710, 1_870, 1_040, 4)


def _bars(sheet: _Sheet, left: int, top: int, right: int, bottom: int) -> None:
    sheet.card(left, top, right, bottom)
    sheet.text(left + 28, top + 22, "By month", 26)
    for rule in range(4):
        y = top + 100 + rule * 70
        sheet.draw.line((left + 40, y, right - 40, y), _RULE, 1)
    for month in range(12):
        height = sheet.chance.randrange(60, 230)
        x = left + 56 + month * ((right - left - 100) // 12)
        fill = sheet.palette.accent if month == 10 else sheet.palette.middle
        sheet.draw.rounded_rectangle((x, bottom - 60 - height, x + 40, bottom - 60), 6, fill)
        sheet.text(x + 12, bottom - 48, "JFMAMJJASOND"[month], 20, _GREY)


def _ring(sheet: _Sheet, left: int, top: int, right: int, bottom: int) -> None:
    sheet.card(left, top, right, bottom)
    sheet.text(left + 28, top + 22, "By team", 26)
    palette = sheet.palette
    shares = sorted(sheet.chance.sample(range(40, 330), 3))
    fills = (palette.dark, palette.middle, palette.accent, between(palette.middle, palette.light, 0.6))
    box = (left + 40, top + 90, left + 300, top + 350)
    for start, end, fill in zip((0, *shares), (*shares, 360), fills, strict=True):
        sheet.draw.pieslice(box, start - 90, end - 90, fill)
    sheet.draw.ellipse((left + 100, top + 150, left + 240, top + 290), _WHITE)
    for row, (name, fill) in enumerate(zip(("North", "South", "Partners", "Others"), fills, strict=True)):
        y = top + 120 + row * 56
        sheet.draw.rounded_rectangle((left + 350, y, left + 376, y + 26), 6, fill)
        sheet.text(left + 392, y, name, 24)


def _rows(sheet: _Sheet, left: int, top: int, right: int, bottom: int, count: int) -> None:
    sheet.card(left, top, right, bottom)
    for place, name in enumerate(("Company", "Person in charge", "Amount", "State")):
        sheet.text(left + 40 + place * (right - left) // 4, top + 22, name, 22, _GREY)
    people = ("Ida Holm", "Ola Berg", "Eva Lind", "Tom Frost")
    for row, company in enumerate(sheet.chance.sample(_COMPANIES, count)):
        y = top + 70 + row * 62
        sheet.draw.line((left + 20, y, right - 20, y), _RULE, 1)
        cells = (
            company,
            sheet.chance.choice(people),
            f"EUR {sheet.chance.randrange(2, 96)},{sheet.chance.randrange(100, 999)}",
        )
        for place, cell in enumerate(cells):
            sheet.text(left + 40 + place * (right - left) // 4, y + 18, cell, 24)
        state = sheet.chance.choice(_STATES)
        tone = sheet.palette.accent if state == "Won" else sheet.palette.middle
        sheet.pill(left + 40 + 3 * (right - left) // 4, y + 14, state, between(tone, _WHITE, 0.65))


def _details(sheet: _Sheet) -> None:
    _rows(sheet, 340, 130, 1_330, 1_040, 12)
    sheet.card(1_360, 130, 1_870, 1_040)
    sheet.draw.ellipse((1_400, 170, 1_520, 290), between(sheet.palette.middle, sheet.palette.light, 0.5))
    sheet.text(1_545, 185, sheet.chance.choice(_COMPANIES), 30)
    sheet.text(1_545, 230, "Customer since 2014", 22, _GREY)
    for row, (name, value) in enumerate(
        (("Last talk", "Tuesday"), ("Next step", "Send the offer"), ("Open requests", "2"))
    ):
        y = 330 + row * 96
        sheet.text(1_400, y, name, 22, _GREY)
        sheet.text(1_400, y + 32, value, 28)
    for row in range(4):
        y = 650 + row * 66
        sheet.draw.ellipse((1_404, y, 1_424, y + 20), sheet.palette.accent if row == 0 else sheet.palette.middle)
        if row < 3:
            sheet.draw.line((1_414, y + 22, 1_414, y + 64), _RULE, 3)
        sheet.text(1_444, y - 4, ("Offer sent", "Meeting in Bergen", "Call", "First mail")[row], 24)
    sheet.draw.rounded_rectangle((1_400, 950, 1_830, 1_006), 12, sheet.palette.dark)
    sheet.text(1_548, 964, "Follow up", 26, sheet.palette.light)


def _settings(sheet: _Sheet) -> None:
    sections = (
        "Synchronise every hour",
        "Ask before something is overwritten",
        "Send a page by mail each week",
        "Use the team's colours",
    )
    sheet.card(340, 130, 1_870, 640)
    sheet.text(380, 160, "General", 30)
    for row, name in enumerate(sections):
        y = 230 + row * 96
        is_on = sheet.chance.random() < 0.6
        sheet.text(380, y, name, 26)
        sheet.text(380, y + 36, "Applies to everybody in your company", 20, _GREY)
        sheet.draw.rounded_rectangle((1_730, y, 1_820, y + 48), 24, sheet.palette.middle if is_on else _RULE)
        knob = 1_776 if is_on else 1_734
        sheet.draw.ellipse((knob, y + 4, knob + 40, y + 44), _WHITE)
    sheet.card(340, 670, 1_870, 1_040)
    sheet.text(380, 700, "Who may use the app", 30)
    for place, name in enumerate(("Sales", "Service", "Marketing", "Administration")):
        left = 380 + place * 360
        sheet.draw.rounded_rectangle((left, 780, left + 320, 960), 14, _GROUND, _RULE, 2)
        sheet.draw.ellipse((left + 30, 815, left + 90, 875), between(sheet.palette.accent, _WHITE, 0.3))
        sheet.text(left + 110, 828, name, 26)
        sheet.text(left + 110, 868, f"{sheet.chance.randrange(2, 40)} people", 20, _GREY)
