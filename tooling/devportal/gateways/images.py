"""Pictures, judged by their content: a strict walk over a PNG's chunks, then a bounded decode."""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator
from typing import Final, NamedTuple

from PIL import Image, UnidentifiedImageError

from ..domain.image import ImageFacts

_SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"
_LONGEST: Final = {
    b"IHDR": 13, b"PLTE": 768, b"tRNS": 256, b"IDAT": 2**31, b"IEND": 0, b"gAMA": 4, b"cHRM": 32, b"sRGB": 1,
    b"sBIT": 4, b"pHYs": 9, b"bKGD": 6, b"iCCP": 2**20, b"tIME": 7,
}  # fmt: skip
"""The parts that are taken, with the most bytes that the PNG specification gives each (a colour profile: our bound).

They hold colour and size facts that every tool writes. Text and Exif parts may carry anything, animation hides frames.
"""
_BEFORE_PIXELS: Final = frozenset({b"PLTE", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"sBIT", b"pHYs", b"bKGD", b"iCCP"})
_ONCE: Final = _LONGEST.keys() - {b"IDAT"}
_SIDE: Final = 4_096
_PIXELS: Final = 3_840 * 2_160
_MOST_CHUNKS: Final = 4_096
_FORMATS: Final = (
    (b"\xff\xd8\xff", "a JPEG"),
    (b"GIF8", "a GIF"),
    (b"RIFF", "a WebP"),
    (b"<svg", "an SVG"),
    (b"<?xml", "an XML file"),
    (b"BM", "a bitmap"),
    (b"%PDF", "a PDF"),
)


class _Broken(Exception):  # noqa: N818 - told as a problem
    """A picture that is not taken: a short id and a sentence."""

    def __init__(self, problem: str, detail: str) -> None:
        super().__init__(detail)
        self.problem, self.detail = problem, detail


class _Chunk(NamedTuple):
    kind: bytes
    body: memoryview


class _Header(NamedTuple):
    width: int
    height: int
    channels: int
    depth: int

    @property
    def raw_size(self) -> int:
        """The bytes of the pixels with their filter bytes; interlacing adds rows."""
        return (
            self.height * (1 + (self.width * self.channels * self.depth + 7) // 8) + 8 * (self.width + self.height) + 64
        )


def examine(data: bytes) -> ImageFacts:
    """What a picture is: sound or not, its size in pixels, whether anything shines through. Never raises."""
    try:
        header = _walked(data)
        return _decoded(data, header)
    except _Broken as broken:
        return ImageFacts(False, broken.problem, broken.detail)


def clean(data: bytes) -> bytes:
    """A sound picture written anew from its pixels alone, as PNG. Raises ValueError for one that ``examine`` "
    "refuses."""
    if not examine(data).ok:
        raise ValueError("not a sound picture")
    with Image.open(io.BytesIO(data), formats=["PNG"]) as image:
        image.load()
        bare = Image.new(image.mode, image.size)
        if image.mode == "P":
            bare.putpalette(image.getpalette("RGB") or [])
        bare.frombytes(image.tobytes())
        out = io.BytesIO()
        transparency = image.info.get("transparency")
        bare.save(out, "PNG", **({"transparency": transparency} if transparency is not None else {}))
    return out.getvalue()


def _walked(data: bytes) -> _Header:
    """Check the file's build before anything decodes it."""
    if not data.startswith(_SIGNATURE):
        raise _Broken("not-png", f"it is {_named(data)}, not a PNG")
    header: _Header | None = None
    seen: set[bytes] = set()
    pixels: list[memoryview] = []
    before = b""
    for chunk in _chunks(data):
        _check_order(chunk.kind, before, seen)
        if len(chunk.body) > _LONGEST[chunk.kind]:
            raise _Broken("long-part", f"its part {_shown(chunk.kind)} is longer than it may be")
        if chunk.kind == b"IHDR":
            header = _header(chunk.body)
        if chunk.kind == b"IDAT":
            pixels.append(chunk.body)
        seen.add(chunk.kind)
        before = chunk.kind
    if header is None or not pixels:
        raise _Broken("truncated", "its pixels are missing")
    _check_inflated(pixels, header)
    return header


def _chunks(data: bytes) -> Iterator[_Chunk]:
    view, at, count = memoryview(data), len(_SIGNATURE), 0
    while True:
        count += 1
        length = int.from_bytes(view[at : at + 4])
        end = at + 12 + length
        if at + 12 > len(data) or end > len(data):
            raise _Broken("truncated", "it ends too early")
        kind, body = bytes(view[at + 4 : at + 8]), view[at + 8 : end - 4]
        if zlib.crc32(view[at + 4 : end - 4]) != int.from_bytes(view[end - 4 : end]):
            raise _Broken("checksum", f"the checksum of its part {_shown(kind)} is wrong")
        if count > _MOST_CHUNKS:
            raise _Broken("too-many-parts", f"it has more than {_MOST_CHUNKS:,} parts")
        yield _Chunk(kind, body)
        at = end
        if kind == b"IEND":
            break
    if at != len(data):
        raise _Broken("trailing-data", f"{len(data) - at:,} bytes follow the picture's end")


def _check_order(kind: bytes, before: bytes, seen: set[bytes]) -> None:
    if kind not in _LONGEST:
        raise _Broken("unknown-part", f"it holds a part {_shown(kind)}, which is not taken")
    if (kind == b"IHDR") != (not seen):
        raise _Broken("order", "its header is not where it has to be")
    if kind in _BEFORE_PIXELS and b"IDAT" in seen:
        raise _Broken("order", f"its part {_shown(kind)} follows the pixels")
    if kind in _ONCE and kind in seen:
        raise _Broken("doubled-part", f"it has two parts {_shown(kind)}")
    if kind == b"IDAT" and before != b"IDAT" and b"IDAT" in seen:
        raise _Broken("order", "its pixels are in several places")


def _header(body: memoryview) -> _Header:
    channels = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}.get(body[9]) if len(body) == 13 else None
    width, height = int.from_bytes(body[:4]), int.from_bytes(body[4:8])
    if channels is None or body[8] not in {1, 2, 4, 8, 16}:
        raise _Broken("header", "its header makes no sense")
    if not 0 < width <= _SIDE or not 0 < height <= _SIDE or width * height > _PIXELS:
        raise _Broken("too-large", f"it says that it has {width:,} x {height:,} pixels; 3,840 x 2,160 are the most")
    return _Header(width, height, channels, body[8])


def _check_inflated(pixels: list[memoryview], header: _Header) -> None:
    """Inflate no more than the header promises: a bomb stops here."""
    inflater = zlib.decompressobj()
    left = header.raw_size
    try:
        for part in pixels:
            waiting: bytes | memoryview = part
            while waiting:
                left -= len(inflater.decompress(waiting, min(left + 1, 2**20)))
                if left < 0:
                    raise _Broken("bomb", "its pixels unpack to more than its size allows")
                waiting = inflater.unconsumed_tail
    except zlib.error:
        raise _Broken("truncated", "its pixels cannot be unpacked") from None
    if inflater.unused_data:
        raise _Broken("trailing-data", "something is hidden behind its pixels")


def _decoded(data: bytes, header: _Header) -> ImageFacts:
    try:
        with Image.open(io.BytesIO(data), formats=["PNG"]) as image:
            image.load()
            return ImageFacts(
                True, width=header.width, height=header.height, transparent=_shines_through(image), mode=image.mode
            )
    except (OSError, SyntaxError, ValueError, EOFError, UnidentifiedImageError, Image.DecompressionBombError):
        raise _Broken("truncated", "its pixels cannot be read") from None


def _shines_through(image: Image.Image) -> bool:
    if "transparency" not in image.info and not image.mode.endswith("A"):
        return False
    low, _ = image.convert("RGBA").getchannel("A").getextrema()
    return bool(low < 255)  # type: ignore[operator]


def _named(data: bytes) -> str:
    if not data:
        return "empty"
    start = data[:64].lstrip().lower()
    return next((name for begin, name in _FORMATS if start.startswith(begin.lower())), "something else")


def _shown(kind: bytes) -> str:
    return kind.decode("ascii") if kind.isalpha() else kind.hex()
