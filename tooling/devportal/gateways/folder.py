"""A registry in a folder, with git's blob ids, so that caches are shared with commits."""

from __future__ import annotations

import hashlib
import os
import stat
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from pathlib import Path
from typing import Protocol

from ..domain.layout import ROOT
from ..domain.snapshot import TreeEntry, within
from ..domain.source import SourceError

_SYMLINK, _EXECUTABLE, _REGULAR = 0o120000, 0o100755, 0o100644
_HASH_LIMIT = 8 * 2**20
_RACY_NS = 2 * 10**9
_MANY = 4_000
"""From this many files on, hashing them in two processes is worth starting the second."""


class StatIndex(Protocol):
    """Remembers which blob id a file had when its size, times and inode were such."""

    def load(self, root: str) -> Mapping[str, Sequence[str | int]]:
        """Path to [signature, blob id]; empty when nothing is known."""
        ...

    def store(self, root: str, index: Mapping[str, Sequence[str | int]]) -> None:
        """Keep it for the next run."""
        ...


def blob_id(data: bytes) -> str:
    """The id that git gives to these bytes."""
    digest = hashlib.sha1(b"blob %d\x00" % len(data), usedforsecurity=False)
    digest.update(data)
    return digest.hexdigest()


@dataclass(frozen=True)
class FolderSource:
    """The files below ``root/registry``. Symbolic links are reported and never followed."""

    root: Path
    index: StatIndex | None = field(default=None, compare=False)

    def __getstate__(self) -> dict[str, object]:
        """Worker processes need the folder only."""
        return {"root": self.root, "index": None}

    def entries(self, below: Sequence[str] = ()) -> list[TreeEntry]:
        """All files, or those below some paths, sorted by path. Raises SourceError when there is no registry."""
        top = self.root / ROOT
        if not top.is_dir() or top.is_symlink():
            raise SourceError(f"There is no folder {ROOT}/ in {self.root}. Go to a clone of the portal, or name one.")
        known = self.index.load(str(self.root)) if self.index else {}
        walked = [(path, status, _signature(status)) for path, status in _walk(str(top), ROOT)]
        hashed = self._hashed([path for path, _, seen in walked if seen != known.get(path, ("",))[0]])
        settled, fresh, found = time.time_ns() - _RACY_NS, dict[str, Sequence[str | int]](), []
        for path, status, seen in walked:
            mode = _mode(status.st_mode)
            oid = "" if mode == _SYMLINK else hashed[path] if path in hashed else str(known[path][1])
            if oid and path not in hashed:
                fresh[path] = known[path]
            elif oid and max(status.st_mtime_ns, status.st_ctime_ns) < settled:
                fresh[path] = (seen, oid)
            found.append(TreeEntry(path, mode, oid, status.st_size))
        if self.index and fresh != known:
            self.index.store(str(self.root), fresh)
        return sorted(within(found, below), key=itemgetter(0))

    def content_id(self, folder: str = ROOT) -> str:
        """None: what was written by hand has no name."""
        return ""

    def read(self, entry: TreeEntry, limit: int) -> bytes | None:
        """A file's bytes; nothing when there are more than ``limit``."""
        try:
            # A link that was put there meanwhile must not lead to another file's content.
            handle = os.open(self.root / entry.path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0))
            with os.fdopen(handle, "rb") as file:
                data = file.read(limit + 1)
        except OSError as error:
            raise SourceError(f"{entry.path} cannot be read: {error.strerror}. Check the file's permissions.") from None
        return data if len(data) <= limit else None

    def _hashed(self, paths: Sequence[str]) -> Mapping[str, str]:
        """Blob ids of files that are new or changed; many are read by two processes."""
        if len(paths) < _MANY or not hasattr(os, "fork"):
            return {path: self._hash(path) for path in paths}
        # Imported here: few folders are that large.
        import multiprocessing
        from concurrent.futures import ProcessPoolExecutor

        half = len(paths) // 2
        with ProcessPoolExecutor(1, multiprocessing.get_context("fork")) as pool:
            other = pool.submit(self._hashes, paths[half:])
            mine = self._hashes(paths[:half])
            return dict(zip(paths, [*mine, *other.result()], strict=True))

    def _hashes(self, paths: Sequence[str]) -> list[str]:
        return [self._hash(path) for path in paths]

    def _hash(self, path: str) -> str:
        """The blob id; empty for what is no plain file or too large to be remembered."""
        status = (self.root / path).lstat()
        if not stat.S_ISREG(status.st_mode) or status.st_size > _HASH_LIMIT:
            return ""
        return blob_id(self.read(TreeEntry(path, _REGULAR, "", status.st_size), _HASH_LIMIT) or b"")


def _signature(status: os.stat_result) -> str:
    return f"{status.st_size}.{status.st_mtime_ns}.{status.st_ctime_ns}.{status.st_ino}"


def _walk(folder: str, shown: str) -> Iterator[tuple[str, os.stat_result]]:
    """Every file with its state, in no order."""
    open_folders = [(folder, shown)]
    for here, name in open_folders:
        with os.scandir(here) as children:
            for child in children:
                path = f"{name}/{child.name}"
                if child.is_dir(follow_symlinks=False):
                    open_folders.append((child.path, path))
                else:
                    yield path, child.stat(follow_symlinks=False)


def _mode(mode: int) -> int:
    """The mode that git would record; what is neither file nor link (a socket, a pipe) counts as a link."""
    if not stat.S_ISREG(mode):
        return _SYMLINK
    return _EXECUTABLE if mode & stat.S_IXUSR else _REGULAR
