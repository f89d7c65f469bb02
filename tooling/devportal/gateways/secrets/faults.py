"""What SQLite's and the system's errors mean to an operator."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from ...domain.secret import StoreBusyError, StoreCorruptError, StoreError, StoreUnavailableError

_REASONS: Final = {
    "SQLITE_FULL": "the disk is full. Make space, then run this again",
    "SQLITE_READONLY": "it is read-only. Check the rights of the folder and of the file system",
    "SQLITE_CANTOPEN": "it cannot be opened. Check the folder and its rights",
    "SQLITE_IOERR": "the disk reports an error. Check it, and the space",
    "SQLITE_PERM": "it may not be opened. Check the rights of the folder",
}
"""Source: SQLite, Result and Error Codes; each stands for its extended codes too."""
_DAMAGE: Final = ("SQLITE_CORRUPT", "SQLITE_NOTADB")


@contextlib.contextmanager
def explained(place: Path, wait: float) -> Iterator[None]:
    """Turns the errors of a database or a folder at ``place`` into StoreErrors; ``wait``: seconds for other writers."""
    try:
        yield
    except sqlite3.Error as error:
        raise _of_sqlite(error, place, wait) from None
    except OSError as error:
        raise StoreUnavailableError(
            f"{place} cannot be used: {error.strerror or 'unknown error'}. Nothing of this call was kept. "
            "Check the folder, the space and the rights."
        ) from None


def _of_sqlite(error: sqlite3.Error, place: Path, wait: float) -> StoreError:
    # Without a code it is Python's own: a text that is none.
    code = getattr(error, "sqlite_errorname", None) or "SQLITE_CORRUPT_TEXT"
    if code.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return StoreBusyError(
            f"Another run has been writing to {place} for more than {wait:g} seconds. Nothing of this call was kept. "
            "Let it finish, then run this again."
        )
    if code.startswith(_DAMAGE) or not isinstance(error, sqlite3.OperationalError):
        return StoreCorruptError(
            f"{place} is damaged ({code}). Leave it as it is, move its folder aside, and put a backup back: "
            "devportal secrets restore"
        )
    reason = next((text for start, text in _REASONS.items() if code.startswith(start)), f"SQLite says {code}")
    return StoreUnavailableError(f"{place} cannot be used: {reason}. Nothing of this call was kept.")
