"""Copies of an embedded store while it is used, and back. A copy holds no key, and is worth nothing without."""

from __future__ import annotations

import contextlib
import sqlite3
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from ...domain.secret import StoreBusyError, StoreCorruptError, StoreError
from .database import Database
from .embedded import EmbeddedStore
from .faults import explained
from .inspection import problems_in
from .keys import Keys
from .place import beside, placed


@dataclass(frozen=True, slots=True)
class Copied:
    """What a copy holds: how many entries, the newest one's date, the ids of the master keys that open it."""

    entries: int
    newest: str
    key_ids: tuple[str, ...]


def back_up(store: EmbeddedStore, target: Path) -> Copied:
    """Write a copy of one moment to ``target``, where nothing may be yet; all of it was opened. Raises StoreError."""
    if not store.database.exists():
        raise StoreError(f"There is no store in {store.database.folder} yet, so nothing to back up.")
    if not target.absolute().parent.is_dir():
        raise StoreError(f"The folder {target.absolute().parent} is missing. Make it first.")
    _must_be_free(target)
    with explained(target, 0), beside(target) as made:
        with explained(store.database.file, 0):
            _copy(store.database.file, made, journal="delete")
        copied = _verified(made, store.keys, f"The copy of {store.database.file}")
        if not placed(made, target, first=True):
            _must_be_free(target)
    # The copy is there: that its date cannot be noted just now is no reason to call it failed.
    with contextlib.suppress(StoreBusyError), store.database.writing() as connection:
        connection.execute("insert or replace into meta values ('backed-up', ?)", (store.now(),))
    return copied


def restore(source: Path, store: EmbeddedStore) -> Copied:
    """Put a copy in the place of a store that is not there; nothing is ever overwritten. Raises StoreError."""
    database = store.database
    for file in (database.file, Path(f"{database.file}-wal"), Path(f"{database.file}-journal")):
        _must_be_free(file)
    if not source.is_file():
        raise StoreError(f"There is no backup {source}.")
    database.prepare()
    what = f"The backup {source}"
    with explained(database.file, 0), beside(database.file) as made:
        try:
            with explained(source, 0):
                _copy(source, made, journal="wal")
        except StoreCorruptError:
            raise StoreCorruptError(f"{what} is damaged, and was not put back. Take another one.") from None
        copied = _verified(made, store.keys, what)
        if not placed(made, database.file, first=True):
            _must_be_free(database.file)
    return copied


def _must_be_free(target: Path) -> None:
    if target.exists():
        raise StoreError(
            f"{target} is there already, and nothing is overwritten. Move it aside, or name another place."
        )


def _copy(source: Path, target: Path, *, journal: str) -> None:
    """SQLite's own copy of one moment, also while others write."""
    there = f"file:{quote(str(source.absolute()))}?mode=rw"
    with (
        contextlib.closing(sqlite3.connect(there, uri=True)) as one,
        contextlib.closing(sqlite3.connect(target)) as two,
    ):
        two.execute("pragma synchronous=full")
        one.backup(two)
        two.execute(f"pragma journal_mode={journal}").fetchone()


def _verified(file: Path, keys: Keys, what: str) -> Copied:
    """What is in a copy, once all of it opens. Raises StoreCorruptError."""
    copy = EmbeddedStore(Database(file.parent, 0, file=file), keys)
    try:
        problems = problems_in(copy)
    except StoreCorruptError:
        problems = ["it is no store, or damaged"]
    if problems:
        more = f" ({len(problems):,} faults in all)" if len(problems) > 1 else ""
        raise StoreCorruptError(f"{what} is not sound, and was not kept: {problems[0]}{more}.")
    with copy.database.reading() as connection:
        count, newest = connection.execute("select count(*), coalesce(max(created), '') from secret").fetchone()
        keys_used = connection.execute("select distinct key_id from secret where key_id is not null order by 1")
        return Copied(int(count), str(newest), tuple(row[0] for row in keys_used))
