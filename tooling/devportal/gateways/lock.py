"""One at a time: a second build of the same website says so and ends."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator
from pathlib import Path

from ..domain.source import SourceError


@contextlib.contextmanager
def locked(file: Path) -> Iterator[None]:
    """Hold the lock while the block runs; it is gone when this process is, however it ends. Raises SourceError."""
    with file.open("w") as handle:
        if sys.platform != "win32":
            import fcntl

            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                raise SourceError(f"Another build writes there: {file} is taken. Wait for it to end.") from None
        yield
