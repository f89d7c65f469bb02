"""Pages with drawings of places and processes: a map, a flow, telephones."""

from __future__ import annotations

from .palette import between
from .sheet import COMPANIES, GREY, RULE, WHITE, Sheet


def territory(sheet: Sheet) -> None:
    """A map with companies on it, and the nearest ones in a list."""
    land, water = between(sheet.palette.middle, WHITE, 0.86), between(sheet.palette.dark, WHITE, 0.72)
    sheet.block(340, 130, 1_400, 1_040, land, 14)
    sheet.draw.polygon(((340, 700), (520, 640), (640, 760), (820, 820), (900, 1_040), (340, 1_040)), water)
    for number in range(7):
        x = 400 + number * 150 + sheet.chance.randrange(-30, 30)
        sheet.draw.line((x, 132, x + sheet.chance.randrange(-160, 160), 1_038), WHITE, 10 if number % 3 else 20)
        y = 200 + number * 120 + sheet.chance.randrange(-30, 30)
        sheet.draw.line((342, y, 1_398, y + sheet.chance.randrange(-120, 120)), WHITE, 10 if number % 2 else 18)
    sheet.draw.ellipse((680, 260, 1_260, 840), None, sheet.palette.middle, 5)
    for place in range(16):
        x, y = sheet.chance.randrange(420, 1_340), sheet.chance.randrange(190, 960)
        _pin(sheet, x, y, is_warm=place % 4 == 0)
    sheet.card(1_430, 130, 1_870, 1_040)
    sheet.text(1_466, 160, "Within 30 minutes", 28)
    for row, company in enumerate(sheet.chance.sample(COMPANIES, 7)):
        y = 230 + row * 112
        sheet.draw.line((1_450, y, 1_850, y), RULE, 1)
        _pin(sheet, 1_480, y + 48, is_warm=row % 3 == 0)
        sheet.text(1_516, y + 20, company, 24)
        minutes, people = sheet.chance.randrange(2, 29), sheet.chance.randrange(8, 240)
        sheet.text(1_516, y + 56, f"{minutes} min, {people} people", 20, GREY)


def _pin(sheet: Sheet, x: int, y: int, *, is_warm: bool) -> None:
    fill = sheet.palette.accent if is_warm else sheet.palette.dark
    sheet.draw.polygon(((x - 15, y + 5), (x + 15, y + 5), (x, y + 34)), fill)
    sheet.disc(x, y, 18, fill)
    sheet.disc(x, y, 7, WHITE)


def flow(sheet: Sheet) -> None:
    """Steps joined by lines, and the last runs."""
    sheet.card(340, 130, 1_870, 700)
    for x in range(370, 1_850, 40):
        for y in range(160, 690, 40):
            sheet.draw.point((x, y), GREY)
    nodes = (
        (390, 360, "An order arrives", True),
        (770, 240, "Find the company", False),
        (770, 480, "Write to the log", False),
        (1_150, 240, "Is it new?", True),
        (1_500, 180, "Create it", False),
        (1_500, 330, "Add the order", False),
    )
    for start, end in ((0, 1), (0, 2), (1, 3), (3, 4), (3, 5)):
        (x1, y1, _, _), (x2, y2, _, _) = nodes[start], nodes[end]
        middle = (x1 + 300 + x2) // 2
        path = [(x1 + 300, y1 + 50), (middle, y1 + 50), (middle, y2 + 50), (x2, y2 + 50)]
        sheet.draw.line(path, sheet.palette.middle, 4, joint="curve")
    for x, y, name, is_warm in nodes:
        sheet.card(x, y, x + 300, y + 100)
        sheet.block(x + 18, y + 26, x + 66, y + 74, sheet.palette.accent if is_warm else sheet.palette.middle, 12)
        sheet.text(x + 84, y + 36, name, 23)
    sheet.card(340, 730, 1_870, 1_040)
    sheet.text(380, 752, "Last runs", 26)
    for row in range(4):
        y = 806 + row * 56
        sheet.draw.line((360, y, 1_850, y), RULE, 1)
        sheet.text(380, y + 14, f"Today, {14 - row}.{sheet.chance.randrange(10, 59)}", 22, GREY)
        sheet.text(720, y + 14, sheet.chance.choice(COMPANIES), 22)
        sheet.text(1_180, y + 14, f"{sheet.chance.randrange(40, 900)} ms", 22, GREY)
        is_waiting = row == 2
        sheet.pill(1_500, y + 10, "Waits for you" if is_waiting else "Done", sheet.warm if is_waiting else sheet.pale)


def telephones(sheet: Sheet) -> None:
    """Three telephones side by side; it covers the frame."""
    sheet.draw.rectangle((0, 0, 1_920, 1_080), sheet.palette.middle)
    sheet.disc(1_500, 260, 620, between(sheet.palette.middle, sheet.palette.dark, 0.35))
    sheet.disc(360, 980, 460, between(sheet.palette.middle, sheet.palette.dark, 0.2))
    for place, screen in enumerate((_phone_list, _phone_note, _phone_day)):
        left, top = 260 + place * 500, 130 - 40 * (place == 1)
        sheet.block(left, top, left + 400, top + 840, (24, 26, 30), 54)
        sheet.block(left + 16, top + 16, left + 384, top + 824, WHITE, 42)
        sheet.block(left + 150, top + 30, left + 250, top + 46, (24, 26, 30), 8)
        screen(sheet, left + 40, top + 80)


def _phone_list(sheet: Sheet, left: int, top: int) -> None:
    sheet.text(left, top, "Today", 36, sheet.palette.dark)
    for row, company in enumerate(sheet.chance.sample(COMPANIES, 5)):
        y = top + 80 + row * 118
        sheet.card(left, y, left + 320, y + 100, sheet.warm if row == 0 else sheet.pale)
        sheet.text(left + 20, y + 18, company, 23)
        sheet.text(left + 20, y + 54, f"{9 + row * 2}.00, {sheet.chance.randrange(4, 60)} km", 20, GREY)


def _phone_note(sheet: Sheet, left: int, top: int) -> None:
    sheet.text(left, top, sheet.chance.choice(COMPANIES), 30, sheet.palette.dark)
    sheet.block(left, top + 70, left + 320, top + 300, sheet.soft, 18)
    hills = ((20, 290), (130, 150), (200, 230), (240, 190), (305, 290))
    sheet.draw.polygon([(left + x, top + y) for x, y in hills], sheet.palette.dark)
    sheet.disc(left + 250, top + 130, 28, sheet.palette.accent)
    sheet.lines(left, top + 340, (310, 290, 320, 180), step=38)
    sheet.block(left, top + 540, left + 320, top + 610, sheet.palette.dark, 16)
    sheet.text(left + 100, top + 560, "Save the day", 24, sheet.palette.light)


def _phone_day(sheet: Sheet, left: int, top: int) -> None:
    sheet.text(left, top, "This week", 36, sheet.palette.dark)
    for day in range(5):
        height = sheet.chance.randrange(60, 190)
        x = left + 10 + day * 64
        fill = sheet.palette.accent if day == 3 else sheet.palette.middle
        sheet.block(x, top + 300 - height, x + 42, top + 300, fill)
        sheet.text(x + 10, top + 312, "MTWTF"[day], 22, GREY)
    for row, name in enumerate(("Visits", "Notes", "Follow-ups")):
        y = top + 390 + row * 90
        sheet.draw.line((left, y, left + 320, y), RULE, 2)
        sheet.text(left, y + 28, name, 25)
        sheet.text(left + 260, y + 24, str(sheet.chance.randrange(3, 38)), 30, sheet.palette.dark)
