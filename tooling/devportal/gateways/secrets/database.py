"""The embedded store's file: an SQLite database in WAL mode whose commits reach the disk before they return."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, Final, Protocol
from urllib.parse import quote

from ...domain.secret import StoreBusyError, StoreCorruptError, StoreError, StoreUnavailableError
from .keys import placed, sync_folder

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

    def __init__(self, folder: Path, wait: float = 10, connect: Connect = connect_sqlite) -> None:
        """``wait`` is how many seconds another writer is waited for."""
        self.folder = folder
        self.file = folder / "store.sqlite"
        self._wait = wait
        self._connect = connect

    def exists(self) -> bool:
        """Whether there is one. Raises StoreUnavailableError when that cannot be known."""
        try:
            return self.file.is_file() or self._must_have_parent()
        except OSError as error:
            raise self._unavailable(error) from None

    def create(self) -> None:
        """Make an empty database where there is none, at once and durably. Raises StoreError."""
        try:
            self._must_have_parent()
            if not self.folder.is_dir():
                self.folder.mkdir(mode=0o700, exist_ok=True)
                sync_folder(self.folder.parent)
            ignore = self.folder / ".gitignore"
            if not ignore.exists():
                ignore.write_text("*\n")
            self._create()
        except OSError as error:
            raise self._unavailable(error) from None

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
            for _ in range(10):
                before = self._identity()
                with self._opened() as connection:
                    connection.execute("begin immediate")
                    if before == self._identity():
                        yield connection
                        connection.execute("commit")
                        return
        raise StoreBusyError(f"{self.file} is being replaced all the time. Find out by what, and run this again.")

    def scrub(self) -> None:
        """Fold the log into the database and empty it, so that what was destroyed is in neither. Raises StoreError."""
        with self._explained(), self._opened() as connection:
            connection.execute("pragma wal_checkpoint(truncate)").fetchone()

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
                f"{self.file} has format {version}, this tool knows {FORMAT}. "
                "Use the tool that made it, or put a backup back: devportal store restore"
            )

    def _create(self) -> None:
        handle, name = tempfile.mkstemp(dir=self.folder, prefix=".new-", suffix=".sqlite")
        os.close(handle)
        try:
            with self._explained():
                connection = sqlite3.connect(name, isolation_level=None)
                try:
                    connection.executescript(
                        f"pragma synchronous=full; begin; {_SCHEMA} commit; pragma journal_mode=wal;"
                    )
                finally:
                    connection.close()
            placed(Path(name), self.file, first=True)
        finally:
            for end in ("", "-wal", "-shm", "-journal"):
                Path(f"{name}{end}").unlink(missing_ok=True)

    def _identity(self) -> tuple[int, int]:
        status = self.file.stat()
        return status.st_dev, status.st_ino

    def _must_have_parent(self) -> bool:
        """Always false, where it does not raise: a folder that is not mounted must not look like an empty store."""
        if not self.folder.absolute().parent.is_dir():
            raise StoreUnavailableError(f"The folder {self.folder.absolute().parent} is missing. Mount it or make it.")
        return False

    @contextlib.contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            raise explained(error, self.file, self._wait) from None
        except OSError as error:
            raise self._unavailable(error) from None

    def _unavailable(self, error: OSError) -> StoreUnavailableError:
        return StoreUnavailableError(
            f"The secrets store {self.folder} cannot be used: {error.strerror or 'unknown error'}. "
            "Nothing of this call was kept. Check the folder, the space and the rights."
        )


def explained(error: sqlite3.Error, file: Path, wait: float) -> StoreError:
    """What SQLite's error means to an operator. Source: SQLite, Result and Error Codes."""
    code = getattr(error, "sqlite_errorname", "") or ""
    if code.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return StoreBusyError(
            f"Another run has been writing to {file} for more than {wait:g} seconds. Nothing of this call was kept. "
            "Let it finish, then run this again."
        )
    if code.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")) or not isinstance(error, sqlite3.OperationalError):
        return StoreCorruptError(
            f"{file} is damaged ({code or 'no code'}). Leave it as it is, move its folder aside, and put a "
            "backup back: devportal store restore"
        )
    reasons = {
        "SQLITE_FULL": "the disk is full; make space",
        "SQLITE_READONLY": "it is read-only; check the rights of the folder and of the file system",
        "SQLITE_CANTOPEN": "it cannot be opened; check the folder and its rights",
        "SQLITE_IOERR": "the disk reports an error; check it, and the space",
    }
    reason = next((text for start, text in reasons.items() if code.startswith(start)), code or "unknown error")
    return StoreUnavailableError(
        f"{file} cannot be used: {reason}. Nothing of this call was kept. Then run this again."
    )
