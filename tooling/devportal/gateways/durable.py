"""Files that survive a power cut: written beside their place, synced, moved into it, and the folder synced."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path


def write_durably(file: Path, data: bytes, mode: int = 0o644) -> None:
    """Write a file, whole or not at all. Raises OSError."""
    file.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=".new-")
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(data)
            out.flush()
            os.fsync(out.fileno())
        Path(name).chmod(mode)
        Path(name).replace(file)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise
    sync_folder(file.parent)


def remove(file: Path) -> None:
    """Remove a file that may be gone already. Raises OSError."""
    with contextlib.suppress(FileNotFoundError):
        file.unlink()
        sync_folder(file.parent)


def sync_folder(folder: Path) -> None:
    """Make a folder's entries survive; Windows does so by itself and cannot open folders."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
