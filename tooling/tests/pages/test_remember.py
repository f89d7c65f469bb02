"""Who published what when, from a real repository's history."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from devportal.decide.pages.all import all_pages
from devportal.domain.environment import Environment
from devportal.domain.managed import Part
from devportal.domain.snapshot import Snapshot
from devportal.flows.load import load
from devportal.flows.read import open_folder
from devportal.flows.remember import remember

from ..conftest import VALID
from ..hook.village import git
from .conftest import TODAY

MAPS = "registry/partners/birch/apps/pocket-maps"
PLACE = ("birch", "pocket-maps", Part.CONFIGURATION)
STRANGER = ("Somebody", "nobody@example.org")


def commit(root: Path, who: tuple[str, str], message: str) -> None:
    git(root, "add", "--all")
    name, email = who
    git(root, "-c", f"user.name={name}", "-c", f"user.email={email}", "commit", "--quiet", "-m", message)


def publish(root: Path, **live: str) -> None:
    lines = "".join(f"  {environment}: {version}\n" for environment, version in live.items())
    (root / MAPS / "published.yaml").write_text(f"configuration:\n{lines}" if lines else "configuration: {}\n")


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """SOD by Ola on her own; Stage asked for on a branch by Ola and merged by somebody else; then SOD moves on."""
    root = tmp_path_factory.mktemp("history") / "clone"
    shutil.copytree(VALID, root)
    summer = root / MAPS / "configuration/summer.yaml"
    text = summer.read_text()
    summer.unlink()
    publish(root)
    git(root, "init", "--quiet", "--initial-branch=main")
    commit(root, STRANGER, "The registry")
    publish(root, sod="initial")
    email = next(
        line.split()[1]
        for line in (root / "registry/people/ola-berg.yaml").read_text().splitlines()
        if "email:" in line
    )
    ola = ("ola on a laptop", email)
    commit(root, ola, "SOD")
    git(root, "checkout", "--quiet", "-b", "ask")
    publish(root, sod="initial", stage="initial")
    commit(root, ola, "Stage, please")
    git(root, "checkout", "--quiet", "main")
    git(root, "-c", "user.name=bot", "-c", "user.email=bot@example.org", "merge", "--quiet", "--no-ff", "-m", "Merge",
        "ask")  # fmt: skip
    summer.write_text(text)
    publish(root, sod="summer", stage="initial")
    commit(root, STRANGER, "Summer")
    return root


def remembered(root: Path) -> Snapshot:
    return remember(root, load(open_folder(root)), TODAY)


def test_each_environment_is_told_newest_first(repository: Path) -> None:
    found = remembered(repository).history.publishings[PLACE]
    assert [(one.environment.value, one.version, one.touched.by) for one in found] == [
        ("sod", "summer", "Somebody"),
        ("stage", "initial", "Ola Berg"),
        ("sod", "initial", "Ola Berg"),
    ]
    assert [one.touched.person for one in found] == ["", "ola-berg", "ola-berg"]


def test_a_version_is_as_old_as_its_file(repository: Path) -> None:
    history = remembered(repository).history
    made = {path.rpartition("/")[2]: one.by for path, one in history.made.items() if path.startswith(MAPS)}
    assert made["summer.yaml"] == "Somebody"


def test_pages_say_who_and_since_when(repository: Path) -> None:
    pages = {page.path: page for page in all_pages(remembered(repository))}
    rows = pages["partners/birch/apps/pocket-maps/versions"].view["history"][0]["rows"]
    assert [row["id"] for row in rows] == ["summer", "initial"]
    assert [(event["environment"], event["by"]) for event in rows[1]["events"]] == [
        ("Stage", "Ola Berg"), ("SOD", "Ola Berg"),
    ]  # fmt: skip
    cell = pages["partners/birch/apps/pocket-maps/index"].view["versions"][0]["cells"][0]["marks"][0]
    assert (cell["label"], cell["by"]) == ("Summer", "Somebody")


def test_what_is_live_is_told_only_where_it_still_is(repository: Path) -> None:
    history = remembered(repository).history
    assert history.live_since(PLACE, Environment.SOD, "initial") is None
    assert history.live_since(PLACE, Environment.SOD, "summer")
    assert history.live_since(PLACE, Environment.PRODUCTION, "initial") is None


def test_a_shallow_clone_guesses_nothing(repository: Path, tmp_path: Path) -> None:
    git(tmp_path, "clone", "--quiet", "--depth", "1", f"file://{repository}", "shallow")
    history = remembered(tmp_path / "shallow").history
    assert history.publishings == {}
    assert history.made == {}


def test_without_git_nothing_is_remembered(tmp_path: Path) -> None:
    shutil.copytree(VALID, tmp_path / "plain")
    found = remembered(tmp_path / "plain")
    assert (found.history.publishings, found.history.today) == ({}, TODAY)
    assert list(all_pages(found))
