"""Pictures in the sizes in which they are shown, made once and kept by content.

Nothing of the partner's file is left but the pixels. What is kept is found only under the picture's blob id, its role
and the recipe, so an old file is never a wrong one. ``DEVPORTAL_PICTURES`` names the folder; ``off`` keeps nothing.
"""

from __future__ import annotations

import contextlib
import io
import os
import tempfile
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from multiprocessing import get_all_start_methods, get_context
from pathlib import Path
from typing import Final, NamedTuple

import platformdirs
from PIL import Image

from ..domain.rendition import SHOT, Rendition
from ..domain.snapshot import TreeEntry
from ..domain.source import Source, SourceError
from .folder import blob_id

_LARGEST: Final = 5 * 1024 * 1024
_FEW: Final = 8
"""Up to this many pictures, starting other processes costs more than it saves."""

_COLOURS: Final = 4_096
"""A picture with fewer colours is drawn, not photographed: without loss it is both smaller and sharper."""


class Task(NamedTuple):
    """A picture and what is to be made of it."""

    entry: TreeEntry
    rendition: Rendition


class Renditions:
    """A folder of files that were made before."""

    def __init__(self, folder: Path, passing: object = None) -> None:
        """``folder`` is made when the first file is kept; ``passing`` removes it when nobody needs it any more."""
        self.folder = folder
        self._passing = passing

    def made(self, source: Source, tasks: Iterable[Task]) -> Iterator[tuple[Rendition, list[Path]]]:
        """The files of each task; those that are not there are made first, many of them by several processes.

        Raises SourceError when a picture changed while the website is built, or cannot be kept.
        """
        wanted = {task.rendition: task for task in tasks}
        kept = {one: files for one in wanted if (files := self._kept(one))}
        missing = [task for one, task in wanted.items() if one not in kept]
        yield from kept.items()
        if len(missing) <= _FEW or "fork" not in get_all_start_methods():
            for task in missing:
                yield task.rendition, self._make(source, task)
            return
        with ProcessPoolExecutor(os.cpu_count(), get_context("fork"), _start, (source, self.folder)) as pool:
            for task, files in zip(missing, pool.map(_make, missing, chunksize=4), strict=True):
                yield task.rendition, files

    def other(self, name: str) -> bytes | None:
        """A file that was kept before under a name that its content decides."""
        try:
            return (self.folder / name[:2] / name).read_bytes()
        except OSError:
            return None

    def keep(self, name: str, data: bytes) -> bytes:
        """Keep a file under such a name. Raises SourceError."""
        place = self.folder / name[:2]
        try:
            place.mkdir(parents=True, exist_ok=True)
            _keep(place / name, data)
        except OSError as error:
            raise self._full(error) from None
        return data

    def _full(self, error: OSError) -> SourceError:
        return SourceError(
            f"Pictures cannot be kept in {self.folder}: {error.strerror}. Name another folder in DEVPORTAL_PICTURES."
        )

    def _kept(self, rendition: Rendition) -> list[Path]:
        """The files, once the last of them, the PNG, is there."""
        place = self.folder / rendition.key[:2]
        if not (place / rendition.fallback).is_file():
            return []
        return sorted(place.glob(f"{rendition.key}[-.]*"))

    def _make(self, source: Source, task: Task) -> list[Path]:
        data = source.read(task.entry, _LARGEST)
        if data is None or blob_id(data) != task.rendition.oid:
            raise SourceError(f"{task.entry.path} changed while the pages were made. Build again.")
        place = self.folder / task.rendition.key[:2]
        try:
            place.mkdir(parents=True, exist_ok=True)
            return [_keep(place / name, content) for name, content in render(data, task.rendition)]
        except OSError as error:
            raise self._full(error) from None


@cache
def open_renditions() -> Renditions:
    """This user's folder; one that is thrown away with the process when keeping is turned off."""
    place = os.environ.get("DEVPORTAL_PICTURES", "")
    if place == "off":
        passing = tempfile.TemporaryDirectory(prefix="devportal-pictures-", ignore_cleanup_errors=True)
        return Renditions(Path(passing.name), passing)
    return Renditions(Path(place) if place else platformdirs.user_cache_path("devportal") / "pictures")


def render(data: bytes, rendition: Rendition) -> Iterator[tuple[str, bytes]]:
    """The files of a rendition, by name: WebP in each width, and last the PNG. ``data`` was examined before."""
    with Image.open(io.BytesIO(data), formats=["PNG"]) as opened:
        opened.load()
        image = opened.convert("RGBA" if "A" in opened.getbands() or "transparency" in opened.info else "RGB")
    image.info = {}
    for width, name in rendition.webp(image.width):
        yield name, _webp(_sized(image, width), is_drawn=rendition.role is SHOT and width == image.width)
    small = _sized(image, min(rendition.role.fallback, image.width))
    yield rendition.fallback, _png(small)


def _sized(image: Image.Image, width: int) -> Image.Image:
    if width == image.width:
        return image
    return image.resize((width, round(image.height * width / image.width)), Image.Resampling.LANCZOS)


def _webp(image: Image.Image, *, is_drawn: bool) -> bytes:
    out = io.BytesIO()
    if is_drawn and image.getcolors(_COLOURS):
        image.save(out, "WEBP", lossless=True, method=2, exact=False)
    else:
        image.save(out, "WEBP", quality=80, method=4)
    return out.getvalue()


def _png(image: Image.Image) -> bytes:
    """With a palette of 256 colours: only browsers that cannot show WebP get it."""
    out = io.BytesIO()
    quick = Image.Quantize.FASTOCTREE if image.mode == "RGBA" else Image.Quantize.MEDIANCUT
    image.quantize(256, quick).save(out, "PNG")
    return out.getvalue()


def _keep(path: Path, data: bytes) -> Path:
    """In one step, so that a run that is cut off leaves no half file."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".new-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(name).chmod(0o644)
        Path(name).replace(path)
    finally:
        with contextlib.suppress(OSError):
            Path(name).unlink()
    return path


_WORKER: dict[str, tuple[Source, Renditions]] = {}


def _start(source: Source, folder: Path) -> None:
    _WORKER["here"] = (source, Renditions(folder))


def _make(task: Task) -> list[Path]:
    source, renditions = _WORKER["here"]
    return renditions._make(source, task)
