"""Stage and Production by what GitHub knows: the merged request, its author's number, its reviews' commits."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from devportal.domain.provision import Plan
from devportal.flows.provision import make_plan
from devportal.flows.provision_approved import Approvals
from devportal.flows.provision_github import reviewed
from devportal.flows.provision_keep import GitKeeper
from devportal.gateways.github import open_forge
from devportal.gateways.outbox_folder import FolderOutbox

from ..github.double import TOKEN, World, served
from ..hook.village import git
from .world import MAPS, WHO, MemoryStore, begin, wish

OLA, MARI, EVA = ("ola-berg", 10482232), ("maridahl", 7001001), ("eva-lind", 10482299)


@pytest.fixture
def github() -> Iterator[tuple[World, str]]:
    world = World()
    with served(world) as address:
        yield world, address


@pytest.fixture
def root(tmp_path: Path) -> Path:
    world = begin(tmp_path)
    world.run()
    return world.root


def merged(root: Path, text: str, *, sneak: bool = False) -> str:
    """A request's branch with one commit, merged as GitHub does it; the request's last commit."""
    git(root, "checkout", "--quiet", "-B", "request", "main")
    (root / MAPS).write_text(text)
    git(root, *WHO, "commit", "--quiet", "--all", "-m", "Stage")
    head = git(root, "rev-parse", "HEAD").stdout.strip()
    git(root, "checkout", "--quiet", "main")
    git(root, *WHO, "merge", "--quiet", "--no-ff", "-m", "Merge request 7\n\nApproved-by: mari-dahl", "request")
    if sneak:
        (root / MAPS).write_text(text.replace("generation: 1", "generation: 9"))
        git(root, *WHO, "commit", "--quiet", "--all", "--amend", "--no-edit")
    return head


def planned(root: Path, address: str) -> tuple[int, list[str]]:
    """How many steps there are in Stage, and why the rest is held back."""
    forge = open_forge({"GITHUB_API_URL": address, "GITHUB_REPOSITORY": "house/portal", "GITHUB_TOKEN": TOKEN})
    store, outbox = MemoryStore("2026-01-01T00:00:00Z"), FolderOutbox(root.parent / "empty")
    approved = Approvals(root, reviewed(forge))
    plan: Plan = make_plan(GitKeeper(root).source(), store, outbox, approved, clock=False).plan
    steps = [one for one in plan.steps if one.place.environment == "stage"]
    return len(steps), sorted({one.why.split(": ", 1)[-1] for one in plan.held if one.place.environment == "stage"})


STAGE = wish() + wish(environment="stage")


def closed(world: World, head: str, author: tuple[str, int] = OLA) -> None:
    world.open(7, head, author)
    world.pulls[7]["state"] = "closed"


def test_reviewed_and_merged(root: Path, github: tuple[World, str]) -> None:
    world, address = github
    head = merged(root, STAGE)
    closed(world, head)
    world.review(7, MARI, head)
    assert planned(root, address) == (2, [])


def test_merged_without_a_review(root: Path, github: tuple[World, str]) -> None:
    world, address = github
    closed(world, merged(root, STAGE))
    assert planned(root, address) == (0, ["no approval by an App Manager counts for it"])


def test_reviewed_by_an_account_with_the_same_login_and_another_number(root: Path, github: tuple[World, str]) -> None:
    world, address = github
    head = merged(root, STAGE)
    closed(world, head)
    world.review(7, ("maridahl", 999), head)
    assert planned(root, address)[0] == 0


def test_the_review_of_an_earlier_commit(root: Path, github: tuple[World, str]) -> None:
    world, address = github
    head = merged(root, STAGE)
    closed(world, head)
    world.review(7, MARI, git(root, "rev-parse", f"{head}^").stdout.strip())
    assert planned(root, address)[0] == 0


def test_a_dismissed_review(root: Path, github: tuple[World, str]) -> None:
    world, address = github
    head = merged(root, STAGE)
    closed(world, head)
    world.review(7, MARI, head, "DISMISSED")
    assert planned(root, address)[0] == 0


def test_asked_for_by_somebody_who_may_not(root: Path, github: tuple[World, str]) -> None:
    world, address = github
    head = merged(root, STAGE)
    closed(world, head, ("stranger", 4711))
    world.review(7, MARI, head)
    steps, (why,) = planned(root, address)
    assert not steps
    assert why.startswith("its request may not do that (your account is not known in the registry")


def test_more_than_what_was_reviewed(root: Path, github: tuple[World, str]) -> None:
    world, address = github
    head = merged(root, STAGE, sneak=True)
    closed(world, head)
    world.review(7, MARI, head)
    assert planned(root, address) == (0, ["it holds something else than what merging its request leaves"])


def test_pushed_without_a_request(root: Path, github: tuple[World, str]) -> None:
    _, address = github
    (root / MAPS).write_text(STAGE)
    git(root, *WHO, "commit", "--quiet", "--all", "-m", "Approved-by: mari-dahl (App Manager)")
    steps, (why,) = planned(root, address)
    assert not steps
    assert why.startswith("GitHub knows no merged requests that end in")


def test_an_open_request_is_none_that_was_merged(root: Path, github: tuple[World, str]) -> None:
    world, address = github
    head = merged(root, STAGE)
    world.open(7, head, OLA)
    world.review(7, MARI, head)
    assert planned(root, address)[0] == 0
