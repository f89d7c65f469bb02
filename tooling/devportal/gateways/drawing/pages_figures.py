"""Pages with figures, lists and settings."""

from __future__ import annotations

from itertools import pairwise

from .palette import between
from .sheet import COMPANIES, GREY, GROUND, PEOPLE, RULE, WHITE, Sheet

_STATES = ("Open", "Won", "Waiting", "New", "Done")


def overview(sheet: Sheet) -> None:
    """Key figures, a bar chart, a ring and the newest rows."""
    for place, name in enumerate(("This week", "Open", "Won", "On time")):
        left = 340 + place * 390
        sheet.card(left, 130, left + 360, 270)
        sheet.text(left + 28, 152, name, 22, GREY)
        value = f"{sheet.chance.randrange(62, 99)} %" if place == 3 else f"{sheet.chance.randrange(12, 480)}"
        sheet.text(left + 28, 188, value, 52, sheet.palette.dark)
        rise = sheet.chance.randrange(2, 19)
        sheet.pill(left + 245, 205, f"+{rise} %", sheet.warm if place == 2 else sheet.pale)
    _bars(sheet, 340, 300, 1_240, 680)
    _ring(sheet, 1_270, 300, 1_870, 680)
    _rows(sheet, 340, 710, 1_870, 1_040, 4)


def _bars(sheet: Sheet, left: int, top: int, right: int, bottom: int) -> None:
    sheet.card(left, top, right, bottom)
    sheet.text(left + 28, top + 22, "By month", 26)
    for rule in range(4):
        y = top + 100 + rule * 70
        sheet.draw.line((left + 40, y, right - 40, y), RULE, 1)
    for month in range(12):
        height = sheet.chance.randrange(60, 230)
        x = left + 56 + month * ((right - left - 100) // 12)
        fill = sheet.palette.accent if month == 10 else sheet.palette.middle
        sheet.block(x, bottom - 60 - height, x + 40, bottom - 60, fill, 6)
        sheet.text(x + 12, bottom - 48, "JFMAMJJASOND"[month], 20, GREY)


def _ring(sheet: Sheet, left: int, top: int, right: int, bottom: int) -> None:
    sheet.card(left, top, right, bottom)
    sheet.text(left + 28, top + 22, "By team", 26)
    palette = sheet.palette
    first, second, third = (sheet.chance.randrange(60, 110) for _ in range(3))
    ends = (0, first, first + second, first + second + third, 360)
    fills = (palette.dark, palette.middle, palette.accent, sheet.soft)
    box = (left + 40, top + 90, left + 300, top + 350)
    for (start, end), fill in zip(pairwise(ends), fills, strict=True):
        sheet.draw.pieslice(box, start - 90, end - 90, fill)
    sheet.disc(left + 170, top + 220, 72, WHITE)
    for row, (name, fill) in enumerate(zip(("North", "South", "Partners", "Others"), fills, strict=True)):
        y = top + 120 + row * 56
        sheet.block(left + 350, y, left + 376, y + 26, fill, 6)
        sheet.text(left + 392, y, name, 24)


def _rows(sheet: Sheet, left: int, top: int, right: int, bottom: int, count: int) -> None:
    sheet.card(left, top, right, bottom)
    step = (bottom - top - 74) // count
    quarter = (right - left) // 4
    for place, name in enumerate(("Company", "Person in charge", "Amount", "State")):
        sheet.text(left + 40 + place * quarter, top + 24, name, 22, GREY)
    for row, company in enumerate(sheet.chance.sample(COMPANIES, count)):
        y = top + 70 + row * step
        sheet.draw.line((left + 20, y, right - 20, y), RULE, 1)
        amount = f"EUR {sheet.chance.randrange(2, 96)},{sheet.chance.randrange(100, 999)}"
        for place, cell in enumerate((company, sheet.chance.choice(PEOPLE), amount)):
            sheet.text(left + 40 + place * quarter, y + step // 2 - 14, cell, 24)
        state = sheet.chance.choice(_STATES)
        fill = sheet.warm if state == "Won" else sheet.pale
        sheet.pill(left + 40 + 3 * quarter, y + step // 2 - 18, state, fill)


def forecast(sheet: Sheet) -> None:
    """A line with a range around it, and what moved it."""
    sheet.card(340, 130, 1_870, 730)
    sheet.text(380, 156, "Next two quarters", 28)
    for place, (name, fill) in enumerate((("So far", sheet.palette.dark), ("Likely", sheet.palette.accent))):
        sheet.block(1_500 + place * 180, 166, 1_526 + place * 180, 180, fill, 7)
        sheet.text(1_540 + place * 180, 156, name, 22, GREY)
    for rule in range(5):
        sheet.draw.line((390, 250 + rule * 100, 1_820, 250 + rule * 100), RULE, 1)
    height, points = 560, []
    for month in range(13):
        points.append((410 + month * 116, height))
        height -= sheet.chance.randrange(-18, 58)
    known, ahead = points[:8], points[7:]
    fan = [(x, y - 20 * n) for n, (x, y) in enumerate(ahead)] + [
        (x, y + 16 * n) for n, (x, y) in reversed(list(enumerate(ahead)))
    ]
    sheet.draw.polygon(fan, sheet.warm)
    sheet.draw.line(known, sheet.palette.dark, 6, joint="curve")
    sheet.draw.line(ahead, sheet.palette.accent, 6, joint="curve")
    for place, (x, y) in enumerate(points):
        sheet.disc(x, y, 9, sheet.palette.dark if place < 8 else sheet.palette.accent)
    for place, company in enumerate(sheet.chance.sample(COMPANIES, 3)):
        left = 340 + place * 520
        sheet.card(left, 760, left + 490, 1_040)
        sheet.text(left + 30, 790, company, 28)
        reason = ("Decides in March", "Waits for its board", "Asked for a new price")[place]
        sheet.text(left + 30, 832, reason, 22, GREY)
        share = sheet.chance.randrange(30, 92)
        sheet.block(left + 30, 900, left + 460, 918, GROUND, 9)
        sheet.block(left + 30, 900, left + 30 + 430 * share // 100, 918, sheet.palette.middle, 9)
        sheet.text(left + 30, 940, f"{share} % likely", 24, sheet.palette.dark)


def details(sheet: Sheet) -> None:
    """A list with one entry's details beside it."""
    _rows(sheet, 340, 130, 1_330, 1_040, 12)
    sheet.card(1_360, 130, 1_870, 1_040)
    company = sheet.chance.choice(COMPANIES)
    sheet.face(1_460, 230, company, 60)
    sheet.text(1_545, 185, company, 28)
    sheet.text(1_545, 230, f"Customer since {sheet.chance.randrange(2009, 2024)}", 22, GREY)
    for row, (name, value) in enumerate(
        (("Last talk", "Tuesday"), ("Next step", "Send the offer"), ("Open requests", "2"))
    ):
        sheet.text(1_400, 330 + row * 96, name, 22, GREY)
        sheet.text(1_400, 362 + row * 96, value, 28)
    for row, said in enumerate(("Offer sent", "Meeting in Bergen", "Call", "First mail")):
        y = 660 + row * 66
        if row < 3:
            sheet.draw.line((1_414, y, 1_414, y + 60), RULE, 3)
        sheet.disc(1_414, y, 10, sheet.palette.accent if row == 0 else sheet.palette.middle)
        sheet.text(1_444, y - 14, said, 24)
    sheet.button(1_400, 950, "Follow up", 430)


def settings(sheet: Sheet) -> None:
    """Switches, and who may use the app."""
    sheet.card(340, 130, 1_870, 640)
    sheet.text(380, 160, "General", 30)
    said = (
        ("Work in the background", "Every hour, and at once when somebody waits"),
        ("Ask before something is overwritten", "Recommended while you get to know each other"),
        ("Send a page by mail each week", "Mondays at seven, to everybody who wants it"),
        ("Use the team's colours", "The same colours as in SuperOffice"),
    )
    for row, (name, help_) in enumerate(said):
        y = 230 + row * 96
        is_on = row == 0 or sheet.chance.random() < 0.6
        sheet.text(380, y, name, 26)
        sheet.text(380, y + 36, help_, 20, GREY)
        sheet.block(1_730, y, 1_820, y + 48, sheet.palette.middle if is_on else RULE, 24)
        sheet.disc(1_796 if is_on else 1_754, y + 24, 20, WHITE)
    sheet.card(340, 670, 1_870, 1_040)
    sheet.text(380, 700, "Who may use the app", 30)
    for place, name in enumerate(("Sales", "Service", "Marketing", "Administration")):
        left = 380 + place * 368
        sheet.card(left, 780, left + 340, 960, between(sheet.pale, WHITE, 0.5))
        sheet.face(left + 66, 870, name, 34)
        sheet.text(left + 120, 838, name, 26)
        sheet.text(left + 120, 876, f"{sheet.chance.randrange(2, 40)} people", 20, GREY)
