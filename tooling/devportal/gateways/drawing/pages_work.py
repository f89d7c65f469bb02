"""Pages on which work is done: calendar, board, mails, calls, flows."""

from __future__ import annotations

from .palette import between
from .sheet import COMPANIES, GREY, GROUND, PEOPLE, RULE, WHITE, Sheet

_TASKS = (
    "Call back about the offer", "Send the drawings", "Check the invoice", "Prepare the visit", "Ask for a reference",
    "Renew the contract", "Plan the training", "Answer the tender", "Order samples", "Book a room", "Write the summary",
    "Agree on a date",
)  # fmt: skip


def calendar(sheet: Sheet) -> None:
    """A week with appointments."""
    sheet.card(340, 130, 1_870, 1_040)
    for day, name in enumerate(("Mon 16", "Tue 17", "Wed 18", "Thu 19", "Fri 20")):
        left = 440 + day * 284
        sheet.text(left + 20, 152, name, 24, sheet.palette.dark if day == 1 else GREY)
        sheet.draw.line((left, 140, left, 1_030), RULE, 1)
    for hour in range(9):
        y = 200 + hour * 92
        sheet.text(364, y - 12, f"{8 + hour:02}.00", 20, GREY)
        sheet.draw.line((440, y, 1_860, y), RULE, 1)
    for day in range(5):
        hour = sheet.chance.randrange(0, 2)
        while hour < 8:
            length = sheet.chance.choice((1, 1, 2))
            if sheet.chance.random() < 0.62:
                _appointment(sheet, day, hour, length)
            hour += length
    now = 200 + 5 * 92 + 30
    sheet.draw.line((724, now, 1_008, now), sheet.palette.accent, 4)
    sheet.disc(724, now, 9, sheet.palette.accent)


def _appointment(sheet: Sheet, day: int, hour: int, length: int) -> None:
    left, top = 448 + day * 284, 204 + hour * 92
    fill = sheet.chance.choice((sheet.pale, sheet.pale, sheet.soft, sheet.warm))
    sheet.block(left, top, left + 266, top + length * 92 - 10, fill, 10)
    sheet.block(left, top, left + 8, top + length * 92 - 10, sheet.palette.middle, 4)
    sheet.text(left + 22, top + 12, sheet.chance.choice(("Visit", "Call", "Lunch", "Workshop", "Demo", "Planning")), 22)
    sheet.text(left + 22, top + 42, sheet.chance.choice(COMPANIES), 20, GREY)


def board(sheet: Sheet) -> None:
    """Columns with cards."""
    tasks = iter(sheet.chance.sample(_TASKS, 12))
    for place, (name, count) in enumerate((("To do", 4), ("In progress", 3), ("Waiting", 2), ("Done", 3))):
        left = 340 + place * 388
        sheet.block(left, 130, left + 364, 1_040, between(sheet.pale, WHITE, 0.35), 14)
        sheet.text(left + 24, 152, name, 26, sheet.palette.dark)
        sheet.pill(left + 290, 148, str(count), WHITE)
        for row in range(count):
            top = 210 + row * 200
            sheet.card(left + 16, top, left + 348, top + 180)
            tone = (sheet.palette.middle, sheet.palette.accent, sheet.soft)[(row + place) % 3]
            sheet.block(left + 36, top + 22, left + 116, top + 32, tone, 5)
            sheet.text(left + 36, top + 46, next(tasks), 23)
            sheet.text(left + 36, top + 80, sheet.chance.choice(COMPANIES), 20, GREY)
            sheet.face(left + 312, top + 142, sheet.chance.choice(PEOPLE), 22)
            sheet.text(left + 36, top + 130, f"{sheet.chance.randrange(1, 28)} March", 20, GREY)


def inbox(sheet: Sheet) -> None:
    """Messages, one of them open, and the customer beside it."""
    sheet.card(340, 130, 830, 1_040)
    for row, company in enumerate(sheet.chance.sample(COMPANIES, 8)):
        top = 150 + row * 110
        if row == 1:
            sheet.block(348, top - 8, 822, top + 96, sheet.pale, 10)
        sheet.face(396, top + 42, company, 28)
        sheet.text(446, top + 10, company, 24)
        sheet.text(446, top + 46, sheet.chance.choice(_TASKS), 20, GREY)
        if row < 2:
            sheet.disc(796, top + 26, 8, sheet.palette.accent)
    sheet.card(860, 130, 1_460, 1_040)
    sheet.text(900, 164, sheet.chance.choice(_TASKS), 30)
    sheet.text(900, 210, "to you and Ola Berg, 09.42", 20, GREY)
    sheet.lines(900, 280, (500, 470, 510, 320), step=36)
    sheet.lines(900, 460, (490, 510, 240), step=36)
    sheet.card(900, 620, 1_180, 700, sheet.pale)
    sheet.text(930, 646, "Drawing.pdf", 22)
    sheet.button(900, 950, "Answer", 200)
    sheet.button(1_120, 950, "File it here", 240)
    sheet.card(1_490, 130, 1_870, 1_040)
    sheet.face(1_680, 240, sheet.chance.choice(PEOPLE), 70)
    for row, (name, value) in enumerate((("Phone", "+47 21 00 00 42"), ("Open sales", "2"), ("Open requests", "1"))):
        sheet.text(1_530, 370 + row * 110, name, 20, GREY)
        sheet.text(1_530, 400 + row * 110, value, 26)
    sheet.pill(1_530, 720, "Key customer", sheet.warm)


def call(sheet: Sheet) -> None:
    """A call that comes in."""
    sheet.card(340, 130, 1_100, 1_040, sheet.palette.dark)
    name = sheet.chance.choice(PEOPLE)
    for reach, share in ((150, 0.75), (120, 0.5), (92, 0.0)):
        sheet.disc(720, 380, reach, between(sheet.palette.accent, sheet.palette.dark, share))
    initials = "".join(part[0] for part in name.split())
    sheet.centred(720, 338, initials, 72, sheet.palette.dark)
    sheet.centred(720, 580, name, 46, sheet.palette.light)
    company = sheet.chance.choice(COMPANIES)
    sheet.centred(720, 650, f"{company}, purchasing", 26, between(sheet.palette.light, GREY, 0.3))
    for x, fill in ((600, (46, 160, 103)), (840, (209, 73, 91))):
        sheet.disc(x, 850, 58, fill)
        sheet.block(x - 28, 842, x + 28, 858, WHITE, 8)
    sheet.card(1_130, 130, 1_870, 560)
    sheet.text(1_170, 160, "What you should know", 28)
    notes = ("The last request was solved", "An offer of EUR 18,400 is open", "Prefers calls before ten")
    for row, said in enumerate(notes):
        sheet.disc(1_184, 250 + row * 90, 12, sheet.palette.accent if row == 1 else sheet.palette.middle)
        sheet.text(1_216, 236 + row * 90, said, 25)
    sheet.card(1_130, 590, 1_870, 1_040)
    sheet.text(1_170, 620, "Today's calls", 28)
    for row, who in enumerate(sheet.chance.sample(PEOPLE, 4)):
        y = 710 + row * 82
        sheet.face(1_200, y, who)
        sheet.text(1_246, y - 14, who, 24)
        sheet.text(1_560, y - 12, f"{9 + row}.{sheet.chance.randrange(10, 59)}", 22, GREY)
        sheet.pill(1_690, y - 18, f"{sheet.chance.randrange(1, 19)} min", sheet.pale)


def document(sheet: Sheet) -> None:
    """A contract or quote, with the steps that it goes through."""
    sheet.block(340, 130, 1_330, 1_040, RULE, 14)
    sheet.block(460, 160, 1_210, 1_040, WHITE, 4)
    sheet.block(520, 210, 600, 290, sheet.palette.middle, 12)
    sheet.text(520, 330, f"Offer {sheet.chance.randrange(1_100, 9_900)}", 44, sheet.palette.dark)
    sheet.text(520, 388, f"for {sheet.chance.choice(COMPANIES)}", 26, GREY)
    sheet.lines(520, 450, (610, 580, 620, 300))
    sheet.draw.line((520, 610, 1_150, 610), sheet.palette.middle, 3)
    for row, name in enumerate(("Installation", "Licences, 12 people", "Training, two days")):
        sheet.text(520, 630 + row * 54, name, 24)
        sheet.text(1_010, 630 + row * 54, f"EUR {sheet.chance.randrange(1, 9)},{sheet.chance.randrange(100, 999)}", 24)
    sheet.draw.line((520, 800, 1_150, 800), RULE, 2)
    curve = [(540 + n * 9, 880 + (n * 37 % 61) - 30) for n in range(22)]
    sheet.draw.line(curve, sheet.palette.dark, 4, joint="curve")
    sheet.draw.line((520, 930, 790, 930), GREY, 2)
    sheet.text(520, 942, "Signature", 20, GREY)
    sheet.card(1_360, 130, 1_870, 1_040)
    sheet.text(1_400, 164, "On its way", 30)
    steps = ("Written", "Approved by Eva Lind", "Opened by the customer", "Signed by the customer", "Filed on the sale")
    for row, said in enumerate(steps):
        y = 270 + row * 110
        if row < 4:
            sheet.draw.line((1_424, y, 1_424, y + 100), RULE, 4)
        sheet.disc(1_424, y, 18, sheet.palette.middle if row < 3 else sheet.palette.accent if row == 3 else RULE)
        sheet.text(1_464, y - 15, said, 25, GREY if row == 4 else sheet.palette.dark)
    sheet.button(1_400, 950, "Send a reminder", 430)


def newsletter(sheet: Sheet) -> None:
    """A mail that is being written, and who gets it."""
    sheet.block(340, 130, 1_240, 1_040, RULE, 14)
    sheet.block(480, 160, 1_100, 1_040, WHITE, 6)
    sheet.block(480, 160, 1_100, 400, sheet.palette.middle, 6)
    sheet.disc(940, 270, 62, sheet.palette.accent)
    sheet.draw.polygon(((480, 400), (650, 250), (800, 400)), sheet.palette.dark)
    sheet.draw.polygon(((680, 400), (820, 300), (960, 400)), between(sheet.palette.dark, sheet.palette.middle, 0.4))
    sheet.text(530, 432, "Good morning, spring", 42, sheet.palette.dark)
    sheet.lines(530, 510, (510, 490, 520, 280))
    for place in range(2):
        left = 530 + place * 270
        sheet.block(left, 680, left + 250, 830, sheet.pale if place else sheet.warm, 10)
        sheet.lines(left, 850, (230, 180), step=30)
    sheet.button(680, 950, "Read more", 220)
    sheet.card(1_270, 130, 1_870, 1_040)
    sheet.text(1_310, 164, "Who gets it", 30)
    total = sheet.chance.randrange(900, 4_800)
    sheet.text(1_310, 220, f"{total:,}", 66, sheet.palette.dark)
    sheet.text(1_310, 300, "people of two selections", 22, GREY)
    for row, (name, share) in enumerate((("Opened last time", 61), ("Clicked last time", 24), ("Said no since", 3))):
        y = 390 + row * 110
        sheet.text(1_310, y, name, 23)
        sheet.text(1_770, y, f"{share} %", 23, GREY)
        sheet.block(1_310, y + 42, 1_830, y + 58, GROUND, 8)
        sheet.block(1_310, y + 42, 1_310 + 520 * share // 100, y + 58, sheet.palette.middle, 8)
    sheet.text(1_310, 760, "Leaves on Tuesday at 09.15", 24)
    sheet.button(1_310, 950, "Send a test", 250)
