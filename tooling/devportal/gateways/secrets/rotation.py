"""Master key rotation: every data key below a new master key. Killed anywhere, the next run finishes it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from ...domain.secret import StoreCorruptError, StoreError
from .database import Connection
from .embedded import NAME_COLUMNS, EmbeddedStore, name_from
from .envelope import Envelope, MasterKey, rewrapped

_BATCH: Final = 500


@dataclass(frozen=True, slots=True)
class Rotated:
    """``key_id`` wraps all secrets now; ``resumed``: an earlier rotation was finished, and no new key was begun."""

    key_id: str
    secrets: int
    resumed: bool


def rotate(store: EmbeddedStore) -> Rotated:
    """Begin a new master key and rewrap everything, or finish what an earlier run began.

    The key file has the new key before any row needs it, and keeps the old ones until ``forget_old_keys``, because
    backups need them. Secrets are not opened. Raises StoreError.
    """
    _must_exist(store)
    with store.database.writing() as connection:
        current = store.current_key_id(connection)
        resumed = _count(connection, current) > 0
        if not resumed:
            _begin(store, connection, current)
    done, progress = 0, _Progress()
    while _batch(store, progress):
        done += progress.done
    store.database.scrub()
    if progress.broken:
        raise StoreCorruptError(
            f"{done} secrets have the new master key {progress.key_id}, {progress.broken} cannot be opened and keep "
            "what they have. See which: devportal secrets check"
        )
    return Rotated(progress.key_id, done, resumed)


def forget_old_keys(store: EmbeddedStore) -> tuple[str, ...]:
    """Remove the master keys that no secret needs; their ids. Backups that need them are lost. Raises StoreError."""
    _must_exist(store)
    with store.database.writing() as connection:
        query = "select distinct key_id from secret where key_id is not null"
        needed = {row[0] for row in connection.execute(query)} | {store.current_key_id(connection)}
        keys = store.keys.load()
        store.key_with(store.current_key_id(connection))
        ids = tuple(key.id for key in keys if key.id not in needed)
        if ids:
            store.keys.forget(ids)
    return ids


def unfinished(store: EmbeddedStore) -> int:
    """How many secrets still wait for the current master key. Raises StoreError."""
    with store.database.reading() as connection:
        return _count(connection, store.current_key_id(connection))


def _begin(store: EmbeddedStore, connection: Connection, current: str) -> None:
    """Put a key in front of the current one: a newer one that is there already, else a fresh one."""
    store.key_with(current)
    newest = store.keys.load()[0]
    key = store.keys.add() if newest.id == current else newest
    connection.execute("update meta set value = ? where key = 'current'", (key.id,))


@dataclass
class _Progress:
    """How far a rotation is: the last step that was looked at, and what came of this batch and of all."""

    key_id: str = ""
    after: str = ""
    done: int = 0
    broken: int = 0


def _batch(store: EmbeddedStore, progress: _Progress) -> bool:
    """Rewrap some more secrets; whether there were any.

    The key is the one that is current *now*: another run may have begun a further rotation since the last batch, ended
    it, and forgotten the key that was current then.
    """
    with store.database.writing() as connection:
        keys = {one.id: one for one in store.keys.load()}
        key = store.key_with(store.current_key_id(connection))
        if key.id != progress.key_id:
            progress.key_id, progress.after, progress.broken = key.id, "", 0
        rows = _stale(connection, key.id, progress.after)
        kept = sum(_rewrap(keys, connection, key, row) for row in rows)
    progress.done, progress.broken = kept, progress.broken + len(rows) - kept
    progress.after = rows[-1][0] if rows else progress.after
    return bool(rows)


def _rewrap(keys: Mapping[str, MasterKey], connection: Connection, key: MasterKey, row: Any) -> bool:
    envelope = Envelope(*row[6:])
    try:
        fresh = rewrapped(keys[envelope.key_id], key, name_from(row[1:]), envelope)
    except (StoreCorruptError, KeyError):
        return False
    connection.execute(
        "update secret set key_id = ?, wrapped = ? where step = ?", (fresh.key_id, fresh.wrapped, row[0])
    )
    return True


def _stale(connection: Connection, key_id: str, after: str) -> list[Any]:
    query = f"select step, {NAME_COLUMNS}, key_id, wrapped, sealed from secret "  # noqa: S608 - names of columns only
    query += "where key_id is not null and key_id != ? and step > ? order by step limit ?"
    return list(connection.execute(query, (key_id, after, _BATCH)))


def _count(connection: Connection, key_id: str) -> int:
    query = "select count(*) from secret where key_id is not null and key_id != ?"
    return int(connection.execute(query, (key_id,)).fetchone()[0])


def _must_exist(store: EmbeddedStore) -> None:
    if store.database.exists():
        with store.database.reading() as connection:
            if store.current_key_id(connection):
                return
    raise StoreError(f"There is no secret in {store.database.folder} yet; the first one makes the key.")
