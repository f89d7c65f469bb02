"""Where master keys are kept: in a file of the operator's choice, or in the environment of one run.

No function that raises has a key in a variable: tools that show the variables of a traceback must not find one.
"""

from __future__ import annotations

import base64
import binascii
import contextlib
import os
import stat
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Protocol

from ...domain.secret import StoreCorruptError, StoreError, StoreUnavailableError
from .envelope import KEY_BYTES, MasterKey, master_key, new_master_key
from .place import beside, placed

KEY_VARIABLE = "DEVPORTAL_STORE_KEY"
FILE_VARIABLE = "DEVPORTAL_STORE_KEY_FILE"
_TITLE = "# Master keys of a devportal secrets store, the newest first. Keep a copy where the store is not."


class Keys(Protocol):
    """Master keys, the newest first."""

    @property
    def place(self) -> str:
        """Where they are, in words for an operator."""
        ...

    def load(self) -> tuple[MasterKey, ...]:
        """All keys; nothing when there is no place yet. Raises StoreError."""
        ...

    def add(self) -> MasterKey:
        """Make a new key, in front of the others, durably. Raises StoreError."""
        ...

    def forget(self, ids: Collection[str]) -> None:
        """Remove keys for good. Raises StoreError."""
        ...


class GivenKeys:
    """Keys from the environment: base64, the newest first, separated by commas."""

    place = KEY_VARIABLE

    def __init__(self, text: str) -> None:
        self._keys = _keys_in(text.split(","))

    def load(self) -> tuple[MasterKey, ...]:
        """The keys that were given. Raises StoreCorruptError."""
        return _all_good(self._keys, self.place)

    def add(self) -> MasterKey:
        """Refused: only who sets the variable can add one."""
        raise StoreError(
            f"Put a new key in front of the one in {KEY_VARIABLE}, with a comma between, and run this again. "
            "One is made by: openssl rand -base64 32"
        )

    def forget(self, ids: Collection[str]) -> None:
        """Refused, as ``add`` is."""
        raise StoreError(f"Take the old keys out of {KEY_VARIABLE} where it is set: {', '.join(sorted(ids))}.")


class KeyFile:
    """Keys in a file that only its owner can read: one a line in base64."""

    def __init__(self, file: Path) -> None:
        self._file = file

    @property
    def place(self) -> str:
        """The file."""
        return str(self._file)

    def load(self) -> tuple[MasterKey, ...]:
        """The keys; nothing when there is no file. Raises StoreError."""
        try:
            keys, mode = _read(self._file)
        except FileNotFoundError:
            return ()
        except (OSError, UnicodeDecodeError) as error:
            raise StoreUnavailableError(f"The key file {self._file} cannot be read: {_why(error)}.") from None
        if os.name == "posix" and mode & (stat.S_IRWXO | stat.S_IWGRP):
            raise StoreUnavailableError(f"Others can read or change the key file. Run: chmod 600 {self._file}")
        if not keys:
            raise StoreCorruptError(f"The key file {self._file} holds no key. Put your copy of it back.")
        return _all_good(keys, self.place)

    def add(self) -> MasterKey:
        """Make a new key. Where two make the first one at once, both get the one that won. Raises StoreError."""
        known, key = self.load(), new_master_key()
        with _explained(self._file):
            if known:
                self._write((key, *known), first=False)
            elif not self._write((key,), first=True):
                return self.load()[0]
        return key

    def forget(self, ids: Collection[str]) -> None:
        """Write the file anew without these keys. Raises StoreError."""
        with _explained(self._file):
            self._write([key for key in self.load() if key.id not in ids], first=False)

    def _write(self, keys: Sequence[MasterKey], *, first: bool) -> bool:
        """Durably and at once; with ``first``, whether there was no file before."""
        with beside(self._file) as made:
            made.write_text(_as_lines(keys), encoding="ascii")
            return placed(made, self._file, first=first)


def find_keys(folder: Path, environment: Mapping[str, str]) -> Keys:
    """The keys that the environment gives or names; else ``master.key`` in the store's folder. Raises StoreError."""
    text, file = environment.get(KEY_VARIABLE, ""), environment.get(FILE_VARIABLE, "")
    if text and file:
        raise StoreError(f"{KEY_VARIABLE} and {FILE_VARIABLE} are both set. Unset the one that is not meant.")
    if text:
        return GivenKeys(text)
    return KeyFile(Path(file).expanduser() if file else folder / "master.key")


@contextlib.contextmanager
def _explained(file: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise StoreUnavailableError(
            f"The key file {file} cannot be written: {_why(error)}. Check the folder, the space and the rights."
        ) from None


def _read(file: Path) -> tuple[tuple[MasterKey | None, ...], int]:
    """What a key file holds, and its mode. Raises OSError, UnicodeDecodeError."""
    with file.open(encoding="ascii") as opened:
        mode = os.fstat(opened.fileno()).st_mode
        return _keys_in(line for line in opened.read(100_000).splitlines() if not line.startswith("#")), mode


def _as_lines(keys: Sequence[MasterKey]) -> str:
    return "\n".join([_TITLE, *(base64.b64encode(key.value.reveal()).decode() for key in keys), ""])


def _keys_in(lines: Iterable[str]) -> tuple[MasterKey | None, ...]:
    """A key for each line that is not empty; None for one that is no key."""
    return tuple(_decoded(line.strip()) for line in lines if line.strip())


def _decoded(text: str) -> MasterKey | None:
    try:
        value = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return None
    return master_key(value) if len(value) == KEY_BYTES else None


def _all_good(keys: Sequence[MasterKey | None], place: str) -> tuple[MasterKey, ...]:
    good = tuple(key for key in keys if key is not None)
    if len(good) < len(keys):
        raise StoreCorruptError(f"{place} holds something that is no key: a key is 32 bytes in base64.")
    return good


def _why(error: Exception) -> str:
    return (error.strerror if isinstance(error, OSError) else None) or "it is not text"
