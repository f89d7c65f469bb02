"""The outbox in a folder: one SQLite file that decides, and the sealed files beside it, as a web server serves them."""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

from ..domain.environment import Environment
from ..domain.hand_over import Claim, OutboxError, Parcel
from ..domain.secret import SecretKind, SecretName
from .durable import remove, write_durably

_TABLE: Final = """CREATE TABLE IF NOT EXISTS parcel (
    id TEXT PRIMARY KEY, partner TEXT NOT NULL, app TEXT NOT NULL, environment TEXT NOT NULL, kind TEXT NOT NULL,
    generation INTEGER NOT NULL, sealed BLOB NOT NULL, token_hash TEXT NOT NULL, seal TEXT NOT NULL, made TEXT NOT NULL,
    expires TEXT NOT NULL, recipients TEXT NOT NULL, keys TEXT NOT NULL, picked_up TEXT NOT NULL,
    picked_up_by TEXT NOT NULL, reminded TEXT NOT NULL, refused TEXT NOT NULL, withdrawn TEXT NOT NULL
) STRICT"""
_CLAIM: Final = """UPDATE parcel SET picked_up = :now, picked_up_by = :by, sealed = X''
    WHERE id = :id AND token_hash = :hash AND picked_up = '' AND withdrawn = '' AND expires > :now"""
_STATE: Final = ("seal", "picked_up", "reminded", "refused", "withdrawn")
_PATIENCE: Final = 30.0
"""Seconds that we wait for another writer."""


class FolderOutbox:
    """``root/outbox.sqlite`` and ``root/partners/<partner>/pickup/<app>/<environment>/<kind>-<generation>.age``.

    The database decides; the files are what it says, and are put right by ``parcels()`` after a crash.
    """

    def __init__(self, root: Path) -> None:
        self._root = root

    @property
    def apart(self) -> bool:
        """All partners share the folder."""
        return False

    @property
    def trouble(self) -> Mapping[str, str]:
        """None that is a single partner's."""
        return {}

    def put(self, parcel: Parcel) -> Parcel:
        """Put a parcel out, once; what lies there already stays. Raises OutboxError."""
        with self._writing() as db:
            lying = _read(db, parcel.name)
            if lying is None:
                row = _row(parcel)
                names = ", ".join(row)
                db.execute(f"INSERT INTO parcel ({names}) VALUES ({', '.join(f':{name}' for name in row)})", row)  # noqa: S608 - our own names
            return self._mirrored(lying or parcel)

    def replace(self, old: Parcel, new: Parcel) -> bool:
        """Put ``new`` in the place of ``old``; no when that is not what lies there. Raises OutboxError."""
        row, before = _row(new), _row(old)
        values = ", ".join(f"{name} = :{name}" for name in row)
        same = " AND ".join(f"{name} = :old_{name}" for name in _STATE)
        with self._writing() as db:
            parameters = {**row, **{f"old_{name}": before[name] for name in _STATE}}
            changed = db.execute(f"UPDATE parcel SET {values} WHERE id = :id AND {same}", parameters).rowcount  # noqa: S608 - our own names
            if changed:
                self._mirrored(new)
        return bool(changed)

    def get(self, name: SecretName) -> Parcel | None:
        """The parcel of a name. Raises OutboxError."""
        with self._open() as db:
            return _read(db, name)

    def parcels(self, partner: str = "") -> Iterator[Parcel]:
        """All parcels, or those of a partner, by name. Raises OutboxError."""
        with self._open() as db:
            rows = db.execute("SELECT * FROM parcel WHERE :partner IN ('', partner)", {"partner": partner}).fetchall()
            found = sorted(map(_parcel, rows), key=lambda one: one.name)
            for parcel in found:
                if self._file(parcel.name).exists() is not bool(parcel.sealed):
                    self._mirrored(parcel)
        yield from found

    def claim(self, name: SecretName, token: str, by: str, now: str) -> Claim:
        """Record the pick-up in one conditional update. Raises OutboxError."""
        token_hash = hashlib.sha256(token.encode()).hexdigest()
        with self._writing() as db:
            won = db.execute(_CLAIM, {"id": name.step, "hash": token_hash, "by": by, "now": now}).rowcount
            lying = _read(db, name)
            if lying and lying.picked_up and not won:
                db.execute("UPDATE parcel SET refused = ? WHERE id = ?", (now, name.step))
            if lying:
                self._mirrored(lying)
        return Claim.WON if won else lost(lying, now)

    def _mirrored(self, parcel: Parcel) -> Parcel:
        """Make the file say what the row says, before the row counts."""
        file = self._file(parcel.name)
        if not parcel.sealed:
            remove(file)
        elif not file.exists() or file.read_bytes() != parcel.sealed:
            write_durably(file, parcel.sealed)
        return parcel

    def _file(self, name: SecretName) -> Path:
        folder = self._root / "partners" / name.partner / "pickup" / name.app / name.environment.value
        return folder / f"{name.kind.value}-{name.generation}.age"

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        file = self._root / "outbox.sqlite"
        db = None
        try:
            self._root.mkdir(parents=True, exist_ok=True)
            os.close(os.open(file, os.O_CREAT | os.O_RDWR, 0o600))
            db = sqlite3.connect(file, timeout=_PATIENCE, isolation_level=None)
            db.row_factory = sqlite3.Row
            db.execute("PRAGMA synchronous = FULL")
            db.execute(_TABLE)
            yield db
        except (sqlite3.Error, OSError) as error:
            why = error.strerror if isinstance(error, OSError) else error
            raise OutboxError(
                f"The outbox in {self._root} does not work: {why}. Check the space and the rights."
            ) from None
        finally:
            if db:
                db.close()

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        with self._open() as db:
            db.execute("BEGIN IMMEDIATE")
            try:
                yield db
            except BaseException:
                db.execute("ROLLBACK")
                raise
            db.execute("COMMIT")


def lost(lying: Parcel | None, now: str) -> Claim:
    """Why a claim did not win."""
    if lying and lying.picked_up:
        return Claim.TAKEN
    return Claim.EXPIRED if lying and (lying.withdrawn or lying.expires <= now) else Claim.WRONG


def _read(db: sqlite3.Connection, name: SecretName) -> Parcel | None:
    row = db.execute("SELECT * FROM parcel WHERE id = ?", (name.step,)).fetchone()
    return _parcel(row) if row else None


def _row(parcel: Parcel) -> dict[str, Any]:
    name = asdict(parcel.name)
    rest = {field: getattr(parcel, field) for field in Parcel.__slots__ if field != "name"}
    texts = {"recipients": json.dumps(parcel.recipients), "keys": json.dumps(parcel.keys)}
    return {"id": parcel.name.step, **{key: str(value) for key, value in name.items()}, **rest, **texts,
            "generation": parcel.name.generation}  # fmt: skip


def _parcel(row: sqlite3.Row) -> Parcel:
    values = dict(row)
    name = SecretName(
        values["partner"], values["app"], Environment(values["environment"]), SecretKind(values["kind"]),
        values["generation"],
    )  # fmt: skip
    rest: dict[str, Any] = {field: tuple(json.loads(values[field])) for field in ("recipients", "keys")}
    return Parcel(name=name, **{field: values[field] for field in Parcel.__slots__[1:]} | rest)
