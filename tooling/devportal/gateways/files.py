"""Writes several files, all of them or none."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path

from ..domain.source import SourceError


def write_all(root: Path, files: Mapping[str, bytes]) -> None:
    """Write files below ``root``. Everything is written beside its place first, so a full disk leaves nothing behind.

    Raises SourceError.
    """
    ready: list[tuple[str, Path]] = []
    try:
        for path, data in files.items():
            target = root / path
            target.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=target.parent, prefix=".new-")
            ready.append((name, target))
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            Path(name).chmod(0o644)
        for name, target in ready:
            Path(name).replace(target)
    except OSError as error:
        raise SourceError(
            f"The files could not be written: {error.strerror}. Check the space and the rights."
        ) from None
    finally:
        for name, _ in ready:
            with contextlib.suppress(OSError):
                Path(name).unlink()
