"""What an operator does with the secrets store: look at it, copy it, put a copy back, change its key."""

from __future__ import annotations

import contextlib
import os
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ..domain.secret import Entry, EntryState, SecretMissingError, SecretStore, StoreCorruptError, StoreError
from ..domain.source import SourceError
from ..gateways.secrets import backup, configured_address, open_store, rotation
from ..gateways.secrets.backup import Copied
from ..gateways.secrets.embedded import EmbeddedStore
from ..gateways.secrets.inspection import open_doors, problems_in
from ..gateways.secrets.rotation import Rotated
from .read import find_root


@dataclass(frozen=True, slots=True)
class EmbeddedFacts:
    """What only an embedded store has; ``waiting``: secrets that an unfinished rotation has not reached."""

    file: Path
    exists: bool
    keys: str
    key_id: str = ""
    other_key_ids: tuple[str, ...] = ()
    waiting: int = 0
    backed_up: str = ""
    size: int = 0


@dataclass(frozen=True, slots=True)
class StoreStatus:
    """``counts``: environment, kind and state to how many entries; ``newest``: when the last of them was made."""

    kind: str
    address: str
    counts: Mapping[tuple[str, str, str], int] = field(default_factory=dict)
    newest: str = ""
    embedded: EmbeddedFacts | None = None


def address_here(address: str = "") -> str:
    """The address that is given, or else that ``DEVPORTAL_STORE`` says, counted from the clone we are in."""
    root = Path.cwd()
    with contextlib.suppress(SourceError):
        root = find_root(root)
    return address or configured_address(root, os.environ)


def status(address: str) -> StoreStatus:
    """How the store at ``address`` stands. Raises StoreError."""
    store = open_store(address, os.environ)
    entries = list(store.entries())
    counts = Counter(map(_column, entries))
    newest = max((entry.created for entry in entries), default="")
    facts = _embedded(store) if isinstance(store, EmbeddedStore) else None
    return StoreStatus(store.kind, address, counts, newest, facts)


def check(address: str) -> tuple[int, list[str]]:
    """How many active secrets there are, and what is wrong, a sentence each. Every one is opened. Raises StoreError."""
    store = open_store(address, os.environ)
    active = [entry for entry in store.entries() if entry.state is EntryState.ACTIVE]
    if not isinstance(store, EmbeddedStore):
        return len(active), [text for entry in active for text in _opens(store, entry)]
    if not store.database.exists():
        raise StoreError(f"There is no store in {store.database.folder} yet. The first secret makes it.")
    return len(active), [*open_doors(store), *problems_in(store)]


def back_up(address: str, file: Path) -> tuple[Copied, str]:
    """Copy an embedded store to a file; what is in it, and where its keys are. Raises StoreError."""
    store = _own(address)
    return backup.back_up(store, file), store.keys.place


def restore(address: str, file: Path) -> tuple[Copied, Path]:
    """Put a copy in the place of an embedded store that is lost; what is in it, and where. Raises StoreError."""
    store = _own(address)
    return backup.restore(file, store), store.database.file


def rotate(address: str) -> tuple[Rotated, str]:
    """Another master key for an embedded store; what was done, and where its keys are. Raises StoreError."""
    store = _own(address)
    return rotation.rotate(store), store.keys.place


def forget_old_keys(address: str) -> tuple[tuple[str, ...], str]:
    """Remove the keys that nothing needs; their ids, and from where. Raises StoreError."""
    store = _own(address)
    return rotation.forget_old_keys(store), store.keys.place


def _own(address: str) -> EmbeddedStore:
    store = open_store(address, os.environ)
    if isinstance(store, EmbeddedStore):
        return store
    raise StoreError(f"The {store.kind} store keeps its own keys and copies. See the operators' guide: Secrets store.")


def _embedded(store: EmbeddedStore) -> EmbeddedFacts:
    file = store.database.file
    if not store.database.exists():
        return EmbeddedFacts(file, False, store.keys.place)
    with store.database.reading() as connection:
        current = store.current_key_id(connection)
        row = connection.execute("select value from meta where key = 'backed-up'").fetchone()
    others = tuple(key.id for key in store.keys.load() if key.id != current)
    waiting = rotation.unfinished(store)
    return EmbeddedFacts(
        file, True, store.keys.place, current, others, waiting, str(row[0]) if row else "", file.stat().st_size
    )


def _column(entry: Entry) -> tuple[str, str, str]:
    return entry.name.environment.value, entry.name.kind.value, entry.state.value


def _opens(store: SecretStore, entry: Entry) -> list[str]:
    try:
        store.get(entry.name)
    except (SecretMissingError, StoreCorruptError) as error:
        return [str(error)]
    return []
