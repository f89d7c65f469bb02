"""Commits are judged without being checked out, and what git can hold but a registry must not is refused."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner
from devportal.cli import main
from devportal.flows.load import load
from devportal.flows.read import open_folder, open_revision
from devportal.flows.validate import validate, validate_folder

PARTNER = "registry/partners/acme/partner.yaml"


def git(folder: Path, *arguments: str, feed: str = "") -> str:
    who = {"GIT_AUTHOR_NAME": "T", "GIT_AUTHOR_EMAIL": "t@t.example", "GIT_COMMITTER_NAME": "T"}
    environment = {**os.environ, **who, "GIT_COMMITTER_EMAIL": "t@t.example", "GIT_CONFIG_GLOBAL": os.devnull}
    done = subprocess.run(
        ["git", *arguments], cwd=folder, env=environment, input=feed, text=True, capture_output=True, check=True
    )
    return done.stdout.strip()


@pytest.fixture
def clone(registry: Path) -> Path:
    git(registry, "init", "-q", "-b", "main")
    git(registry, "add", "-A")
    git(registry, "commit", "-qm", "first")
    return registry


def index(clone: Path, mode: str, oid: str, path: str) -> str:
    """A commit with one more entry, made in the index alone."""
    git(clone, "update-index", "--add", "--cacheinfo", f"{mode},{oid},{path}")
    git(clone, "commit", "-qm", "entry")
    return git(clone, "rev-parse", "HEAD")


def codes(clone: Path, revision: str) -> set[tuple[str, str]]:
    return {(one.code, one.path) for one in validate(open_revision(clone, revision)).findings}


def test_a_commit_says_the_same_as_the_folder(clone: Path) -> None:
    assert codes(clone, "HEAD") == set()
    assert load(open_revision(clone, "main")) == load(open_folder(clone))


def test_the_folder_does_not_matter_for_a_commit(clone: Path) -> None:
    shutil.rmtree(clone / "registry")
    assert codes(clone, "HEAD") == set()
    result = CliRunner().invoke(main, ["validate", "--at", "HEAD", str(clone)])
    assert result.exit_code == 2
    assert "registry" in result.output


def test_a_bare_repository_can_be_judged(clone: Path, tmp_path: Path) -> None:
    bare = tmp_path / "bare.git"
    git(tmp_path, "clone", "-q", "--bare", str(clone), str(bare))
    assert codes(bare, "main") == set()


def test_a_broken_commit(clone: Path) -> None:
    (clone / PARTNER).write_text("name: Acme\n")
    git(clone, "commit", "-qam", "broken")
    (clone / PARTNER).write_text("name: Acme\nadministrative_contact: ida-holm\ntechnical_contact: ola-berg\n")
    assert codes(clone, "HEAD") == {("DP201", PARTNER)}
    assert validate_folder(clone) == ()
    result = CliRunner().invoke(main, ["validate", "--at", "HEAD", str(clone)])
    assert result.exit_code == 1
    assert "1 | name: Acme" in result.output


def test_a_symbolic_link(clone: Path) -> None:
    oid = git(clone, "hash-object", "-w", "--stdin", feed="/etc/passwd")
    commit = index(clone, "120000", oid, "registry/people/eve.yaml")
    assert codes(clone, commit) == {("DP002", "registry/people/eve.yaml")}


def test_an_executable_file(clone: Path) -> None:
    oid = git(clone, "rev-parse", f"HEAD:{PARTNER}")
    assert ("DP002", PARTNER) in codes(clone, index(clone, "100755", oid, PARTNER))


def test_a_submodule(clone: Path) -> None:
    commit = index(clone, "160000", "1" * 40, "registry/partners/other")
    assert codes(clone, commit) == {("DP003", "registry/partners/other")}


def test_two_pictures_that_differ_in_case_only(clone: Path) -> None:
    folder = "registry/partners/acme/profile/media"
    oid = git(clone, "rev-parse", f"HEAD:{folder}/logo.png")
    assert ("DP004", f"{folder}/logo.png") in codes(clone, index(clone, "100644", oid, f"{folder}/Logo.png"))


def test_a_missing_platform_file(clone: Path) -> None:
    (clone / "registry/platform/markets.yaml").unlink()
    assert ("DP801", "registry/platform/markets.yaml") in {(one.code, one.path) for one in validate_folder(clone)}


@pytest.mark.parametrize("revision", ["nowhere", "-h", "--help", "HEAD:registry", ""])
def test_a_revision_that_is_none(clone: Path, revision: str) -> None:
    result = CliRunner().invoke(main, ["validate", "--at", revision or "''", str(clone)])
    assert result.exit_code == 2
    assert "Traceback" not in result.output


def test_a_folder_that_is_no_repository(registry: Path) -> None:
    result = CliRunner().invoke(main, ["validate", "--at", "HEAD", str(registry)])
    assert result.exit_code == 2
    assert "not in a git repository" in result.output
