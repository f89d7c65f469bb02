"""Puts finished files in their place, at once and so that they survive a power cut."""

from __future__ import annotations

import contextlib
import errno
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

_NO_LINKS = {errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS}
_SQLITE_ENDS = ("", "-wal", "-shm", "-journal")


@contextlib.contextmanager
def beside(target: Path) -> Iterator[Path]:
    """An empty file in the same folder that only its owner can read; what is left of it in the end is removed."""
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=".new-", suffix=target.suffix)
    os.close(handle)
    try:
        yield Path(name)
    finally:
        for end in _SQLITE_ENDS:
            with contextlib.suppress(OSError):
                Path(f"{name}{end}").unlink()


def placed(source: Path, target: Path, *, first: bool) -> bool:
    """Move a finished file to its place, durably; with ``first`` only where none is. Whether it went there."""
    sync_file(source)
    if not first:
        source.replace(target)
    elif not _linked(source, target):
        return False
    sync_folder(target.parent)
    return True


def sync_file(file: Path) -> None:
    """Make a file's content survive a power cut."""
    with file.open("r+b") as opened:
        os.fsync(opened.fileno())


def sync_folder(folder: Path) -> None:
    """Make names that were given in a folder survive a power cut. Windows has no such call, and needs none."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _linked(source: Path, target: Path) -> bool:
    """A hard link never overwrites; file systems without links (CIFS, FAT) get the next best."""
    try:
        os.link(source, target)
    except FileExistsError:
        return False
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        if target.exists():
            return False
        source.rename(target)
    return True
