"""`devportal review` on real repositories, bare ones, shallow ones, and such that do not fit."""

from __future__ import annotations

import gc
import json
import shutil
import warnings
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from devportal.cli import main
from devportal.domain.case import Identity
from devportal.domain.source import SourceError
from devportal.flows.cases import load_case
from devportal.flows.review import Event, gather_commits

from ..conftest import VALID
from ..hook.village import CASES, git

WHO = ("-c", "user.name=x", "-c", "user.email=x@example.com")
PUBLISHED = "registry/partners/birch/apps/pocket-maps/published.yaml"


@pytest.fixture
def clone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Main with the example registry; branch ``ask`` asks for Stage."""
    root = tmp_path / "clone"
    shutil.copytree(VALID, root)
    shutil.copytree(CASES / "stage-asked" / "base", root, dirs_exist_ok=True)
    git(root, "init", "--quiet", "--initial-branch=main")
    commit(root, "The registry")
    git(root, "checkout", "--quiet", "-b", "ask")
    (root / PUBLISHED).write_text("configuration:\n  sod: initial\n  stage: initial\n")
    commit(root, "Stage, please")
    git(root, "checkout", "--quiet", "main")
    monkeypatch.chdir(root)
    return root


def commit(root: Path, message: str) -> None:
    git(root, "add", "--all")
    git(root, *WHO, "commit", "--quiet", "-m", message)


def review(*arguments: str, base: str = "main", head: str = "ask", actor: str = "ola-berg") -> Result:
    return CliRunner().invoke(main, ["review", "--base", base, "--head", head, "--actor", actor, *arguments])


def test_nothing_is_checked_out(clone: Path) -> None:
    before = (git(clone, "status", "--porcelain").stdout, git(clone, "rev-parse", "HEAD").stdout)
    result = review()
    assert (result.exit_code, "Waiting for an App Manager" in result.output) == (0, True)
    assert (git(clone, "status", "--porcelain").stdout, git(clone, "rev-parse", "HEAD").stdout) == before


def test_a_bare_repository(clone: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    git(tmp_path, "clone", "--quiet", "--bare", str(clone), "bare.git")
    monkeypatch.chdir(tmp_path / "bare.git")
    assert "Waiting for an App Manager" in review().output


def test_an_unknown_login_may_do_nothing(clone: Path) -> None:
    result = review(actor="nobody-knows-me")
    assert result.exit_code == 1
    assert "Your turn:" in result.output


def test_an_unknown_revision(clone: Path) -> None:
    for arguments in ({"base": "nowhere"}, {"head": "nowhere"}, {"head": "--output=/tmp/x"}):
        result = review(**arguments)
        assert result.exit_code == 2
        assert "Git knows no commit" in result.output


def test_another_history(clone: Path) -> None:
    git(clone, "checkout", "--quiet", "--orphan", "other")
    commit(clone, "Another")
    result = review(head="other")
    assert result.exit_code == 2
    assert "shares no commit with main: its history is another one. Begin your branch from main." in result.output


def test_a_shallow_clone(clone: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (clone / "registry/platform/policy.yaml").write_text(
        (clone / "registry/platform/policy.yaml").read_text().replace("share: 25", "share: 26")
    )
    commit(clone, "Main moves")
    shallow = tmp_path / "shallow"
    git(tmp_path, "clone", "--quiet", "--depth=1", "--no-single-branch", clone.as_uri(), str(shallow))
    monkeypatch.chdir(shallow)
    result = review(base="origin/main", head="origin/ask")
    assert result.exit_code == 2
    assert "this clone is shallow; fetch the whole history" in result.output


def test_a_conflict(clone: Path) -> None:
    (clone / PUBLISHED).write_text("configuration:\n  sod: summer\n")
    commit(clone, "Main moves")
    result = review()
    assert result.exit_code == 1
    assert f"it conflicts with main in {PUBLISHED}" in result.output


def test_since_when_stage_runs_it(clone: Path) -> None:
    """The proof for Production names the day on which Stage got the version."""
    git(clone, *WHO, "merge", "--quiet", "--no-ff", "-m", "Merge", "ask")
    day = git(clone, "log", "-1", "--format=%cd", "--date=format-local:%Y-%m-%d", "main").stdout.strip()
    git(clone, "checkout", "--quiet", "-b", "live")
    (clone / PUBLISHED).write_text("configuration:\n  sod: initial\n  stage: initial\n  production: initial\n")
    commit(clone, "Production, please")
    case = gather_commits(clone, "main", "live", Event(Identity("ola-berg", 10482232)))
    assert case.published_since["birch/pocket-maps/configuration/stage"].startswith(day)


def test_approvals_are_read_from_a_file(clone: Path, tmp_path: Path) -> None:
    head = git(clone, "rev-parse", "ask").stdout.strip()
    file = tmp_path / "approvals.json"
    file.write_text(json.dumps([{"github_id": 7001001, "commit": head}]))
    assert "Done: it is approved and can be merged." in review("--approvals", str(file)).output
    file.write_text('{"no": "list"}')
    assert review("--approvals", str(file)).exit_code == 2
    file.write_text('[{"github_id": "x"}]')
    assert "An approval cannot be read" in review("--approvals", str(file)).output


def test_an_incident_becomes_a_test(clone: Path) -> None:
    assert review("--record", "incident").exit_code == 0
    folder = clone / "tooling/tests/cases/incident"
    case = load_case(folder, clone / "nowhere")
    recorded = gather_commits(clone, "main", "ask", Event(Identity("ola-berg")))
    assert {path: one.oid for path, one in case.head.items()}.keys() == recorded.head.keys()
    assert case.actor.github_id == 10482232
    assert "There is a case incident already" in review("--record", "incident").output
    assert review("--record", "../x").exit_code == 2


def test_a_lost_source_ends_its_git(clone: Path) -> None:
    """A source in a cycle with an exception left its git running."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for _ in range(3):
            with pytest.raises(SourceError):
                gather_commits(clone, "main", "nowhere", Event(Identity("x")))
            gather_commits(clone, "main", "ask", Event(Identity("x")))
            gc.collect()
