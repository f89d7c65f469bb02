"""The picture that stands beside a link to an app when somebody shares it: 1200 x 630, icon, name, partner."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from typing import Final

from PIL import Image, ImageDraw, ImageFont

_SIZE: Final = (1200, 630)
_LEFT: Final = 400
_RIGHT: Final = 1120
_GREEN, _MINT, _PALE, _WHITE = "#06423e", "#7fd6b4", "#d7e6e0", "#ffffff"
_RECIPE: Final = "2"
_FONTS: Final = ("inter-latin-wght-normal.woff2", "inter-latin-ext-wght-normal.woff2")


def share_key(name: str, partner: str, header: str, icon: str) -> str:
    """Changes when the picture would."""
    return hashlib.sha256("\0".join((_RECIPE, name, partner, header, icon)).encode()).hexdigest()[:24]


def share_picture(fonts: Path, name: str, partner: str, header: str, icon: bytes | None) -> bytes:
    """The picture as PNG. ``fonts`` is the folder of the website's typeface; ``icon`` a picture of our own making."""
    image = Image.new("RGB", _SIZE, _GREEN)
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 610, 1200, 630), fill=_MINT)
    if icon:
        _stamp(image, icon)
    top = _lines(draw, fonts, name, 64, 700, _WHITE, 130, 2)
    top = _lines(draw, fonts, partner, 32, 500, _MINT, top + 14, 1)
    _lines(draw, fonts, header, 34, 400, _PALE, top + 26, 3)
    _lines(draw, fonts, "SuperOffice App Store", 28, 600, _PALE, 530, 1)
    out = io.BytesIO()
    image.save(out, "PNG", optimize=True)
    return out.getvalue()


def _stamp(image: Image.Image, icon: bytes) -> None:
    """The icon with round corners."""
    with Image.open(io.BytesIO(icon)) as opened:
        square = opened.convert("RGBA").resize((240, 240), Image.Resampling.LANCZOS)
    ground = Image.new("RGBA", (240, 240), _WHITE)
    ground.alpha_composite(square)
    mask = Image.new("L", (960, 960))
    ImageDraw.Draw(mask).rounded_rectangle((0, 0, 959, 959), 190, fill=255)
    image.paste(ground.convert("RGB"), (96, 150), mask.resize((240, 240), Image.Resampling.LANCZOS))


def _lines(
    draw: ImageDraw.ImageDraw, fonts: Path, text: str, size: int, weight: int, colour: str, top: int, most: int
) -> int:
    """Write text, broken between words, into at most ``most`` lines; where the next text may begin."""
    rows = list(_broken(text, fonts, size, weight))
    if len(rows) > most:
        rows = [*rows[: most - 1], _cut(rows[most - 1], fonts, size, weight)]
    for row in rows:
        left = float(_LEFT)
        for font, part in _runs(row, fonts, size, weight):
            draw.text((left, top), part, font=font, fill=colour)
            left += font.getlength(part)
        top += round(size * 1.25)
    return top


def _broken(text: str, fonts: Path, size: int, weight: int) -> Iterator[str]:
    row = ""
    for word in text.split():
        longer = f"{row} {word}".strip()
        if row and _length(longer, fonts, size, weight) > _RIGHT - _LEFT:
            yield row
            row = word
        else:
            row = longer
    if row:
        yield row


def _cut(row: str, fonts: Path, size: int, weight: int) -> str:
    while row and _length(f"{row}…", fonts, size, weight) > _RIGHT - _LEFT:
        row = row[:-1].rstrip()
    return f"{row}…"


def _length(text: str, fonts: Path, size: int, weight: int) -> float:
    return sum(font.getlength(part) for font, part in _runs(text, fonts, size, weight))


def _runs(text: str, fonts: Path, size: int, weight: int) -> Iterator[tuple[ImageFont.FreeTypeFont, str]]:
    """Pieces of the text with the file that holds their letters. Invisible and controlling characters are left out."""
    shown = "".join(letter for letter in text if letter.isprintable())
    for is_extended, letters in groupby(shown, key=lambda letter: 0x100 <= ord(letter) < 0x2000):
        yield _font(fonts / _FONTS[is_extended], size, weight), "".join(letters)


@lru_cache(maxsize=32)
def _font(file: Path, size: int, weight: int) -> ImageFont.FreeTypeFont:
    font = ImageFont.truetype(str(file), size)
    font.set_variation_by_axes([weight])
    return font
