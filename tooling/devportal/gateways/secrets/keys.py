"""Where master keys are kept: in a file of the operator's choice, or in the environment of one run."""

from __future__ import annotations

import base64
import binascii
import contextlib
import os
import stat
from collections.abc import Collection, Iterator, Mapping, Sequence
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
        self._keys = tuple(_decoded(part.strip(), KEY_VARIABLE) for part in text.split(","))

    def load(self) -> tuple[MasterKey, ...]:
        """The keys that were given."""
        return self._keys

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
            with self._file.open(encoding="ascii") as file:
                mode = os.fstat(file.fileno()).st_mode
                lines = file.read(100_000).splitlines()
        except FileNotFoundError:
            return ()
        except (OSError, UnicodeDecodeError) as error:
            raise StoreUnavailableError(f"The key file {self._file} cannot be read: {_why(error)}.") from None
        if os.name == "posix" and mode & (stat.S_IRWXO | stat.S_IWGRP):
            raise StoreUnavailableError(f"Others can read or change the key file. Run: chmod 600 {self._file}")
        keys = tuple(_decoded(line.strip(), self.place) for line in lines if line.strip() and not line.startswith("#"))
        if not keys:
            raise StoreCorruptError(f"The key file {self._file} holds no key. Put your copy of it back.")
        return keys

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
        lines = [_TITLE, *(base64.b64encode(key.value.reveal()).decode() for key in keys), ""]
        with beside(self._file) as made:
            made.write_text("\n".join(lines), encoding="ascii")
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


def _decoded(text: str, place: str) -> MasterKey:
    try:
        value = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        value = b""
    if len(value) != KEY_BYTES:
        raise StoreCorruptError(f"{place} holds something that is no key: a key is 32 bytes in base64.")
    return master_key(value)


def _why(error: Exception) -> str:
    return (error.strerror if isinstance(error, OSError) else None) or "it is not text"
