"""A run that is ended anywhere: the next one goes on, nothing is lost and nothing is made twice."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from . import kills
from .mortal import check, copied, live, prepared


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("begun")
    prepared(place)
    return place


@pytest.fixture(scope="module")
def points(begun: Path, tmp_path_factory: pytest.TempPathFactory) -> int:
    """How many points there are at which the run can end."""
    place = tmp_path_factory.mktemp("whole") / "world"
    copied(begun, place)
    (count,) = live(place)
    check(place)
    return count


@pytest.mark.xdist_group("provision-kills")
def test_ended_once_at_every_point(begun: Path, points: int, tmp_path: Path) -> None:
    assert points >= 20
    for end in range(1, points + 1):
        place = tmp_path / str(end)
        copied(begun, place)
        live(place, end)
        check(place)


@pytest.mark.xdist_group("provision-kills")
def test_ended_twice(begun: Path, points: int, tmp_path: Path) -> None:
    """Some of all pairs; `make soak` takes every one."""
    chance = random.Random(4)
    for number in range(12):
        place = tmp_path / str(number)
        copied(begun, place)
        live(place, chance.randint(1, points), chance.randint(1, points))
        check(place)


@pytest.mark.xdist_group("provision-kills")
def test_two_runs_at_once_that_are_killed(begun: Path, tmp_path: Path) -> None:
    """Real processes, SIGKILL at any moment; `make soak` does it a thousand times."""
    assert kills.soak(begun, tmp_path, 8, random.Random(7)) == 8
