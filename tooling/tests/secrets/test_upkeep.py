"""The embedded store's upkeep: another master key, backup, restore, check, and what the commands say."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from contextlib import AbstractContextManager, closing
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from devportal.cli import main
from devportal.domain.secret import StoreCorruptError, StoreError
from devportal.gateways.secrets import open_store
from devportal.gateways.secrets.backup import back_up, restore
from devportal.gateways.secrets.database import Connection
from devportal.gateways.secrets.embedded import EmbeddedStore
from devportal.gateways.secrets.envelope import MasterKey
from devportal.gateways.secrets.inspection import open_doors, problems_in
from devportal.gateways.secrets.keys import KeyFile
from devportal.gateways.secrets.rotation import forget_old_keys, rotate, unfinished

from .names import fresh, name


def opened(folder: Path, **environment: str) -> EmbeddedStore:
    store = open_store(f"embedded:{folder}?wait=1", environment)
    assert isinstance(store, EmbeddedStore)
    return store


def filled(folder: Path, count: int = 30) -> EmbeddedStore:
    store = opened(folder)
    store.put([(name(one), fresh()) for one in range(count)])
    store.revoke([name(3)])
    return store


def values(store: EmbeddedStore) -> dict[object, bytes]:
    return {entry.name: store.get(entry.name).reveal() for entry in store.entries() if not entry.revoked}


def altered(store: EmbeddedStore, sql: str) -> None:
    connection = sqlite3.connect(store.database.file)
    connection.executescript(sql)
    connection.close()


def test_rotation_puts_everything_below_another_key_and_opens_nothing_less(tmp_path: Path) -> None:
    store = filled(tmp_path / "store", 602)
    before, old = values(store), store.keys.load()
    with closing(sqlite3.connect(store.database.file)) as connection:
        wrapped = [row[0] for row in connection.execute("select wrapped from secret where wrapped is not null")]
    done = rotate(store)
    assert (done.secrets, done.resumed) == (601, False)
    files = b"".join(file.read_bytes() for file in store.database.folder.iterdir())
    assert not [one for one in wrapped if one in files]
    assert values(store) == before
    assert [key.id for key in store.keys.load()] == [done.key_id, old[0].id]
    assert forget_old_keys(store) == (old[0].id,)
    assert values(store) == before
    assert problems_in(store) == []
    assert forget_old_keys(store) == ()


def test_a_rotation_that_was_interrupted_is_finished_first(tmp_path: Path) -> None:
    store = filled(tmp_path / "store")
    (original,) = store.keys.load()
    first = rotate(store).key_id
    second = store.keys.add().id
    altered(store, f"update meta set value = '{second}' where key = 'current'")
    store.put([(name(900), fresh())])
    assert unfinished(store) == 29
    assert forget_old_keys(store) == (original.id,)
    done = rotate(store)
    assert (done.key_id, done.secrets, done.resumed) == (second, 29, True)
    assert first in {key.id for key in store.keys.load()}
    assert problems_in(store) == []


def test_a_rotation_that_was_overtaken_goes_on_below_the_key_that_is_current_now(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Found by the kills: it went on below a key that the other had replaced and forgotten, and all was lost."""
    store = filled(tmp_path / "store")
    before, real, turns = values(store), store.database.writing, iter(range(9))

    def writing() -> AbstractContextManager[Connection]:
        if next(turns) == 1:
            other = opened(store.database.folder)
            rotate(other)
            rotate(other)
            forget_old_keys(other)
        return real()

    monkeypatch.setattr(store.database, "writing", writing)
    done = rotate(store)
    assert [key.id for key in store.keys.load()] == [done.key_id]
    assert values(store) == before


def test_a_secret_is_got_while_its_key_is_replaced_and_forgotten(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = filled(tmp_path / "store")
    expected, real, turns = store.get(name(5)).reveal(), store.keys.load, iter(range(9))

    def load() -> tuple[MasterKey, ...]:
        if next(turns) == 0:
            other = opened(store.database.folder)
            rotate(other)
            forget_old_keys(other)
        return real()

    monkeypatch.setattr(store.keys, "load", load)
    assert store.get(name(5)).reveal() == expected
    assert next(turns) == 2


def test_a_key_that_was_made_but_not_begun_is_taken_next(tmp_path: Path) -> None:
    store = filled(tmp_path / "store")
    made = store.keys.add().id
    assert rotate(store).key_id == made


def test_a_row_that_does_not_open_keeps_the_others_from_nothing(tmp_path: Path) -> None:
    store = filled(tmp_path / "store")
    altered(store, "update secret set wrapped = zeroblob(60) where app = 'app-9'")
    with pytest.raises(StoreCorruptError, match=r"28 secrets have the new master key .* 1 cannot be opened"):
        rotate(store)
    assert len(problems_in(store)) == 1
    old = store.keys.load()[1].id
    assert forget_old_keys(store) == ()
    assert old in {key.id for key in store.keys.load()}


def test_a_key_from_the_environment_is_rotated_by_who_sets_it(tmp_path: Path) -> None:
    old, new = "A" * 43 + "=", "B" * 42 + "A="
    store = opened(tmp_path / "store", DEVPORTAL_STORE_KEY=old)
    secret = fresh()
    store.put([(name(), secret)])
    with pytest.raises(StoreError, match="in front of"):
        rotate(store)
    both = opened(tmp_path / "store", DEVPORTAL_STORE_KEY=f"{new},{old}")
    rotate(both)
    with pytest.raises(StoreError, match="Take the old keys out of DEVPORTAL_STORE_KEY"):
        forget_old_keys(both)
    assert opened(tmp_path / "store", DEVPORTAL_STORE_KEY=new).get(name()).reveal() == secret.reveal()
    assert not (tmp_path / "store" / "master.key").exists()


def test_two_that_make_the_first_key_at_once_get_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    looked = KeyFile(tmp_path / "key").load()
    made = KeyFile(tmp_path / "key").add()
    late = KeyFile(tmp_path / "key")
    answers = [KeyFile(tmp_path / "key").load(), looked]
    monkeypatch.setattr(late, "load", answers.pop)
    assert late.add().id == made.id
    assert [key.id for key in KeyFile(tmp_path / "key").load()] == [made.id]


def test_a_backup_is_whole_while_another_writes_and_opens_with_the_key_alone(tmp_path: Path) -> None:
    store = filled(tmp_path / "store")
    other = sqlite3.connect(store.database.file, isolation_level=None)
    other.execute("begin immediate")
    other.execute("delete from secret")
    copied = back_up(store, tmp_path / "copy")
    other.execute("rollback")
    other.close()
    assert (copied.entries, copied.key_ids) == (30, (store.keys.load()[0].id,))
    assert (tmp_path / "copy").stat().st_mode & 0o777 == 0o600
    assert store.keys.load()[0].value.reveal() not in (tmp_path / "copy").read_bytes()
    before = values(store)
    store.put([(name(700), fresh())])
    other_place = opened(tmp_path / "drill", DEVPORTAL_STORE_KEY_FILE=str(tmp_path / "store" / "master.key"))
    restore(tmp_path / "copy", other_place)
    assert values(other_place) == before
    assert [entry.revoked != "" for entry in other_place.entries()].count(True) == 1
    other_place.put([(name(701), fresh())])


def test_a_restore_overwrites_nothing_and_keeps_nothing_unsound(tmp_path: Path) -> None:
    store = filled(tmp_path / "store")
    back_up(store, tmp_path / "copy")
    with pytest.raises(StoreError, match="nothing is overwritten"):
        back_up(store, tmp_path / "copy")
    with pytest.raises(StoreError, match="nothing is overwritten"):
        restore(tmp_path / "copy", store)
    lost = opened(tmp_path / "lost")
    with pytest.raises(StoreCorruptError, match="put your copy into"):
        restore(tmp_path / "copy", lost)
    assert not lost.database.file.exists()
    key = {"DEVPORTAL_STORE_KEY_FILE": str(tmp_path / "store" / "master.key")}
    said = ("damaged, and was not put back", "not sound, .* altered", "damaged", "not sound, .* it is no store")
    for number, spoil in enumerate((_cut, _swapped, _foreign, _emptied)):
        spoilt = tmp_path / f"copy{number}"
        spoilt.write_bytes((tmp_path / "copy").read_bytes())
        spoil(spoilt)
        with pytest.raises(StoreCorruptError, match=f"The backup {spoilt} is {said[number]}"):
            restore(spoilt, opened(tmp_path / f"lost{number}", **key))
        assert [file.name for file in (tmp_path / f"lost{number}").iterdir()] == [".gitignore"]
    (lost.database.folder / "store.sqlite-wal").write_bytes(b"left over")
    with pytest.raises(StoreError, match="nothing is overwritten"):
        restore(tmp_path / "copy", lost)


def _cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-5000])


def _swapped(file: Path) -> None:
    connection = sqlite3.connect(file)
    connection.executescript("update secret set created = '2001-01-01T00:00:00Z' where app = 'app-5'")
    connection.close()


def _foreign(file: Path) -> None:
    file.write_bytes(os.urandom(9_000))


def _emptied(file: Path) -> None:
    file.write_bytes(b"")


FAULTS: dict[str, tuple[str, str]] = {
    "a row below another step": ("update secret set step = 'x' where app = 'app-4'", "another secret's step"),
    "no such environment": ("update secret set environment = 'moon' where app = 'app-4'", "no name that is one"),
    "a key that is gone": ("update secret set key_id = 'x' where app = 'app-4'", "its master key x is missing"),
    "another envelope": ("update secret set sealed = x'00' where app = 'app-4'", "altered or belongs elsewhere"),
}


@pytest.mark.parametrize("fault", FAULTS, ids=list(FAULTS))
def test_the_check_finds(tmp_path: Path, fault: str) -> None:
    store = filled(tmp_path / "store")
    assert problems_in(store) == []
    altered(store, FAULTS[fault][0])
    (problem,) = problems_in(store)
    assert FAULTS[fault][1] in problem


def test_the_check_finds_open_doors(tmp_path: Path) -> None:
    store = filled(tmp_path / "store")
    assert list(open_doors(store)) == []
    store.database.folder.chmod(0o755)
    store.database.file.chmod(0o640)
    assert [text.rpartition("Run: ")[2] for text in open_doors(store)] == [
        f"chmod 700 {store.database.folder}",
        f"chmod 600 {store.database.file}",
    ]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    monkeypatch.setenv("DEVPORTAL_STORE", f"embedded:{tmp_path / 'store'}")
    for variable in ("DEVPORTAL_STORE_KEY", "DEVPORTAL_STORE_KEY_FILE"):
        monkeypatch.delenv(variable, raising=False)
    return lambda *words: CliRunner().invoke(main, ["secrets", *map(str, words)])


def test_the_commands_tell_an_operator_what_to_do_next(tmp_path: Path, run: Callable[..., Result]) -> None:
    assert "is not there yet" in run("status").output
    for words in (("check",), ("backup", tmp_path / "copy"), ("rotate-key",)):
        result = run(*words)
        assert (result.exit_code, "There is no s" in result.output) == (2, True)
    store = filled(tmp_path / "store")
    shown = run("status").output
    assert "devportal secrets backup FILE" in shown
    assert store.keys.load()[0].id in shown
    assert "in production, name DEVPORTAL_STORE_KEY_FILE" in shown
    assert run("backup", tmp_path / "copy").exit_code == 0
    assert "never" not in run("status").output
    assert "29 active secrets. All of them open." in run("check").output
    assert "29 secrets were put below it" in run("rotate-key").output
    assert "for old backups" in run("status").output
    assert "Removed" in run("rotate-key", "--forget-old").output
    assert "Every key that is there is needed." in run("rotate-key", "--forget-old").output
    altered(store, "update secret set sealed = x'00' where app = 'app-4'")
    failed = run("check")
    assert (failed.exit_code, failed.output.count("\n")) == (1, 2)
    refused = run("restore", tmp_path / "copy")
    assert (refused.exit_code, "nothing is overwritten" in refused.output) == (2, True)
    for value in values_of(store):
        assert value not in shown + failed.output


def values_of(store: EmbeddedStore) -> list[str]:
    return [store.get(name(one)).reveal().decode() for one in range(5, 9)]


def test_the_drill_restores_into_another_folder(tmp_path: Path, run: Callable[..., Result]) -> None:
    filled(tmp_path / "store")
    run("backup", tmp_path / "copy")
    drill = tmp_path / "drill"
    drill.mkdir(mode=0o700)
    (drill / "master.key").write_bytes((tmp_path / "store" / "master.key").read_bytes())
    (drill / "master.key").chmod(0o600)
    result = run("restore", tmp_path / "copy", "--store", f"embedded:{drill}")
    assert (result.exit_code, "30 entries" in result.output) == (0, True)
    assert run("check", "--store", f"embedded:{drill}").exit_code == 0
