"""Which notices were sent: one SQLite file, one row a letter, written in the same transaction that sends."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from ..domain.notice import LedgerError, NoticeLedger
from .addresses import has_login, is_git

_TABLES: Final = """CREATE TABLE IF NOT EXISTS letter (key TEXT PRIMARY KEY, sent TEXT NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS seen (only INTEGER PRIMARY KEY CHECK (only = 1), commit_id TEXT NOT NULL) STRICT;"""
_PATIENCE: Final = 120.0
"""Seconds that we wait for another run, which may be waiting for a mail server."""


class SqliteLedger:
    """The ledger in one file. It holds digests and moments: no address, no matter."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def known(self) -> set[str]:
        """The keys of all letters that are settled. Raises LedgerError."""
        with self._open() as db:
            return {key for (key,) in db.execute("SELECT key FROM letter")}

    def once(self, key: str, send: Callable[[], bool]) -> bool:
        """Run ``send`` unless the letter is settled, and remember it when that says yes. Raises LedgerError."""
        with self._open() as db:
            db.execute("BEGIN IMMEDIATE")
            sent = False
            try:
                if not db.execute("SELECT 1 FROM letter WHERE key = ?", (key,)).fetchone():
                    sent = send()
                if sent:
                    db.execute("INSERT INTO letter VALUES (?, strftime('%Y-%m-%dT%H:%M:%SZ', 'now'))", (key,))
            except BaseException:
                db.execute("ROLLBACK")
                raise
            db.execute("COMMIT")
        return sent

    def seen(self) -> str:
        """The commit of main up to which everything was told; empty in the beginning. Raises LedgerError."""
        with self._open() as db:
            row = db.execute("SELECT commit_id FROM seen").fetchone()
        return str(row[0]) if row else ""

    def see(self, commit: str) -> None:
        """Everything up to a commit was told. Raises LedgerError."""
        with self._open() as db:
            db.execute("INSERT OR REPLACE INTO seen VALUES (1, ?)", (commit,))

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        db = None
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            os.close(os.open(self._file, os.O_CREAT | os.O_RDWR, 0o600))
            db = sqlite3.connect(self._file, timeout=_PATIENCE, isolation_level=None)
            db.execute("PRAGMA synchronous = FULL")
            db.executescript(_TABLES)
            yield db
        except (sqlite3.Error, OSError) as error:
            why = error.strerror if isinstance(error, OSError) else error
            raise LedgerError(
                f"The ledger {self._file} does not work: {why}. Check the space and the rights."
            ) from None
        finally:
            if db:
                db.close()


def open_ledger(root: Path) -> NoticeLedger:
    """The ledger that DEVPORTAL_NOTICES names, a file or a git repository; else ``.secrets/notices.sqlite``.

    Raises LedgerError.
    """
    address = os.environ.get("DEVPORTAL_NOTICES") or ".secrets/notices.sqlite"
    if has_login(address):
        raise LedgerError("DEVPORTAL_NOTICES holds a login. Take it out, and let git's credential helper log in.")
    if is_git(address):
        from .notice_ledger_git import GitLedger

        return GitLedger(address)
    return SqliteLedger(root / Path(address).expanduser())
