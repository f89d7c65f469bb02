"""Keeps a picked-up secret: in a new file that only its owner may read."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Final

from ..domain.secret import Secret
from ..domain.source import SourceError
from .durable import sync_folder

# O_BINARY: Windows would write other line ends.
_FLAGS: Final = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)


def into_file(file: Path) -> Callable[[Secret], AbstractContextManager[None]]:
    """Write into a new file, 0600, before the block runs; it is gone again when the block fails. Raises SourceError."""

    @contextmanager
    def keep(secret: Secret) -> Iterator[None]:
        _write(file, secret)
        try:
            yield
        except BaseException:
            file.unlink(missing_ok=True)
            raise

    return keep


def _write(file: Path, secret: Secret) -> None:
    try:
        handle = os.open(file, _FLAGS, 0o600)
    except FileExistsError:
        raise SourceError(f"{file} is there already. Name a new file.") from None
    except OSError as error:
        raise SourceError(f"{file} cannot be written: {error.strerror}. Name another place with --out.") from None
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(secret.reveal())
            out.flush()
            os.fsync(out.fileno())
        sync_folder(file.parent)
    except OSError as error:
        with contextlib.suppress(OSError):
            file.unlink()
        raise SourceError(f"{file} cannot be written: {error.strerror}. Nothing was picked up.") from None
