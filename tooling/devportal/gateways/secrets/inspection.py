"""Looks an embedded store over: the file, each row, each envelope, the rights."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from typing import Any

from ...domain.secret import StoreCorruptError
from .database import Connection
from .embedded import NAME_COLUMNS, EmbeddedStore, name_from
from .envelope import Envelope, MasterKey, open_envelope


def problems_in(store: EmbeddedStore) -> list[str]:
    """What is wrong with the content, a sentence each; every active secret is opened. Raises StoreError."""
    with store.database.reading() as connection:
        found = _file(connection)
        keys = {key.id: key for key in store.keys.load()}
        query = f"select step, {NAME_COLUMNS}, created, revoked, key_id, wrapped, sealed from secret order by step"  # noqa: S608 - names of columns only
        found += [text for row in connection.execute(query) for text in _row(row, keys, store.keys.place)]
    return found


def open_doors(store: EmbeddedStore) -> Iterator[str]:
    """Whom the rights of the folder and the file let in, a sentence each."""
    if os.name != "posix":
        return
    for place in (store.database.folder, store.database.file):
        mode = stat.S_IMODE(place.stat().st_mode)
        if mode & stat.S_IRWXO or (place == store.database.file and mode & stat.S_IRWXG):
            wanted = "700" if place.is_dir() else "600"
            yield f"Others can get at {place} (mode {mode:o}). Run: chmod {wanted} {place}"


def _file(connection: Connection) -> list[str]:
    rows = [row[0] for row in connection.execute("pragma integrity_check(20)")]
    return [] if rows == ["ok"] else [f"SQLite finds the file damaged: {row}" for row in rows]


def _row(row: Any, keys: dict[str, MasterKey], place: str) -> Iterator[str]:
    try:
        name = name_from(row[1:])
        what = f"{name.path}, generation {name.generation}"
        if name.step != row[0]:
            yield f"{what}: the row is kept under another secret's step"
        if row[7]:
            return
        if row[8] not in keys:
            yield f"{what}: its master key {row[8]} is missing; put your copy into {place}"
        else:
            open_envelope(keys[row[8]], name, row[6], Envelope(*row[8:]))
    except StoreCorruptError as error:
        yield str(error)
