"""Nothing that was acknowledged is lost: not by a kill, not by a power cut. `make soak` does this a thousand times."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from .powercut import cut

TOOLING = Path(__file__).parents[2]
SEEDS = (11, 12, 13, 14)


def killed(*words: str) -> dict[str, Any]:
    command = [sys.executable, "-m", "tests.secrets.kills", *words]
    done = subprocess.run(command, cwd=TOOLING, capture_output=True, text=True, check=False)
    assert done.stdout, done.stderr
    report: dict[str, Any] = json.loads(done.stdout)
    return report


def test_two_writers_that_are_killed_anywhere_lose_nothing() -> None:
    report = killed("--runs", "16")
    assert report["faults"] == []
    assert report["kills"] > 30
    assert report["acknowledged"] > 150


def test_a_writer_that_says_too_early_that_a_secret_is_kept_is_caught() -> None:
    assert killed("--runs", "4", "--boasts")["faults"]


def test_backups_and_restores_that_are_killed_leave_a_whole_copy_or_none() -> None:
    assert killed("--copies")["faults"] == []


@pytest.mark.parametrize("seed", SEEDS)
def test_a_power_cut_loses_nothing_that_was_acknowledged(tmp_path: Path, seed: int) -> None:
    assert cut(tmp_path, seed, 12, "full") == []


@pytest.mark.parametrize("synchronous", ["normal", "off"])
def test_a_store_that_does_not_wait_for_the_disk_is_caught(tmp_path: Path, synchronous: str) -> None:
    """The control: what the power cuts are for."""
    assert cut(tmp_path, 1, 40, synchronous)
