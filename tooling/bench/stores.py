"""Keeping 1,000 new credentials in the embedded store, in durable batches, beside SQLite that only inserts rows."""

from __future__ import annotations

import os
import secrets
import sqlite3
import time
from contextlib import closing
from pathlib import Path

from devportal.domain.environment import Environment
from devportal.domain.secret import Secret, SecretKind, SecretName
from devportal.gateways.secrets import open_store
from peers import Timed, line

COUNT = 1_000
BATCH = 50
RATE = 300
_SIZE = 300
"""Bytes of a row of the store: its name, the wrapped key and the sealed secret."""


def store_rows(place: Path, runs: int) -> list[str]:
    """The report's rows: credentials a second, and the ratio to the peer. Both make a new database each time."""
    ours, peer = Timed("embedded store"), Timed("sqlite3")
    for number in range(max(3, runs)):
        ours.seconds.append(_keep(place / f"store{number}"))
        peer.seconds.append(_insert(place / f"peer{number}.sqlite"))
    rate = COUNT / ours.median
    met = "met" if rate >= RATE else "NOT MET"
    return [
        f"{'new credentials kept in a second':<44} {rate:6.0f}   goal ≥ {RATE}   {met}   (batches of {BATCH})",
        line("keeping them, against inserting rows", ours, peer, 4, at_least=False),
    ]


def _keep(folder: Path) -> float:
    store = open_store(f"embedded:{folder}", {})
    environments = list(Environment)
    names = [
        SecretName(f"partner-{one // 20}", f"app-{one // 3}", environments[one % 3], SecretKind.CLIENT_SECRET, 1)
        for one in range(COUNT)
    ]
    offered = [(name, Secret(secrets.token_urlsafe(32).encode())) for name in names]
    began = time.perf_counter()
    for start in range(0, COUNT, BATCH):
        store.put(offered[start : start + BATCH])
    return time.perf_counter() - began


def _insert(file: Path) -> float:
    rows = [(f"{one:064}", os.urandom(_SIZE)) for one in range(COUNT)]
    began = time.perf_counter()
    with closing(sqlite3.connect(file)) as database:
        database.executescript("pragma journal_mode=wal; create table row (key primary key, data);")
    for start in range(0, COUNT, BATCH):
        # A connection for each batch, as the store has: one call is the work of one run.
        with closing(sqlite3.connect(file)) as database, database:
            database.execute("pragma synchronous=full")
            database.executemany("insert into row values (?, ?)", rows[start : start + BATCH])
    return time.perf_counter() - began
