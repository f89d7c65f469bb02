"""The embedded store: what it keeps, what it refuses, and what it says."""

from __future__ import annotations

import os
import shutil
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from devportal.domain.secret import (
    Secret,
    SecretMissingError,
    StoreBusyError,
    StoreCorruptError,
    StoreError,
    StoreUnavailableError,
)
from devportal.gateways.secrets import configured_address, open_store
from devportal.gateways.secrets.database import Connection, Database, Rows, connect_sqlite
from devportal.gateways.secrets.embedded import EmbeddedStore
from devportal.gateways.secrets.inspection import problems_in

from .names import fresh, name


def opened(folder: Path, **environment: str) -> EmbeddedStore:
    store = open_store(f"embedded:{folder}?wait=1", environment)
    assert isinstance(store, EmbeddedStore)
    return store


@pytest.fixture
def store(tmp_path: Path) -> EmbeddedStore:
    return opened(tmp_path / "store")


def test_only_the_owner_can_read_what_it_writes_and_git_ignores_it(store: EmbeddedStore) -> None:
    store.put([(name(), fresh())])
    folder = store.database.folder
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    for file in ("store.sqlite", "master.key"):
        assert stat.S_IMODE((folder / file).stat().st_mode) == 0o600
    assert (folder / ".gitignore").read_text() == "*\n"


def test_reading_makes_nothing(store: EmbeddedStore) -> None:
    assert list(store.entries()) == []
    with pytest.raises(SecretMissingError):
        store.get(name())
    assert not store.database.folder.exists()


def test_a_secret_is_in_no_file(store: EmbeddedStore) -> None:
    store.put([(name(), Secret(b"plainly-recognisable-secret"))])
    for file in store.database.folder.iterdir():
        assert b"recognisable" not in file.read_bytes()


def test_what_is_revoked_is_destroyed(store: EmbeddedStore) -> None:
    store.put([(name(one), fresh()) for one in range(50)])
    with sqlite3.connect(store.database.file) as connection:
        sealed, wrapped = connection.execute("select sealed, wrapped from secret where app = 'app-7'").fetchone()
    connection.close()
    store.revoke([name(7)])
    for file in store.database.folder.iterdir():
        assert sealed not in file.read_bytes()
        assert wrapped not in file.read_bytes()
    assert store.get(name(8))


def test_all_or_nothing(store: EmbeddedStore) -> None:
    store.put([(name(1), fresh())])

    class Broken(Secret):
        def reveal(self) -> bytes:
            raise RuntimeError

    with pytest.raises(RuntimeError):
        store.put([(name(2), fresh()), (name(3), Broken(b""))])
    with pytest.raises(SecretMissingError):
        store.revoke([name(1), name(9)])
    assert [entry.name for entry in store.entries()] == [name(1)]
    assert store.get(name(1))


STEP = name(2).step
OF_OTHER = "(select b.{0} from secret b where b.app = 'app-1') where app = 'app-2'"
SWAPS: dict[str, str] = {
    "the secret of another app": f"update secret set (sealed, wrapped) = {OF_OTHER.format('sealed, b.wrapped')}",
    "the data key of another app": f"update secret set wrapped = {OF_OTHER.format('wrapped')}",
    "the whole row of another app": f"delete from secret where app = 'app-2'; update secret set step = '{STEP}'",
    "one byte of a secret": "update secret set sealed = flipped(sealed)",
    "half a secret": "update secret set sealed = substr(sealed, 1, 9)",
    "the date": "update secret set created = '2020-01-01T00:00:00Z'",
}


@pytest.mark.parametrize("swap", SWAPS, ids=list(SWAPS))
def test_an_altered_or_swapped_row_is_refused(store: EmbeddedStore, swap: str) -> None:
    store.put([(name(1), fresh()), (name(2), fresh())])
    connection = sqlite3.connect(store.database.file)
    connection.create_function("flipped", 1, lambda data: data[:20] + bytes([data[20] ^ 1]) + data[21:])
    connection.executescript(SWAPS[swap])
    connection.close()
    with pytest.raises(StoreCorruptError):
        store.get(name(2))


def test_the_generation_is_bound(store: EmbeddedStore) -> None:
    store.put([(name(1), fresh()), (name(1, generation=2), fresh())])
    connection = sqlite3.connect(store.database.file)
    with connection:
        connection.execute("update secret set step = 'gone', generation = 3 where generation = 2")
        connection.execute(
            "update secret set step = ?, generation = 2 where generation = 1", (name(1, generation=2).step,)
        )
    connection.close()
    with pytest.raises(StoreCorruptError, match="altered"):
        store.get(name(1, generation=2))


def test_a_wrong_key_is_named_and_nothing_is_lost(store: EmbeddedStore, tmp_path: Path) -> None:
    secret = fresh()
    store.put([(name(), secret)])
    wrong = opened(store.database.folder, DEVPORTAL_STORE_KEY="A" * 43 + "=")
    for call in (lambda: wrong.get(name()), lambda: wrong.put([(name(2), fresh())])):
        with pytest.raises(StoreCorruptError, match=r"needs the master key [0-9a-f]{16}; DEVPORTAL_STORE_KEY holds"):
            call()
    (store.database.folder / "master.key").rename(tmp_path / "away.key")
    with pytest.raises(StoreCorruptError, match="is not there"):
        store.put([(name(2), fresh())])
    assert not (store.database.folder / "master.key").exists()
    kept = opened(store.database.folder, DEVPORTAL_STORE_KEY_FILE=str(tmp_path / "away.key"))
    assert kept.get(name()).reveal() == secret.reveal()


KEYS: dict[str, dict[str, str]] = {
    "no base64": {"DEVPORTAL_STORE_KEY": "not a key"},
    "too short": {"DEVPORTAL_STORE_KEY": "c2hvcnQ="},
    "both": {"DEVPORTAL_STORE_KEY": "A" * 43 + "=", "DEVPORTAL_STORE_KEY_FILE": "x"},
}


@pytest.mark.parametrize("given", KEYS.values(), ids=list(KEYS))
def test_a_key_that_is_none_is_refused_without_being_shown(tmp_path: Path, given: dict[str, str]) -> None:
    with pytest.raises(StoreError) as raised:
        opened(tmp_path / "store", **given).put([(name(), fresh())])
    assert given["DEVPORTAL_STORE_KEY"] not in str(raised.value)


def test_a_key_file_that_others_can_read_is_refused(store: EmbeddedStore) -> None:
    store.put([(name(), fresh())])
    file = store.database.folder / "master.key"
    file.chmod(0o644)
    with pytest.raises(StoreUnavailableError, match=f"chmod 600 {file}"):
        store.get(name())
    file.chmod(0o600)
    file.write_text("# nothing left\n")
    with pytest.raises(StoreCorruptError, match="holds no key"):
        store.get(name())


def test_another_writer_is_waited_for_then_named(store: EmbeddedStore) -> None:
    store.put([(name(), fresh())])
    other = sqlite3.connect(store.database.file, isolation_level=None)
    other.execute("begin immediate")
    with pytest.raises(StoreBusyError, match="for more than 1 seconds"):
        store.put([(name(2), fresh())])
    assert store.get(name())
    other.execute("rollback")
    other.close()
    assert store.put([(name(2), fresh())])


def _damage(store: EmbeddedStore) -> None:
    data = store.database.file.read_bytes()
    store.database.file.write_bytes(data[:8192] + os.urandom(len(data) - 8192))


def _truncate(store: EmbeddedStore) -> None:
    store.database.file.write_bytes(store.database.file.read_bytes()[:5000])


def _replace(store: EmbeddedStore) -> None:
    store.database.file.write_bytes(b"this is no database, however long it may be" * 200)


def _empty(store: EmbeddedStore) -> None:
    store.database.file.write_bytes(b"")


@pytest.mark.parametrize("spoil", [_damage, _truncate, _replace, _empty], ids=lambda work: work.__name__)
def test_a_damaged_file_is_left_as_it_is(store: EmbeddedStore, spoil: Callable[[EmbeddedStore], None]) -> None:
    store.put([(name(one), fresh()) for one in range(200)])
    spoil(store)
    before = store.database.file.read_bytes()
    with pytest.raises(StoreCorruptError, match="devportal secrets restore"):
        list(store.entries())
    with pytest.raises(StoreCorruptError):
        store.put([(name(900 + one), fresh()) for one in range(200)])
    assert store.database.file.read_bytes() == before


def test_a_folder_that_is_not_mounted_is_no_empty_store(tmp_path: Path) -> None:
    lost = opened(tmp_path / "mount" / "store")
    for call in (lambda: list(lost.entries()), lambda: lost.put([(name(), fresh())]), lambda: lost.get(name())):
        with pytest.raises(StoreUnavailableError, match="Mount it or make it"):
            call()
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreUnavailableError):
        opened(tmp_path / "file").put([(name(), fresh())])


def test_the_address_counts_from_the_root(tmp_path: Path) -> None:
    assert configured_address(tmp_path, {}) == f"embedded:{tmp_path}/.secrets"
    assert configured_address(tmp_path, {"DEVPORTAL_STORE": "embedded:x?wait=3"}) == f"embedded:{tmp_path}/x?wait=3"
    assert configured_address(tmp_path, {"DEVPORTAL_STORE": "embedded:/abs"}) == "embedded:/abs"
    assert configured_address(tmp_path, {"DEVPORTAL_STORE": "aws:eu-north-1"}) == "aws:eu-north-1"


ADDRESSES = {
    "nothing": "is no address",
    "embedded:": "is no address",
    "files:place": "begins with embedded:, vault:, azure:, aws:",
    "embedded:x?wiat=1": "knows no option 'wiat'",
    "embedded:x?wait=soon": "number of seconds",
    "embedded:x?wait": "cannot be read",
}


@pytest.mark.parametrize("address", ADDRESSES)
def test_an_address_that_is_none_is_explained(address: str) -> None:
    with pytest.raises(StoreError, match=ADDRESSES[address]):
        open_store(address, {})


def _limited(pragma: str) -> Callable[[Path], Connection]:
    def connect(file: Path) -> Connection:
        connection = connect_sqlite(file)
        connection.execute(pragma)
        return connection

    return connect


FAILING: dict[str, tuple[Callable[[Path], Connection], str]] = {
    "a full disk": (_limited("pragma max_page_count=20"), "the disk is full. Make space"),
    "a read-only store": (_limited("pragma query_only=on"), "is read-only. Check the rights"),
}


@pytest.mark.parametrize("way", FAILING, ids=list(FAILING))
def test_what_cannot_be_written_is_said_and_nothing_is_lost(store: EmbeddedStore, way: str) -> None:
    connect, message = FAILING[way]
    kept = fresh()
    store.put([(name(), kept)])
    failing = EmbeddedStore(Database(store.database.folder, 1, connect), store.keys)
    many = [(name(one), fresh()) for one in range(2, 900)]
    with pytest.raises(StoreUnavailableError, match=message):
        failing.put(many)
    assert [entry.name for entry in store.entries()] == [name()]
    assert failing.get(name()).reveal() == kept.reveal()
    assert len(store.put(many)) == len(many)
    assert problems_in(store) == []


def test_a_revocation_whose_traces_cannot_be_wiped_is_said_to_be_made(store: EmbeddedStore) -> None:
    class Full:
        def __init__(self, file: Path) -> None:
            self._inner = connect_sqlite(file)
            self.close = self._inner.close

        def execute(self, sql: str, values: Sequence[Any] = ()) -> Rows:
            if "wal_checkpoint" in sql:
                error = sqlite3.OperationalError("full")
                error.sqlite_errorname = "SQLITE_FULL"
                raise error
            return self._inner.execute(sql, values)

    store.put([(name(), fresh())])
    full = EmbeddedStore(Database(store.database.folder, 1, Full), store.keys)
    with pytest.raises(StoreUnavailableError, match=r"The change is made, .* the disk is full\. Run this again"):
        full.revoke([name()])
    (entry,) = store.revoke([name()])
    assert entry.revoked


def test_a_disk_that_takes_no_more_bytes(store: EmbeddedStore) -> None:
    """The system's own refusal, in a process of its own: files may not grow any more."""
    store.put([(name(one), fresh()) for one in range(20)])
    code = """
import resource, signal, sys
from tests.secrets.names import fresh, name
from devportal.domain.secret import StoreUnavailableError
from devportal.gateways.secrets import open_store
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (120_000, 120_000))
store = open_store(sys.argv[1], {})
kept = 20
try:
    for start in range(20, 4000, 50):
        kept += len(store.put([(name(one), fresh()) for one in range(start, start + 50)]))
except StoreUnavailableError as error:
    print(kept, len(list(store.entries())), "Nothing of this call was kept" in str(error))
"""
    command = [sys.executable, "-c", code, f"embedded:{store.database.folder}"]
    done = subprocess.run(command, cwd=Path(__file__).parents[2], capture_output=True, text=True, check=True)
    told, there, said = done.stdout.split()
    assert (told, said) == (there, "True")
    assert len(list(store.entries())) == int(told)
    assert problems_in(store) == []
    assert store.put([(name(9_999), fresh())])


def test_a_store_that_is_replaced_while_a_writer_waits_takes_nothing_that_would_be_lost(
    store: EmbeddedStore, tmp_path: Path
) -> None:
    store.put([(name(), fresh())])

    def connect(file: Path) -> Connection:
        connection = connect_sqlite(file)
        connection.execute("select * from meta").fetchone()
        file.rename(tmp_path / "aside")
        shutil.copy(tmp_path / "aside", file)
        return connection

    late = EmbeddedStore(Database(store.database.folder, 1, connect), store.keys)
    with pytest.raises(StoreBusyError, match="was replaced just now"):
        late.put([(name(2), fresh())])
    assert len(store.put([(name(2), fresh())])) == 1
