"""A change of the policy lists every past verdict that would be another."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from devportal.cli import main
from devportal.flows.read import open_folder
from devportal.flows.replay import replay_cases
from devportal.flows.sides import platform_of

from ..conftest import ROOT
from .test_approvals import PUBLISHED
from .village import CASES, STAFF, Inhabitant, Village, settle


@pytest.fixture
def clone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Inhabitant:
    """A clone in which one request was asked for by ola-berg and approved by mari-dahl."""
    village: Village = settle(tmp_path)
    ola = village.person("ola-berg")
    ola.fresh()
    ola.append(PUBLISHED, "  stage: initial\n")
    ola.commit()
    assert ola.ask("maps").accepted
    assert village.person("mari-dahl").say("maps").accepted
    ola.fresh()
    monkeypatch.chdir(ola.clone)
    return ola


def replay(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["replay", *arguments])


def test_nothing_flips_by_the_same_policy(clone: Inhabitant) -> None:
    result = replay()
    assert (result.exit_code, result.output) == (0, "0 verdicts would be another.\n")


def test_a_role_that_is_taken_away(clone: Inhabitant) -> None:
    clone.replace(STAFF, "roles: [app-manager, app-store-manager]", "roles: [app-store-manager]")
    result = replay()
    assert result.exit_code == 1
    assert "Merge request 1: maps: ready → request pending. Waiting for an App Manager" in result.output
    assert result.output.endswith("1 verdict would be another.\n")


def test_recorded_cases_are_decided_anew(clone: Inhabitant) -> None:
    shutil.copytree(CASES / "stage-asked", clone.clone / "tooling/tests/cases/stage-asked")
    shutil.copytree(ROOT / "tooling/tests/examples/valid", clone.clone / "tooling/tests/examples/valid")
    assert replay("--last", "0").exit_code == 0
    file = clone.clone / "tooling/tests/cases/stage-asked/verdict.json"
    file.write_text(json.dumps({**json.loads(file.read_text()), "standing": "ready"}))
    assert "stage-asked: ready → request pending." in replay("--last", "0").output


def test_the_projects_own_cases_stand() -> None:
    examples = ROOT / "tooling/tests/examples/valid"
    assert list(replay_cases(CASES, examples, platform_of(open_folder(examples)))) == []
