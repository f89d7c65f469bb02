"""Pictures are judged by their content."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Callable

import pytest
from devportal.gateways.images import clean, examine
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image


def png(size: tuple[int, int] = (40, 30), mode: str = "RGB", fmt: str = "PNG", **how: object) -> bytes:
    out = io.BytesIO()
    Image.new(mode, size, how.pop("color", 1 if mode in {"P", "1", "L"} else None)).save(out, fmt, **how)  # type: ignore[arg-type]
    return out.getvalue()


def chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def with_chunk(kind: bytes, body: bytes) -> bytes:
    data = png()
    return data[:33] + chunk(kind, body) + data[33:]


def with_header(width: int, height: int) -> bytes:
    data = png()
    body = struct.pack(">II", width, height) + data[24:29]
    return data[:8] + chunk(b"IHDR", body) + data[33:]


def bomb() -> bytes:
    data = png()
    return data[:33] + chunk(b"IDAT", zlib.compress(b"\0" * 20_000_000)) + chunk(b"IEND", b"")


def broken_checksum() -> bytes:
    data = bytearray(png())
    data[30] ^= 1
    return bytes(data)


HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "nothing": (lambda: b"", "not-png"),
    "a JPEG": (lambda: png(fmt="JPEG"), "not-png"),
    "a GIF": (lambda: png(fmt="GIF"), "not-png"),
    "a WebP": (lambda: png(fmt="WEBP"), "not-png"),
    "an SVG with a script": (lambda: b"<svg onload=alert(1)></svg>", "not-png"),
    "a ZIP behind the end": (lambda: png() + b"PK\x05\x06" + b"\0" * 18, "trailing-data"),
    "HTML behind the end": (lambda: png() + b"<script>alert(1)</script>", "trailing-data"),
    "a script in a text part": (lambda: with_chunk(b"tEXt", b"x\0<script>"), "unknown-part"),
    "Exif": (lambda: with_chunk(b"eXIf", b"MM\0*"), "unknown-part"),
    "an animation": (lambda: with_chunk(b"acTL", b"\0\0\0\2\0\0\0\0"), "unknown-part"),
    "a part of somebody's own": (lambda: with_chunk(b"evIl", b"x"), "unknown-part"),
    "a page in the background colour": (lambda: with_chunk(b"bKGD", b"<script>alert(1)</script>"), "long-part"),
    "a script in the end": (lambda: png()[:-12] + chunk(b"IEND", b"<script>"), "long-part"),
    "a palette behind the pixels": (lambda: png()[:-12] + chunk(b"PLTE", b"abc") + chunk(b"IEND", b""), "order"),
    "two resolutions": (
        lambda: png()[:33] + 2 * chunk(b"pHYs", b"\0" * 9) + png()[33:],
        "doubled-part",
    ),
    "a bomb in the colour profile": (
        lambda: with_chunk(b"iCCP", b"x\0\0" + zlib.compress(b"\0" * 50_000_000)),
        "truncated",
    ),
    "two headers": (lambda: with_chunk(b"IHDR", png()[16:29]), "order"),
    "a wrong checksum": (broken_checksum, "checksum"),
    "cut off": (lambda: png()[:-20], "truncated"),
    "no pixels": (lambda: png()[:33] + chunk(b"IEND", b""), "truncated"),
    "a giant by its header": (lambda: with_header(60_000, 60_000), "too-large"),
    "no size": (lambda: with_header(0, 30), "too-large"),
    "more pixels than it says": (bomb, "bomb"),
    "fewer pixels than it says": (lambda: with_header(400, 300), "truncated"),
    "data behind the pixels": (
        lambda: png()[:33] + chunk(b"IDAT", zlib.compress(b"\0" * (30 * 121)) + b"hidden") + chunk(b"IEND", b""),
        "trailing-data",
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_picture_is_refused(name: str) -> None:
    make, problem = HOSTILE[name]
    facts = examine(make())
    assert not facts.ok
    assert facts.problem == problem
    assert facts.detail


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "L", "LA", "P", "1"])
def test_an_honest_picture_is_taken(mode: str) -> None:
    facts = examine(png((48, 32), mode))
    assert (facts.ok, facts.width, facts.height) == (True, 48, 32)

    assert examine(png((1_920, 1_080))).ok


def test_transparency_is_seen() -> None:
    assert examine(png(mode="RGBA", color=(1, 2, 3, 254))).transparent
    assert not examine(png(mode="RGBA", color=(1, 2, 3, 255))).transparent
    assert examine(png(mode="P", color=0, transparency=0)).transparent
    assert not examine(png()).transparent


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "L", "LA", "P", "1"])
def test_a_cleaned_picture_has_the_same_pixels_and_nothing_else(mode: str) -> None:
    data = png((20, 10), mode)
    cleaned = clean(data)
    with Image.open(io.BytesIO(data)) as one, Image.open(io.BytesIO(cleaned)) as other:
        assert one.convert("RGBA").tobytes() == other.convert("RGBA").tobytes()
    assert examine(cleaned).ok


def test_a_refused_picture_is_not_cleaned() -> None:
    with pytest.raises(ValueError, match="not a sound picture"):
        clean(b"GIF89a")


@given(st.binary(max_size=300), st.integers(0, 200))
@settings(max_examples=200, deadline=None)
def test_nothing_is_raised(noise: bytes, at: int) -> None:
    data = png()
    examine(noise)
    examine(data[:at] + noise + data[at + len(noise) :])
