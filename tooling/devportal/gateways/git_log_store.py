"""What was worked out of a repository's history before, in one SQLite file beside the cache.

Rows are kept under the ids of the commits that they come from, so they stay true for ever; when the history of main is
written anew, those behind the last common commit are thrown away. Every failure of the file is a miss.
What is thrown away is overwritten, for it may name a customer who asked to be forgotten.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TypeAlias

from .cache import cache_folder

_SCHEMA = """
drop table if exists row;
create table if not exists line (id integer primary key, repository text, tool text, unique (repository, tool));
create table if not exists done (line integer, place integer, oid text, primary key (line, place)) without rowid;
create index if not exists of_oid on done (line, oid);
create table if not exists told (line integer, place integer, kind text, about blob, value blob);
create index if not exists of_told on told (line, kind, place);
"""
_FILE = "log.sqlite"
_NAMING = "select line, rowid from told where instr(value, ?)"
_OVERWRITE = "pragma wal_checkpoint(truncate)"
"""Brings what was thrown away from the journal into the file itself."""
_OLD_TOOLS = "delete from {} where line in (select id from line where repository = ? and tool <> ?)"

Row: TypeAlias = tuple[bytes, bytes]
"""What a row is about, for those who look for theirs among many; and all that it says."""


class LogStore:
    """The line of commits of one repository as far as it was read, and rows of JSON at places on it."""

    def __init__(self, database: sqlite3.Connection, repository: str, tool: str) -> None:
        self._database = database
        with database:
            for table in ("told", "done"):
                database.execute(_OLD_TOOLS.format(table), (repository, tool))
            database.execute("delete from line where repository = ? and tool <> ?", (repository, tool))
            database.execute("insert or ignore into line (repository, tool) values (?, ?)", (repository, tool))
        database.execute(_OVERWRITE)
        found = database.execute("select id from line where repository = ? and tool = ?", (repository, tool))
        self._line: int = found.fetchone()[0]

    def tip(self) -> str:
        """The last commit that was read; empty when there is none."""
        query = "select oid from done where line = ? order by place desc limit 1"
        return str((self._database.execute(query, (self._line,)).fetchone() or ("",))[0])

    def place(self, oid: str) -> int | None:
        """Where on the line a commit is; nothing when it was not read."""
        query = "select place from done where line = ? and oid = ?"
        found = self._database.execute(query, (self._line, oid)).fetchone()
        return int(found[0]) if found else None

    def rows(self, kind: str, until: int) -> list[Row]:
        """The rows of a kind up to a place, in order, as JSON."""
        query = "select about, value from told where line = ? and kind = ? and place <= ? order by place, rowid"
        return self._database.execute(query, (self._line, kind, until)).fetchall()

    def forget_after(self, place: int) -> None:
        """Throw away what is behind a place."""
        with self._database:
            self._database.execute("delete from told where line = ? and place > ?", (self._line, place))
            self._database.execute("delete from done where line = ? and place > ?", (self._line, place))

    def add(self, after: int, commits: Sequence[str], rows: Iterable[tuple[int, str, Row]]) -> None:
        """Keep commits behind a place, and rows at theirs: all of it or, when the file fails, nothing."""
        done = ((self._line, place, oid) for place, oid in enumerate(commits, after + 1))
        lines = ((self._line, place, kind, *row) for place, kind, row in rows)
        with contextlib.suppress(sqlite3.Error), self._database:
            self._database.executemany("insert into done values (?, ?, ?)", done)
            self._database.executemany("insert into told values (?, ?, ?, ?, ?)", lines)


def forget_log(names: Iterable[str]) -> int:
    """Throw away all that is kept of a line on which a row holds one of these names; how many rows did.

    The history is read again when somebody asks. Raises OSError or sqlite3.Error when the file cannot be changed.
    """
    folder = cache_folder()
    file = folder / _FILE if folder else None
    if file is None or not file.exists():
        return 0
    with contextlib.closing(_opened(str(file))) as database:
        found = [row for name in names for row in database.execute(_NAMING, (name.encode(),))]
        with database:
            for line in {line for line, _ in found}:
                for table in ("told", "done"):
                    database.execute(f"delete from {table} where line = ?", (line,))  # noqa: S608 - our own names
        database.execute(_OVERWRITE)
    return len(found)


def open_log_store(repository: Path, tool: str) -> LogStore:
    """The store of this user for a repository; in memory only where the cache is turned off or broken."""
    folder = cache_folder()
    if folder:
        file = folder / _FILE
        for _ in range(2):
            with contextlib.suppress(OSError, sqlite3.Error):
                file.parent.mkdir(parents=True, exist_ok=True)
                return LogStore(_opened(str(file)), str(repository), tool)
            with contextlib.suppress(OSError):
                file.unlink()
    return LogStore(_opened(":memory:"), str(repository), tool)


def _opened(file: str) -> sqlite3.Connection:
    database = sqlite3.connect(file, timeout=5)
    database.executescript("pragma journal_mode=wal; pragma synchronous=off; pragma secure_delete=on;" + _SCHEMA)
    return database
