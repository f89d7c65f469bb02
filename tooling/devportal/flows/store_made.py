"""What a store in a folder was made from, kept beside its pages: the next build makes only what differs."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Final

import orjson

from ..decide.pages.store import Shelf
from ..gateways.buffers import remove

_FILE: Final = "made.json"
"""Below a store's own addresses; it says nothing that the store's pages do not show."""


@dataclass
class Made:
    """``name`` stands for all that the store is made from, ``setting`` for what all its pages share.

    ``pages`` are addresses of pages with what each was made from, ``pictures`` are those of each partner with what
    they were made from, ``files`` are all other addresses.
    """

    name: str = ""
    setting: str = ""
    pages: dict[str, str] = field(default_factory=dict)
    pictures: dict[str, tuple[str, list[str]]] = field(default_factory=dict)
    files: list[str] = field(default_factory=list)

    def addresses(self) -> Iterator[str]:
        """Every file of the store."""
        yield from self.pages
        yield from self.files
        for _, addresses in self.pictures.values():
            yield from addresses


def read_made(out: Path, shelf: Shelf) -> Made:
    """What is known of the store that stands in ``out``; nothing when it is not there, or was not finished."""
    with contextlib.suppress(OSError, orjson.JSONDecodeError, TypeError):
        return Made(**orjson.loads((out / shelf.own(_FILE)).read_bytes()))
    return Made()


def forget_made(out: Path, shelf: Shelf) -> None:
    """Before a store is changed: one that is left half done is not taken for a finished one."""
    (out / shelf.own(_FILE)).unlink(missing_ok=True)


def leave_unfinished(out: Path, shelf: Shelf, made: Made) -> None:
    """Before what goes with a store is changed: its pages stand, and it is not finished any more."""
    if made.name:
        _write(out / shelf.own(_FILE), replace(made, name=""))


def keep_made(out: Path, shelf: Shelf, before: Made, made: Made) -> None:
    """Take away what is left over of the store as it was, and keep what is known of the new one."""
    stays = set(made.addresses())
    left = before.addresses() if before.setting else _files_below(out, shelf.root)
    for address in set(left) - stays:
        remove(out, address)
    _write(out / shelf.own(_FILE), made)


@dataclass
class AllMade:
    """What the stores of a website were made from: it spares reading partners of whom nothing has changed.

    ``name`` stands for the files, ``setting`` for what all pages share, ``shows`` for what is shown of those files,
    and ``partners`` for the part of each: its files, and what is shown of them.
    """

    name: str = ""
    setting: str = ""
    shows: str = ""
    partners: dict[str, tuple[str, str]] = field(default_factory=dict)


def read_all_made(file: Path | None) -> AllMade:
    """What was kept; nothing when it cannot be read."""
    if file:
        with contextlib.suppress(OSError, orjson.JSONDecodeError, TypeError):
            return AllMade(**orjson.loads(file.read_bytes()))
    return AllMade()


def keep_all_made(file: Path | None, made: AllMade) -> None:
    """Keep it where it is not served: it names every partner."""
    if file:
        _write(file, made)


def _write(file: Path, made: Made | AllMade) -> None:
    """Another copy may share the file, so it is made anew."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.unlink(missing_ok=True)
    file.write_bytes(orjson.dumps(asdict(made), option=orjson.OPT_SORT_KEYS))


def _files_below(out: Path, folder: str) -> Iterator[str]:
    return (file.relative_to(out).as_posix() for file in (out / folder).rglob("*") if file.is_file())
