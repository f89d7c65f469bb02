"""Receipts are pushed: to a main that moves, over a connection that breaks, through hooks that look who signs."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from devportal.domain.source import SourceError
from devportal.flows.provision_apply import Hands, carry_out
from devportal.flows.provision_keep import GitKeeper
from devportal.gateways.git_commit import Author
from devportal.gateways.outbox_folder import FolderOutbox

from ..hook.village import git, settle
from .mortal import Fate, Killed, MortalKeeper
from .world import MAPS, WHO, MemoryStore, World, begin, wish


@pytest.fixture
def pushing(tmp_path: Path) -> World:
    """The clone pushes to a bare repository, which others push to as well."""
    world = begin(tmp_path, memory=True)
    git(tmp_path, "clone", "--quiet", "--bare", str(world.root), str(tmp_path / "origin.git"))
    git(world.root, "remote", "add", "origin", str(tmp_path / "origin.git"))
    world.keeper = GitKeeper(world.root, remote="origin")
    return world


def somebody_merges(world: World, text: str) -> None:
    """Another clone moves main."""
    other = world.root.parent / "other"
    if not other.exists():
        git(world.root.parent, "clone", "--quiet", str(world.root.parent / "origin.git"), str(other))
    git(other, "pull", "--quiet", "--rebase")
    file = other / "registry/people/eva-lind.yaml"
    file.write_text(file.read_text() + text)
    git(other, *WHO, "commit", "--quiet", "--all", "-m", "Something else")
    git(other, "push", "--quiet", "origin", "HEAD:main")


@dataclass
class Crowded(GitKeeper):
    """Somebody else is quicker, twice."""

    world: World = None  # type: ignore[assignment]
    times: int = 2

    def _publish(self, commit: str, old: str, files: object) -> bool:
        if self.times:
            self.times -= 1
            somebody_merges(self.world, f"# {self.times}\n")
        return super()._publish(commit, old, files)  # type: ignore[arg-type]


def test_main_moves_while_receipts_are_written(pushing: World) -> None:
    pushing.keeper = Crowded(pushing.root, remote="origin", world=pushing)
    pushing.run()
    assert pushing.steps() == []
    log = git(pushing.root.parent / "origin.git", "log", "--format=%s", "main").stdout.split("\n")
    assert log[:5] == ["Hand-over: 1 credential", "Credentials: assign 1, create 1", "Something else", "Something else",
                       "The registry"]  # fmt: skip


def test_a_wish_that_was_merged_meanwhile_is_another_plan(pushing: World) -> None:
    first = pushing.plan().plan.digest
    other = pushing.root.parent / "other"
    somebody_merges(pushing, "# once\n")
    assert pushing.plan().plan.digest == first
    (other / MAPS).write_text(wish(secret=3))
    git(other, *WHO, "commit", "--quiet", "--all", "-m", "Another wish")
    git(other, "push", "--quiet", "origin", "HEAD:main")
    assert pushing.plan().plan.digest != first


@pytest.mark.parametrize("end", [1, 2, 3, 4])
def test_ended_around_a_push(pushing: World, end: int) -> None:
    pushing.keeper = MortalKeeper(pushing.root, remote="origin", fate=Fate(end))
    with contextlib.suppress(Killed):
        pushing.run()
    pushing.keeper = GitKeeper(pushing.root, remote="origin")
    pushing.run()
    assert pushing.steps() == []
    log = git(pushing.root.parent / "origin.git", "log", "--format=%s", "main").stdout.splitlines()
    assert log.count("Credentials: assign 1, create 1") <= 1
    assert pushing.states() == {"client-id 1": "active", "client-secret 1": "active"}


def test_two_runs_that_see_the_same_plan(pushing: World) -> None:
    one, other = pushing.plan(), pushing.plan()
    hands = Hands(pushing.store, pushing.outbox, pushing.keeper)
    carry_out(one.plan, one.situation, hands)
    carry_out(other.plan, other.situation, hands)
    assert pushing.steps() == []
    log = git(pushing.root.parent / "origin.git", "log", "--format=%s", "main").stdout.splitlines()
    assert log == ["Hand-over: 1 credential", "Credentials: assign 1, create 1", "The registry"]


def test_a_remote_that_is_not_there(pushing: World) -> None:
    git(pushing.root, "remote", "set-url", "origin", str(pushing.root.parent / "nowhere.git"))
    with pytest.raises(SourceError, match="git fetch failed"):
        pushing.plan()


def test_receipts_pass_the_hooks_when_the_automation_signs_them(tmp_path: Path) -> None:
    """The bare repository takes them from nobody else, and nothing but facts from it."""
    village = settle(tmp_path)
    robot, ola = village.person("robot"), village.person("ola-berg")
    ola.fresh()
    policy = "registry/platform/policy.yaml"
    text = (ola.clone / policy).read_text()
    key = f"  keys: [{{key: {robot.public}, uses: [sign]}}]\n"
    ola.write(policy, text.replace("automation:\n", f"automation:\n{key}"))
    ola.write(MAPS, "sod: {client_id: {generation: 1}}\n")
    ola.commit("The automation's key")
    git(village.bare, "fetch", "--quiet", str(ola.clone), "+HEAD:main")
    keeper = GitKeeper(ola.clone, remote="origin", author=Author("devportal-ci", "ci@localhost"))
    world = World(ola.clone, MemoryStore(), FolderOutbox(tmp_path / "outbox"))
    world.keeper = keeper
    with pytest.raises(SourceError, match="is not signed by a key in the registry"):
        world.run()
    world.keeper = replace(keeper, author=Author("devportal-ci", "ci@localhost", str(robot.key)))
    world.run()
    assert world.steps() == []
    authors = git(village.bare, "log", "-2", "--format=%an %s", "main").stdout.splitlines()
    assert [one.partition(":")[0] for one in authors] == ["devportal-ci Hand-over", "devportal-ci Credentials"]
    world.keeper = replace(keeper, author=Author("ola-berg", "ola@localhost", str(ola.key)))
    ola.fresh()
    world.write(MAPS, "sod: {client_id: {generation: 2}}\n")
    git(village.bare, "fetch", "--quiet", str(ola.clone), "+HEAD:main")
    with pytest.raises(SourceError, match="written by the portal's own automation only"):
        world.run()
