"""The embedded store: one SQLite file, envelope encryption, no server. A secret is bound to its name and date."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from ...domain.environment import Environment
from ...domain.secret import (
    Entry,
    EntryState,
    Secret,
    SecretKind,
    SecretName,
    StoreCorruptError,
)
from .address import Address, seconds
from .database import Connection, Database
from .envelope import Envelope, MasterKey, close_envelope, open_envelope
from .keys import Keys, find_keys
from .wire import leaf, missing, utc_now

NAME_COLUMNS: Final = "partner, app, environment, kind, generation"
_ENTRY: Final = f"{NAME_COLUMNS}, created, revoked"


class EmbeddedStore:
    """A SecretStore in a folder of its own. See ``domain.secret.SecretStore`` for what each call promises."""

    kind = "embedded"

    def __init__(self, database: Database, keys: Keys, now: Callable[[], str] = utc_now) -> None:
        self.database = database
        self.keys = keys
        self.now = now

    def put(self, offered: Iterable[tuple[SecretName, Secret]]) -> list[Entry]:
        """Keep each secret, once, all of them in one transaction."""
        rows = list(offered)
        if not rows:
            return []
        if not self.database.exists():
            self.database.create()
        with self.database.writing() as connection:
            key, created = self.writing_key(connection), self.now()
            for name, secret in rows:
                if not _known(connection, name):
                    _insert(connection, name, created, close_envelope(key, name, created, secret))
            return [_entry_of(connection, name) for name, _ in rows]

    def get(self, name: SecretName) -> Secret:
        """The secret."""
        if not self.database.exists():
            raise missing(name)
        try:
            return self._opened(name)
        except StoreCorruptError:
            # Between reading the row and reading the keys, a rotation may have ended and its old key been forgotten.
            return self._opened(name)

    def _opened(self, name: SecretName) -> Secret:
        with self.database.reading() as connection:
            query = "select created, revoked, key_id, wrapped, sealed from secret where step = ?"
            row = connection.execute(query, (name.step,)).fetchone()
            if row is None or row[1]:
                raise missing(name)
            return open_envelope(self.key_with(row[2]), name, row[0], Envelope(*row[2:]))

    def entries(self) -> Iterator[Entry]:
        """All entries by name; none when there is no store yet."""
        if not self.database.exists():
            return iter(())
        with self.database.reading() as connection:
            rows = list(connection.execute(f"select {_ENTRY} from secret"))  # noqa: S608 - names of columns only
        return iter(sorted((entry_from(row) for row in rows), key=lambda entry: entry.name))

    def revoke(self, names: Sequence[SecretName]) -> list[Entry]:
        """Destroy secrets, all or none of them; their bytes are overwritten in the file and gone from its log."""
        if not names:
            return []
        if not self.database.exists():
            raise missing(names[0])
        with self.database.writing() as connection:
            for name in names:
                connection.execute(
                    "update secret set revoked = ?, key_id = null, wrapped = null, sealed = null "
                    "where step = ? and revoked = ''",
                    (self.now(), name.step),
                )
            found = [_entry_of(connection, name) for name in names]
        self.database.scrub()
        return found

    def current_key_id(self, connection: Connection) -> str:
        """The id of the key that new rows are wrapped with; empty before the first row."""
        row = connection.execute("select value from meta where key = 'current'").fetchone()
        return str(row[0]) if row else ""

    def writing_key(self, connection: Connection) -> MasterKey:
        """The key that new rows are wrapped with; it is made with the first row. Raises StoreError."""
        current = self.current_key_id(connection)
        if current:
            return self.key_with(current)
        key = next(iter(self.keys.load()), None) or self.keys.add()
        connection.execute("insert into meta values ('current', ?)", (key.id,))
        return key

    def key_with(self, key_id: str) -> MasterKey:
        """The master key with this id. Raises StoreCorruptError."""
        keys = self.keys.load()
        found = next((key for key in keys if key.id == key_id), None)
        if found:
            return found
        there = (
            f"{self.keys.place} holds {', '.join(key.id for key in keys)}"
            if keys
            else f"{self.keys.place} is not there"
        )
        raise StoreCorruptError(
            f"The secrets store {self.database.folder} needs the master key {key_id}; {there}. "
            "Nothing is lost: put your copy of the right key there, and run this again."
        )


def open_at(address: Address, environment: Mapping[str, str]) -> EmbeddedStore:
    """The store in the folder ``address`` names; option ``wait``: seconds for another writer. Raises StoreError."""
    options = address.known({"wait"})
    folder = Path(address.place).expanduser()
    return EmbeddedStore(Database(folder, seconds(options.get("wait", "10"))), find_keys(folder, environment))


def name_from(row: Sequence[Any]) -> SecretName:
    """A name from its five columns. Raises StoreCorruptError."""
    try:
        return SecretName(row[0], row[1], Environment(row[2]), SecretKind(row[3]), row[4])
    except ValueError:
        raise StoreCorruptError("A row of the store has no name that is one. Run: devportal secrets check") from None


def entry_from(row: Sequence[Any]) -> Entry:
    """An entry from its seven columns. Raises StoreCorruptError."""
    name, created, revoked = name_from(row), row[5], row[6]
    return Entry(name, f"embedded:{leaf(name)}", created, EntryState.REVOKED if revoked else EntryState.ACTIVE, revoked)


def _known(connection: Connection, name: SecretName) -> bool:
    return connection.execute("select 1 from secret where step = ?", (name.step,)).fetchone() is not None


def _insert(connection: Connection, name: SecretName, created: str, envelope: Envelope) -> None:
    connection.execute(
        f"insert into secret (step, {NAME_COLUMNS}, created, key_id, wrapped, sealed) "  # noqa: S608 - names only
        "values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            name.step, name.partner, name.app, name.environment.value, name.kind.value, name.generation,
            created, envelope.key_id, envelope.wrapped, envelope.sealed,
        ),
    )  # fmt: skip


def _entry_of(connection: Connection, name: SecretName) -> Entry:
    query = f"select {_ENTRY} from secret where step = ?"  # noqa: S608 - names of columns only
    row = connection.execute(query, (name.step,)).fetchone()
    if row is None:
        raise missing(name)
    if name_from(row) != name:
        raise StoreCorruptError(f"The row of {name.path} says another name. Run: devportal secrets check")
    return entry_from(row)
