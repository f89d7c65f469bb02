"""Files read one by one: parsed, given their shape, examined; what is clean is remembered by blob id."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, replace
from typing import Any, Final, NamedTuple

from ..decide.assemble import ReadFile
from ..decide.place import Placed
from ..decide.shape import shape
from ..domain.finding import Finding
from ..domain.image import ImageFacts
from ..domain.source import Source
from .read import memory

LARGEST_TEXT: Final = 256 * 1024
LARGEST_PICTURE: Final = 5 * 1024 * 1024
_SPACE: Final = "file"
_PICTURES: Final[dict[str, ImageFacts]] = {}
"""What this process knows of pictures: the same logo often stands in many places. The facts are small."""


class Opened(NamedTuple):
    """One file, read, and what is wrong with it by itself; ``data`` is kept where a place is to be worked out."""

    file: ReadFile
    findings: tuple[Finding, ...] = ()
    data: bytes = b""


def open_files(source: Source, files: Sequence[Placed]) -> list[Opened]:
    """Read files in their order."""
    known = _remembered(files)
    fresh: list[tuple[str, Any]] = []
    opened = [_opened(source, placed, known, fresh) for placed in files]
    remembered = memory()
    if remembered.cache and fresh:
        remembered.cache.put(_SPACE, fresh)
    return opened


def _key(placed: Placed) -> str:
    picture = "p" if placed.location.kind.is_media else "t"
    return f"{memory().tool}{picture}{placed.entry.oid}" if placed.entry.oid else ""


def _remembered(files: Iterable[Placed]) -> dict[str, Any]:
    cache = memory().cache
    return cache.get(_SPACE, [key for key in map(_key, files) if key]) if cache else {}


def _opened(source: Source, placed: Placed, known: dict[str, Any], fresh: list[tuple[str, Any]]) -> Opened:
    key = _key(placed)
    if placed.location.kind.is_media:
        return _picture(source, placed, known.get(key), fresh)
    value = known.get(key)
    data = b""
    if value is None:
        read = source.read(placed.entry, LARGEST_TEXT)
        if read is None:
            return _too_large(placed)
        # Imported here: files that are known already need no parser.
        from ..decide.parse.document import parse

        parsed = parse(read, placed.entry.path)
        if parsed.findings:
            return Opened(ReadFile(placed.location), parsed.findings)
        value, data = parsed.value, read
        if key:
            fresh.append((key, value))
    shaped = shape(placed.location, value)
    if shaped.findings and not data:
        data = source.read(placed.entry, LARGEST_TEXT) or b""
    return Opened(ReadFile(placed.location, shaped.record), shaped.findings, data)


def _picture(source: Source, placed: Placed, known: Any, fresh: list[tuple[str, Any]]) -> Opened:
    seen = _PICTURES.get(placed.entry.oid)
    if seen:
        return Opened(ReadFile(placed.location, None, seen))
    if known is None:
        data = source.read(placed.entry, LARGEST_PICTURE)
        if data is None:
            return _too_large(placed)
        # Imported here: pictures that are known already need no decoder.
        from ..gateways.images import examine

        facts = replace(examine(data), oid=placed.entry.oid)
        if placed.entry.oid:
            fresh.append((_key(placed), asdict(facts)))
            _PICTURES[placed.entry.oid] = facts
    else:
        facts = ImageFacts(**known)
    return Opened(ReadFile(placed.location, None, facts))


def _too_large(placed: Placed) -> Opened:
    # Imported here, as are the parser and the decoder: the codes bring all rules with them.
    from ..decide.codes.catalogue import CODES

    limit = "5 MB" if placed.location.kind.is_media else "256 KiB"
    finding = CODES["DP005"].finding(placed.entry.path, f"the file is larger than {limit}")
    return Opened(ReadFile(placed.location), (finding.at(1, 1),))
