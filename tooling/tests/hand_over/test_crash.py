"""Killed at any moment, the next run finishes: each secret lies there once, and opens."""

from __future__ import annotations

import os
import random
import signal
import time
from dataclasses import replace
from multiprocessing import get_context
from pathlib import Path

import pytest
from devportal.flows.hand_over import hand_over
from devportal.gateways.outbox_folder import FolderOutbox

from .tools import NAME, NOW, Keys, age_key, opened, store_of, wanted

NAMES = [replace(NAME, generation=number) for number in range(1, 31)]
RUNS = 200 if os.environ.get("DEVPORTAL_SOAK") else 12


def hand_all_over(root: Path, key: Keys) -> None:
    hand_over(store_of(*NAMES), FolderOutbox(root), [wanted(key.recipient(), name=name) for name in NAMES], NOW)


@pytest.mark.xdist_group("hand-over race")
def test_runs_that_are_killed_leave_nothing_half_done(tmp_path: Path) -> None:
    key, chance, stopped = age_key(tmp_path), random.Random(9), 0
    for run in range(RUNS):
        root = tmp_path / str(run)
        for _ in range(2):
            worker = get_context("fork").Process(target=hand_all_over, args=(root, key))
            worker.start()
            end = time.monotonic() + chance.uniform(0, 0.4)
            worker.join(max(0, end - time.monotonic()))
            if worker.is_alive() and worker.pid:
                os.kill(worker.pid, signal.SIGKILL)
                stopped += 1
            worker.join()
        hand_all_over(root, key)
        found = list(FolderOutbox(root).parcels())
        assert [one.name for one in found] == NAMES
        assert all(opened(one, key).name == one.name for one in found)
        files = {file.read_bytes() for file in root.rglob("*.age")}
        assert files == {one.sealed for one in found}
    assert stopped, "nothing was killed: this machine is too quick for the test"
