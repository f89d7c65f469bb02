"""Secrets that are planted are found nowhere but in the stores: with every library at its most talkative."""

from __future__ import annotations

import base64
import logging
import pickle
import re
import secrets
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from click.testing import CliRunner
from devportal.cli import main
from devportal.domain.secret import Secret, SecretStore, StoreCorruptError, StoreError
from devportal.gateways.secrets import open_store
from devportal.gateways.secrets.embedded import EmbeddedStore
from devportal.gateways.secrets.rotation import forget_old_keys, rotate

from ..planted import Planted
from .conftest import Place
from .names import name

pytestmark = pytest.mark.xdist_group("moto")
VALUES = [
    f"dps_{secrets.token_urlsafe(32)}".encode(),
    b"<&\"'>/?=+ %" + secrets.token_bytes(40),
    secrets.token_bytes(64),
]


@pytest.fixture
def planted() -> Planted:
    return Planted(VALUES)


@pytest.fixture
def log(tmp_path: Path) -> Iterator[Path]:
    """Everything that any logger of this process says, those that the adapters quieten included."""
    file = tmp_path / "log"
    handler = logging.FileHandler(file)
    root = logging.getLogger()
    before = {logger: logger.level for logger in [root, *_loggers()]}
    for logger in before:
        logger.setLevel(logging.DEBUG)
    root.addHandler(handler)
    yield file
    root.removeHandler(handler)
    handler.close()
    for logger, level in before.items():
        logger.setLevel(level)


def _loggers() -> list[logging.Logger]:
    """Those that are there by now, and those that talk of requests and answers, whether they are there or not."""
    talkative = ("botocore", "botocore.endpoint", "botocore.parsers", "boto3", "hvac", "urllib3.connectionpool")
    known = [one for one in logging.root.manager.loggerDict.values() if isinstance(one, logging.Logger)]
    return [*known, *map(logging.getLogger, (*talkative, "azure", "azure.core", "azure.identity", "msal", "requests"))]


def offered() -> list[tuple[Any, Secret]]:
    return [(name(number), Secret(value)) for number, value in enumerate(VALUES)]


def failed(work: Callable[[], object]) -> StoreError:
    with pytest.raises(StoreError) as raised:
        work()
    return raised.value


def used(store: SecretStore) -> list[object]:
    """Each call, and one that fails."""
    entries = store.put(offered())
    store.put(offered())
    got = [store.get(entry.name) for entry in entries]
    listed = list(store.entries())
    missing = failed(lambda: store.get(name(99)))
    revoked = store.revoke([entries[0].name])
    again = failed(lambda: store.get(entries[0].name))
    return [store, *entries, *got, *listed, *revoked, missing, again]


def test_no_store_says_a_secret(place: Place, planted: Planted, log: Path, capfd: pytest.CaptureFixture[str]) -> None:
    found = []
    for thing in used(place.open()):
        found += planted.in_object(thing)
        found += planted.in_exception(thing) if isinstance(thing, Exception) else []
    said = capfd.readouterr()
    assert found + planted.in_text(said.out + said.err, "output") == []
    assert planted.in_bytes(log.read_bytes(), "log") == []
    assert planted.in_processes() == []


def test_no_failure_says_a_secret(
    planted: Planted, log: Path, monkeypatch: pytest.MonkeyPatch, vault: Any, azure: Any, aws_login: None
) -> None:
    """Nobody answers, the login is refused, the line is cut: the libraries' own errors hold the request."""
    monkeypatch.setattr("botocore.retries.standard.ExponentialBackoff.delay_amount", lambda self, context: 0)
    double, address, environment = azure
    double._answer = lambda asked: (403, {"error": {"code": "Forbidden", "message": str(asked.body)}})
    vault[0]._answer = lambda asked: (400, {"errors": [str(asked.body)]})
    stores = [
        open_store("aws:eu-north-1?endpoint=http://127.0.0.1:9", {}),
        open_store("vault:http://127.0.0.1:9/kv", {"VAULT_TOKEN": "x"}),
        open_store(vault[1], {"VAULT_TOKEN": "x"}),
        open_store(address, environment),
    ]
    for store in stores:
        error = failed(lambda store=store: store.put(offered()))  # type: ignore[misc]
        assert error.__cause__ is None
        assert planted.in_exception(error) == []
    assert planted.in_bytes(log.read_bytes(), "log") == []


def test_the_embedded_store_says_neither_secret_nor_master_key(tmp_path: Path, log: Path) -> None:
    store = open_store(f"embedded:{tmp_path / 'store'}", {})
    assert isinstance(store, EmbeddedStore)
    things: list[object] = [*used(store), rotate(store)]
    keys = store.keys.load()
    planted = Planted([*VALUES, *(key.value.reveal() for key in keys)])
    connection = sqlite3.connect(store.database.file)
    connection.executescript(f"update secret set sealed = zeroblob(70) where step = '{name(1).step}'")
    connection.executescript(f"update secret set wrapped = zeroblob(60) where step = '{name(2).step}'")
    connection.close()
    things += [failed(lambda one=one: store.get(name(one))) for one in (1, 2)]  # type: ignore[misc]
    things += [failed(lambda: rotate(store)), *keys, store.keys, forget_old_keys(store)]
    key_file = store.database.folder / "master.key"
    keys += store.keys.load()
    key_file.write_text(key_file.read_text() + "half a key\n")
    things.append(failed(lambda: store.put(offered())))
    for thing in things:
        assert planted.in_object(thing) == []
        assert not isinstance(thing, Exception) or planted.in_exception(thing) == []
    planted = Planted([*VALUES, *(key.value.reveal() for key in keys)])
    assert planted.in_bytes(log.read_bytes(), "log") == []
    assert planted.in_files(tmp_path, but=["master.key"]) == []


def test_no_command_says_a_secret(tmp_path: Path, planted: Planted, log: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEVPORTAL_STORE", f"embedded:{tmp_path / 'store'}")
    open_store(f"embedded:{tmp_path / 'store'}", {}).put(offered())
    runs = (["status"], ["check"], ["backup", f"{tmp_path / 'copy'}"], ["rotate-key"], ["rotate-key", "--forget-old"])
    for words in (*runs, ["restore", f"{tmp_path / 'copy'}"], ["status", "--store", "vault:nowhere"]):
        result = CliRunner().invoke(main, ["secrets", *words])
        assert planted.in_text(result.output, " ".join(words)) == []
        assert result.exit_code in {0, 2}
    assert planted.in_files(tmp_path, but=["master.key"]) == []


def test_a_secret_is_not_pickled() -> None:
    with pytest.raises(TypeError):
        pickle.dumps(Secret(b"value"))


WRITTEN: dict[str, Callable[[bytes], str]] = {
    "raw": lambda value: value.decode("latin-1"),
    "within base64": lambda value: base64.b64encode(b"x" + value + b"yz").decode(),
    "within base64, for addresses": lambda value: base64.urlsafe_b64encode(b"xy" + value).decode(),
    "hexadecimal": lambda value: value.hex(),
    "URL-encoded": lambda value: quote(value, safe=""),
    "cut short": lambda value: value.decode("latin-1")[: len(value) // 2 + 1],
    "as Python shows it": repr,
}


@pytest.mark.parametrize("way", WRITTEN, ids=list(WRITTEN))
@pytest.mark.parametrize("value", VALUES, ids=["text", "signs", "bytes"])
def test_the_search_finds(planted: Planted, way: str, value: bytes, tmp_path: Path) -> None:
    """The search itself is no search that cannot fail."""
    text = f"something before {WRITTEN[way](value)} and after".encode("latin-1")
    assert planted.in_bytes(text, "here")
    (tmp_path / "file").write_bytes(text)
    assert planted.in_files(tmp_path)


def test_the_search_finds_in_frames_and_chains(planted: Planted) -> None:
    def leaking() -> None:
        held = VALUES[0].decode()
        raise ValueError(len(held))

    def chained() -> None:
        try:
            leaking()
        except ValueError:
            raise StoreCorruptError("nothing here") from None

    with pytest.raises(StoreCorruptError) as raised:
        chained()
    assert planted.in_exception(raised.value)


def test_a_library_is_quiet_only_about_requests(caplog: pytest.LogCaptureFixture) -> None:
    logger = logging.getLogger("hvac.adapters")
    open_store("vault:https://nowhere.invalid/kv", {"VAULT_TOKEN": "x"})
    with caplog.at_level(logging.DEBUG):
        from devportal.gateways.secrets.wire import hush

        hush()
        logger.setLevel(logging.DEBUG)
        logger.debug("a body")
        logger.warning("a warning")
    assert re.findall("a [a-z]+", caplog.text) == ["a warning"]
