"""``devportal provision`` as an operator uses it."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from devportal.cli import main

from ..hook.village import git
from .world import MAPS, World, begin, wish


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> World:
    """The operator stands in the clone; store and outbox lie beside it."""
    world = begin(tmp_path)
    monkeypatch.chdir(world.root)
    monkeypatch.setenv("DEVPORTAL_STORE", f"embedded:{tmp_path}/store")
    monkeypatch.setenv("DEVPORTAL_OUTBOX", str(tmp_path / "outbox"))
    return world


def run(*arguments: str, code: int = 0) -> Result:
    result = CliRunner().invoke(main, ["provision", *arguments])
    assert result.exit_code == code, result.output
    return result


def digest() -> str:
    found: str = json.loads(run("plan", "--format", "json").output)["digest"]
    return found


def test_plan_apply_status(here: World) -> None:
    shown = run("plan").output
    assert "  assigns the client ID of birch/pocket-maps in SOD\n" in shown
    assert "2 steps:\n  creates 1 SOD client ID, 1 SOD client secret\n" in shown
    assert "  can be undone\nNothing is done yet." in shown
    assert list(here.store.entries()) == []
    (command,) = re.findall(r"devportal provision (apply --plan [0-9a-f]{64})", shown)
    done = run(*command.split()).output
    assert "done: creates the client secret of birch/pocket-maps in SOD and hands it to ola-berg" in done
    assert run("plan").output == "Nothing to do.\n"
    status = run("status").output
    assert re.search(r"SOD +client ID +[0-9a-f]{32} +active, generation 1, 0 days old", status)
    assert re.search(r"SOD +client secret +active, .*waits for ola-berg until 20", status)
    assert "registry, store and facts agree." in status
    assert git(here.root, "status", "--porcelain").stdout == ""


def test_another_plan_is_refused_with_both_digests(here: World) -> None:
    seen = digest()
    here.write(MAPS, wish(secret=4))
    refused = run("apply", "--plan", seen, code=1).stderr
    assert f"you have seen {seen}" in refused
    assert f"it is now     {digest()}" in refused
    assert list(here.store.entries()) == []
    assert here.commits() == 2


def test_an_unusual_removal_stops_and_asks(here: World) -> None:
    run("apply", "--plan", digest())
    here.write("registry/platform/policy.yaml", (here.root / "registry/platform/policy.yaml").read_text().replace(
        "least: 3", "least: 2"))  # fmt: skip
    here.write(MAPS, "sod: {}\n")
    asked = run("plan", code=1).output
    assert "Stopped. 2 of 2 credentials would stop working: more than 25 % stops and asks." in asked
    assert "withdraws 1 SOD client ID, 1 SOD client secret\n  cannot be undone: the old client ID" in asked
    refused = run("apply", "--plan", digest_of(asked_json()), code=1).stderr
    assert "Nothing was done." in refused
    run("apply", "--plan", digest_of(asked_json()), "--confirm-removals", "1", code=1)
    assert set(here.states().values()) == {"active"}
    run("apply", "--plan", digest_of(asked_json()), "--confirm-removals", "2")
    assert set(here.states().values()) == {"revoked"}


def asked_json() -> str:
    return run("plan", "--format", "json", code=1).output


def digest_of(text: str) -> str:
    found: str = json.loads(text)["digest"]
    return found


def test_a_compromised_secret_is_revoked_at_once_and_stays_so(here: World) -> None:
    run("apply", "--plan", digest())
    assert "it was compromised" in run("revoke", "birch/pocket-maps", "sod", "client-secret").output
    assert here.states()["client-secret 1"] == "revoked"
    status = run("status", "birch/pocket-maps").output
    assert "held back: it was revoked; ask for generation 2" in status
    assert run("plan").output.endswith("Nothing to do.\n")
    here.write(MAPS, wish(secret=2))
    assert "creates the client secret" in run("plan").output
    assert "There is no certificate" in run("revoke", "birch/pocket-maps", "sod", "certificate", code=2).stderr


def test_a_store_that_cannot_be_used(here: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run("apply", "--plan", digest())
    here.write(MAPS, wish(secret=2))
    (tmp_path / "store/master.key").rename(tmp_path / "elsewhere.key")
    refused = run("apply", "--plan", digest(), code=2)
    assert "needs the master key" in refused.stderr
    assert "run it again" in refused.stderr
    assert "Traceback" not in refused.output
    (tmp_path / "elsewhere.key").rename(tmp_path / "store/master.key")
    run("apply", "--plan", digest())
    monkeypatch.setenv("DEVPORTAL_STORE", "embedded:/nowhere/at/all")
    assert "/nowhere/at" in run("plan", code=2).stderr
    monkeypatch.setenv("DEVPORTAL_STORE", "shelf:one")
    assert "names no known kind of secrets store" in run("plan", code=2).stderr


def test_what_is_not_there_is_said(here: World) -> None:
    assert "Nothing is wanted and nothing exists of acme/nothing" in run("status", "acme/nothing", code=2).stderr
    assert "Git knows no commit" in run("plan", "--branch", "elsewhere", code=2).stderr


def test_local_provisions_the_working_copy_and_touches_nothing_of_it(here: World) -> None:
    (here.root / ".gitignore").write_text("/build/\n")
    here.write("registry/people/eva-lind.yaml", (here.root / "registry/people/eva-lind.yaml").read_text() + "\n")
    before = git(here.root, "status", "--porcelain").stdout
    assert run("local").output == "Credentials of the working copy in build/portal: 2 steps.\n"
    assert run("local").output == "Credentials of the working copy in build/portal: nothing to do.\n"
    assert git(here.root, "status", "--porcelain").stdout == before
    facts = (here.root / "build/portal/managed/partners/birch/apps/pocket-maps/credentials.yaml").read_text()
    assert "client_id:" in facts
    (here.root / MAPS).write_text(wish(secret=2))
    assert run("local").output == "Credentials of the working copy in build/portal: 1 step.\n"
