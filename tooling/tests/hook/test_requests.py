"""What is asked for in a bare repository, as data for the site."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner
from devportal.cli import main
from devportal.gateways.git_ledger import LEDGER

from .test_approvals import PUBLISHED
from .village import Inhabitant, Village, git, settle


def requests(village: Village, *more: str) -> str:
    result = CliRunner().invoke(main, ["requests", "--repository", str(village.bare), *more])
    assert result.exit_code == 0, result.output
    return result.output


@pytest.fixture
def village(tmp_path: Path) -> Village:
    return settle(tmp_path)


@pytest.fixture
def ola(village: Village) -> Inhabitant:
    ola = village.person("ola-berg")
    ola.fresh()
    ola.append(PUBLISHED, "  stage: initial\n")
    ola.commit()
    assert ola.ask("maps").accepted
    return ola


def test_nothing_is_asked_for(village: Village) -> None:
    assert requests(village).startswith("Nothing waits.\nApp Manager: 0 waiting, promised within 16 working hours\n")


def test_from_asked_to_rejected_to_merged(village: Village, ola: Inhabitant, registry: Path) -> None:
    mari = village.person("mari-dahl")
    said = requests(village)
    assert "#1 configuration initial of birch/pocket-maps to Stage, asked by ola-berg\n" in said
    assert "waiting for an App Manager, 0 of 16 working hours, since 20" in said
    assert "App Manager: 1 waiting" in said

    assert mari.say("maps", "rejected: the endpoint\x1b[31m answers nothing").accepted
    document = json.loads(requests(village, "--format", "json"))
    (one,) = document["requests"]
    assert (one["state"], one["target"], one["author"]) == ("rejected", "stage", "ola-berg")
    assert "waiting_for" not in one

    file = registry / "registry/managed/requests.json"
    requests(village, "--out", str(file))
    assert "is up to date" in requests(village, "--out", str(file))
    checked = CliRunner().invoke(main, ["validate", str(registry)])
    assert checked.exit_code == 0, checked.output

    ola.replace(f"{Path(PUBLISHED).parent}/configuration/initial.yaml", "label: Initial", "label: Better")
    ola.commit()
    assert ola.ask("maps").accepted
    assert mari.say("maps", tag="second").accepted
    assert "half of 1 within 0 hours" in requests(village)


def test_a_request_that_publishes_nothing(village: Village) -> None:
    ola = village.person("ola-berg")
    ola.fresh()
    ola.replace("registry/partners/birch/apps/pocket-maps/app.yaml", "name: ", "name: New ")
    ola.commit()
    asked = ola.ask("name")
    assert asked.accepted, asked.said
    (one,) = json.loads(requests(village, "--format", "json"))["others"]
    assert one["summary"].startswith("changes Application name") or "name" in one["summary"].lower()
    assert (one["partner"], one["author"], one["waiting_for"]) == ("birch", "ola-berg", "app-manager")


def test_a_damaged_ledger_is_said(village: Village, ola: Inhabitant) -> None:
    blob = git(village.bare, "rev-parse", "main:registry/platform/policy.yaml").stdout.strip()
    assert git(village.bare, "rev-parse", LEDGER).stdout.strip()
    listing = f"100644 blob {blob}\t1.json\n"
    new = subprocess.run(["git", "mktree"], cwd=village.bare, input=listing, capture_output=True, text=True, check=True)
    who = ("-c", "user.name=x", "-c", "user.email=x@example.com")
    commit = git(village.bare, *who, "commit-tree", new.stdout.strip(), "-m", "x").stdout.strip()
    git(village.bare, "update-ref", LEDGER, commit)
    result = CliRunner().invoke(main, ["requests", "--repository", str(village.bare)])
    assert result.exit_code == 2
    assert "holds a row that cannot be read" in result.output
