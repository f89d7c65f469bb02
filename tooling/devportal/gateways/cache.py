"""What was worked out before, kept in one SQLite file outside the repository and keyed by content.

A cache never decides anything: a row is found only under the exact content and the exact tool that made it, and what
cannot be read is worked out anew. ``DEVPORTAL_CACHE=off`` does without; any other value names the folder.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import orjson

_SCHEMA = """
create table if not exists row (space text, key text, value blob, primary key (space, key)) without rowid;
"""
_BATCH = 500
_LARGEST = 2**31


class Cache:
    """Rows of JSON in named spaces. Every failure of the file is a miss."""

    def __init__(self, file: Path) -> None:
        """Open or make ``file``; one that is broken or too large is thrown away."""
        with contextlib.suppress(OSError):
            file.parent.mkdir(parents=True, exist_ok=True)
            if file.exists() and file.stat().st_size > _LARGEST:
                file.unlink()
        try:
            self._database = _opened(file)
        except sqlite3.Error:
            with contextlib.suppress(OSError):
                file.unlink()
            self._database = _opened(None)

    def get(self, space: str, keys: Sequence[str]) -> dict[str, Any]:
        """The rows that are there."""
        found: dict[str, Any] = {}
        for start in range(0, len(keys), _BATCH):
            batch = keys[start : start + _BATCH]
            marks = ",".join("?" * len(batch))
            with contextlib.suppress(sqlite3.Error, orjson.JSONDecodeError):
                query = f"select key, value from row where space = ? and key in ({marks})"  # noqa: S608 - marks only
                found.update(
                    (key, orjson.loads(value)) for key, value in self._database.execute(query, (space, *batch))
                )
        return found

    def put(self, space: str, rows: Iterable[tuple[str, Any]]) -> None:
        """Keep rows, replacing those with the same key."""
        encoded = ((space, key, orjson.dumps(value)) for key, value in rows)
        with contextlib.suppress(sqlite3.Error), self._database:
            self._database.executemany("insert or replace into row values (?, ?, ?)", encoded)

    def forget(self, names: Iterable[str]) -> int:
        """Throw away every row that holds one of these names, so that nothing of it is left in the file; how many.

        Raises sqlite3.Error: nobody is to think that a customer is forgotten who is not.
        """
        query = "delete from row where instr(value, ?)"
        self._database.execute("pragma secure_delete = on")
        with self._database:
            count = sum(self._database.execute(query, (name.encode(),)).rowcount for name in names)
        self._database.execute("pragma wal_checkpoint(truncate)")
        return count

    def load(self, root: str) -> Mapping[str, Sequence[str | int]]:
        """The stat index of a folder."""
        index: Mapping[str, Sequence[str | int]] = self.get("stat", [root]).get(root, {})
        return index

    def store(self, root: str, index: Mapping[str, Sequence[str | int]]) -> None:
        """Keep the stat index of a folder."""
        self.put("stat", [(root, index)])


def open_cache() -> Cache | None:
    """The cache of this user; nothing when it is turned off."""
    folder = cache_folder()
    return Cache(folder / "registry.sqlite") if folder else None


def cache_folder() -> Path | None:
    """Where this user's caches lie; nothing when they are turned off."""
    place = os.environ.get("DEVPORTAL_CACHE", "")
    if place == "off":
        return None
    return Path(place) if place else _users_own()


def _users_own() -> Path:
    import platformdirs

    return platformdirs.user_cache_path("devportal")


def tool_fingerprint() -> str:
    """Changes whenever the tool's own code or a library that decides does: then nothing old is found."""
    digest = hashlib.blake2b(digest_size=8)
    for line in sorted(_modules(str(Path(__file__).parent.parent))):
        digest.update(line.encode())
    return digest.hexdigest()


def _modules(folder: str) -> Iterator[str]:
    """Each file of code with its size and time; by hand, since every command asks for it."""
    with os.scandir(folder) as found:
        for one in found:
            if one.name.endswith(".py"):
                status = one.stat()
                yield f"{one.path} {status.st_size} {status.st_mtime_ns}\n"
            elif one.name != "__pycache__" and one.is_dir(follow_symlinks=False):
                yield from _modules(one.path)


def _opened(file: Path | None) -> sqlite3.Connection:
    database = sqlite3.connect(file or ":memory:", timeout=5)
    database.executescript("pragma journal_mode=wal; pragma synchronous=off;" + _SCHEMA)
    return database
