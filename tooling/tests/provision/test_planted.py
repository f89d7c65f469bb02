"""No secret leaves store and outbox: planted ones are searched in all that a life of credentials leaves behind."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from devportal.cli import main
from devportal.domain.credential import Credential
from devportal.domain.secret import EntryState

from ..planted import Planted
from .world import MAPS, World, begin, wish

CERTIFICATE = """\
  certificate:
    description: Signs tokens
    expires: 2028-06-30
    generate: true
"""


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> Iterator[World]:
    world = begin(tmp_path)
    monkeypatch.chdir(world.root)
    monkeypatch.setenv("DEVPORTAL_STORE", f"embedded:{tmp_path}/store")
    monkeypatch.setenv("DEVPORTAL_OUTBOX", str(tmp_path / "outbox"))
    with caplog.at_level(logging.DEBUG):
        yield world


class Life:
    """Runs commands, remembers what they said and every secret that was ever in the store."""

    def __init__(self, world: World) -> None:
        self.world, self.said, self.secrets = world, [""], set[bytes]()
        self.errors: list[BaseException] = []

    def run(self, *arguments: str) -> str:
        result = CliRunner().invoke(main, ["provision", *arguments])
        self.said.append(result.output)
        if result.exception and not isinstance(result.exception, SystemExit):
            self.errors.append(result.exception)
        for entry in self.world.store.entries():
            if entry.state is EntryState.ACTIVE and entry.name.kind is not Credential.CLIENT_ID.kind:
                self.secrets.add(self.world.store.get(entry.name).reveal())
        return result.stdout

    def apply(self, *more: str, command: str = "plan") -> None:
        digest = json.loads(self.run(command, "--format", "json", *more))["digest"]
        self.run("apply" if command == "plan" else command, "--plan", digest, *more)


def test_nothing_is_found(here: World, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    life = Life(here)
    here.write(MAPS, wish() + CERTIFICATE)
    life.apply()
    here.write(MAPS, wish(secret=2) + CERTIFICATE)
    life.apply()
    (tmp_path / "store/master.key").rename(tmp_path / "elsewhere")
    here.write(MAPS, wish(secret=3) + CERTIFICATE)
    digest = json.loads(CliRunner().invoke(main, ["provision", "plan", "--format", "json"]).stdout)["digest"]
    life.said.append(CliRunner().invoke(main, ["provision", "apply", "--plan", digest]).output)
    (tmp_path / "elsewhere").rename(tmp_path / "store/master.key")
    life.apply()
    life.run("revoke", "birch/pocket-maps", "sod", "client-secret")
    life.run("status")
    here.write(MAPS, "sod: {}\n")
    life.apply("--confirm-removals", "2")
    assert life.errors == []
    assert len(life.secrets) == 4, "three client secrets and a private key"
    planted = Planted(life.secrets)
    assert planted.in_text("".join(life.said), "what the commands said") == []
    assert planted.in_text(caplog.text, "the log") == []
    assert planted.in_commits(here.root) == []
    assert planted.in_files(tmp_path) == []
    assert planted.in_processes() == []


def test_what_is_searched_is_found_where_it_is(here: World) -> None:
    """The check's own check: a secret that did get into a commit is reported."""
    life = Life(here)
    life.apply()
    (secret,) = life.secrets
    here.write("note.txt", secret.decode())
    assert Planted(life.secrets).in_commits(here.root)
