"""The embedded store's file: an SQLite database in WAL mode whose commits reach the disk before they return."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, Final, Protocol
from urllib.parse import quote

from ...domain.secret import StoreBusyError, StoreCorruptError, StoreError, StoreUnavailableError
from .faults import explained
from .place import beside, placed, sync_folder

FORMAT: Final = 1
_SCHEMA: Final = f"""
create table meta (key text primary key, value text not null) strict;
create table secret (
  step text primary key,
  partner text not null,
  app text not null,
  environment text not null,
  kind text not null,
  generation integer not null,
  created text not null,
  revoked text not null default '',
  key_id text,
  wrapped blob,
  sealed blob,
  unique (partner, app, environment, kind, generation),
  check ((revoked = '') = (sealed is not null and wrapped is not null and key_id is not null))
) strict;
create index secret_by_key on secret (key_id);
pragma user_version={FORMAT};
"""
_DURABLE: Final = (
    "pragma synchronous=full",
    "pragma fullfsync=on",
    "pragma checkpoint_fullfsync=on",
    "pragma secure_delete=on",
    "pragma trusted_schema=off",
)
"""``fullfsync`` matters on macOS, where a plain fsync leaves data in the drive's cache. Source: SQLite, PRAGMA."""


class Rows(Protocol):
    """What a statement gives."""

    def __iter__(self) -> Iterator[Any]:
        """The rows, as tuples."""
        ...

    def fetchone(self) -> Any:
        """The next row, or None."""
        ...


class Connection(Protocol):
    """What we use of a connection to SQLite: no transaction begins by itself."""

    def execute(self, sql: str, values: Sequence[Any] = ...) -> Rows:
        """Run one statement."""
        ...

    def close(self) -> None:
        """Let go; what was not committed is undone."""
        ...


Connect = Callable[[Path], Connection]


def connect_sqlite(file: Path) -> Connection:
    """A connection to a database that is there; it never makes one."""
    return sqlite3.connect(f"file:{quote(str(file))}?mode=rw", uri=True, isolation_level=None)


class Database:
    """The database in one folder. Every use opens it anew, so that one that was put back in its place is noticed."""

    def __init__(
        self, folder: Path, wait: float = 10, connect: Connect = connect_sqlite, file: Path | None = None
    ) -> None:
        """``wait`` is how many seconds another writer is waited for; ``file`` is another one than the folder's own."""
        self.folder = folder
        self.file = file or folder / "store.sqlite"
        self._wait = wait
        self._connect = connect

    def exists(self) -> bool:
        """Whether there is one. Raises StoreError when that cannot be known: an unmounted folder is no empty store."""
        with self._explained():
            if self.file.is_file():
                return True
        self._must_have_parent()
        return False

    def create(self) -> None:
        """Make an empty database where there is none, at once and durably. Raises StoreError."""
        self.prepare()
        with self._explained(), beside(self.file) as made:
            with contextlib.closing(sqlite3.connect(made, isolation_level=None)) as connection:
                connection.executescript(f"pragma synchronous=full; begin; {_SCHEMA} commit; pragma journal_mode=wal;")
            placed(made, self.file, first=True)

    def prepare(self) -> None:
        """Make the folder, for its owner only and ignored by git. Raises StoreError."""
        self._must_have_parent()
        with self._explained():
            if not self.folder.is_dir():
                self.folder.mkdir(mode=0o700, exist_ok=True)
                sync_folder(self.folder.absolute().parent)
            ignore = self.folder / ".gitignore"
            if not ignore.exists():
                ignore.write_text("*\n", encoding="ascii")

    @contextlib.contextmanager
    def reading(self) -> Iterator[Connection]:
        """One state of the database. Raises StoreError."""
        with self._explained(), self._opened() as connection:
            connection.execute("begin")
            yield connection
            connection.execute("rollback")

    @contextlib.contextmanager
    def writing(self) -> Iterator[Connection]:
        """One transaction of the one writer: durable when this ends, undone by anything raised. Raises StoreError."""
        with self._explained():
            before = self._identity()
            with self._opened() as connection:
                connection.execute("begin immediate")
                if before != self._identity():
                    raise StoreBusyError(f"{self.file} was replaced just now. Nothing was kept; run this again.")
                yield connection
                connection.execute("commit")

    def scrub(self) -> None:
        """Fold the log into the database and empty it, so that what was destroyed is in neither. Raises StoreError."""
        try:
            with self._explained(), self._opened() as connection:
                connection.execute("pragma wal_checkpoint(truncate)").fetchone()
        except StoreError as error:
            why = str(error).partition(". ")[0]
            raise StoreUnavailableError(
                f"The change is made, but what was destroyed may still be in {self.file}-wal: {why}. Run this again."
            ) from None

    @contextlib.contextmanager
    def _opened(self) -> Iterator[Connection]:
        connection = self._connect(self.file)
        try:
            connection.execute(f"pragma busy_timeout={int(self._wait * 1000)}")
            for statement in _DURABLE:
                connection.execute(statement)
            self._must_be_known(connection)
            yield connection
        finally:
            # What is not committed by now is undone by SQLite itself.
            connection.close()

    def _must_be_known(self, connection: Connection) -> None:
        (version,) = connection.execute("pragma user_version").fetchone()
        if version != FORMAT:
            raise StoreCorruptError(
                f"{self.file} is no store that this tool knows (format {version}, not {FORMAT}). "
                "Use the tool that made it, or move its folder aside and put a backup back: devportal secrets restore"
            )

    def _identity(self) -> tuple[int, int]:
        status = self.file.stat()
        return status.st_dev, status.st_ino

    def _must_have_parent(self) -> None:
        parent = self.folder.absolute().parent
        if not parent.is_dir():
            raise StoreUnavailableError(f"The folder {parent} is missing. Mount it or make it.")

    def _explained(self) -> AbstractContextManager[None]:
        return explained(self.file, self._wait)
