"""Two copies of a website that share their files: the name leads to one while the other is brought up to date.

``site`` is a symbolic link to ``.site.a`` or ``.site.b`` beside it. Files are never changed in place: a new file takes
the name, so that the other copy keeps the old one.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import shutil
from collections.abc import Callable, Mapping
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Final

from .switch import switch

_ALONE: Final = 40
"""Up to this many folders a second process costs more than it saves."""


class Buffers:
    """The two copies behind ``out``."""

    def __init__(self, out: Path) -> None:
        self.out = out
        self._both = (out.with_name(f".{out.name}.a"), out.with_name(f".{out.name}.b"))

    @property
    def current(self) -> Path | None:
        """The copy that is shown; nothing before the first build."""
        if not self.out.is_symlink():
            return None
        return next((one for one in self._both if one.is_dir() and one.resolve() == self.out.resolve()), None)

    @property
    def other(self) -> Path:
        """The copy that nobody looks at."""
        return self._both[1] if self.current == self._both[0] else self._both[0]

    @staticmethod
    def manifest_of(copy: Path) -> Path:
        """Where it is kept what a copy was made from: beside it, for it is not to be served."""
        return copy.with_name(f"{copy.name}.json")

    @staticmethod
    def stores_of(copy: Path) -> Path:
        """Where the same is kept of a copy's stores."""
        return copy.with_name(f"{copy.name}.stores.json")

    def empty(self) -> Path:
        """The other copy, empty, to build into."""
        self.manifest_of(self.other).unlink(missing_ok=True)
        shutil.rmtree(self.other, ignore_errors=True)
        self.other.mkdir(parents=True)
        return self.other

    def show(self, copy: Path) -> None:
        """Let the name lead to ``copy``. A plain folder of that name, as other tools make it, is replaced."""
        if self.out.is_dir() and not self.out.is_symlink():
            aside = self.out.with_name(f".{self.out.name}.old")
            shutil.rmtree(aside, ignore_errors=True)
            self.out.rename(aside)
            switch(self.out, copy)
            shutil.rmtree(aside)
        else:
            switch(self.out, copy)


def link_tree(source: Path, target: Path) -> None:
    """Make ``target`` a copy of ``source`` that shares its files; by several processes, for there are many."""
    shutil.rmtree(target, ignore_errors=True)
    below = [one for folder in _link_files(source, target) for one in _link_files(folder, target / folder.name)]
    pairs = [(str(one), str(target / one.relative_to(source))) for one in below]
    workers = min(os.cpu_count() or 1, 4)
    if len(pairs) <= _ALONE or workers < 2 or "fork" not in multiprocessing.get_all_start_methods():
        for pair in pairs:
            _link_below(pair)
        return
    with ProcessPoolExecutor(workers, multiprocessing.get_context("fork")) as pool:
        list(pool.map(_link_below, pairs, chunksize=max(1, len(pairs) // (workers * 8))))


def _link_files(source: Path, target: Path) -> list[Path]:
    """The files of one folder; its folders are answered."""
    target.mkdir(parents=True)
    folders = []
    for one in sorted(source.iterdir()):
        if one.is_dir():
            folders.append(one)
        else:
            link(one, target / one.name)
    return folders


def _link_below(pair: tuple[str, str]) -> None:
    source, target = pair
    for folder, _, names in os.walk(source):
        place = target + folder.removeprefix(source)
        os.mkdir(place)  # noqa: PTH102 - tens of thousands of folders and files
        for name in names:
            link(f"{folder}/{name}", f"{place}/{name}")


def link(source: str | Path, target: str | Path) -> None:
    """Give a file a second name; where the file system knows no such thing, copy it."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)


def bring_up_to_date(source: Path, target: Path, wanted: Mapping[str, str], there: Mapping[str, str]) -> None:
    """Make the files of ``target``, known by path and digest, those of ``source``."""
    for path, made in wanted.items():
        if there.get(path) != made:
            replace(target / path, lambda place, path=path: link(source / path, place))  # type: ignore[misc]
    for path in there:
        if path not in wanted:
            remove(target, path)


def replace(path: Path, make: Callable[[Path], None]) -> None:
    """Put a new file at ``path``; ``make`` writes it under another name first."""
    fresh = path.with_name(f".{path.name}.new")
    fresh.unlink(missing_ok=True)
    path.parent.mkdir(parents=True, exist_ok=True)
    make(fresh)
    fresh.replace(path)


def remove(root: Path, path: str) -> None:
    """Take a file away, and the folders that it leaves empty."""
    (root / path).unlink(missing_ok=True)
    folder = (root / path).parent
    with contextlib.suppress(OSError):
        while folder != root:
            folder.rmdir()
            folder = folder.parent
