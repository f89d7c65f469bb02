"""Draws the pictures of a sample registry: icons, logos and screenshots, as PNGs that keep the rules."""

from __future__ import annotations

import io
import random
from collections.abc import Sequence

from PIL import Image

from .icon import icon
from .palette import Palette
from .screenshot import screenshot

_COLOURS = 64


def draw(kind: str, motif: str, seed: str, words: Sequence[str] = ()) -> bytes:
    """A picture as PNG: ``icon`` and ``logo`` are 488 x 488, ``screenshot`` is 1920 x 1080 and opaque.

    ``seed`` begins with the name that the colours belong to; ``words`` stand on a screenshot.
    """
    palette = Palette.of(seed.partition(" ")[0])
    chance = random.Random(seed)  # noqa: S311 - it draws pictures
    image = screenshot(motif, words, palette, chance) if kind == "screenshot" else icon(motif, palette, chance)
    return _png(image)


def tiny(kind: str) -> bytes:
    """A picture of the right size that costs next to nothing, for large registries."""
    size = (1_920, 1_080) if kind == "screenshot" else (488, 488)
    return _png(Image.new("RGB", size, (6, 66, 62)))


def _png(image: Image.Image) -> bytes:
    out = io.BytesIO()
    few = image.quantize(_COLOURS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    few.save(out, "PNG", optimize=True)
    return out.getvalue()
