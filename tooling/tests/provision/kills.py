"""``python -m tests.provision.kills --runs N``: two runs at once are killed at random moments, again and again."""

from __future__ import annotations

import argparse
import os
import random
import select
import signal
import tempfile
import time
from pathlib import Path

from .mortal import check, copied, live, opened, prepared


def soak(begun: Path, place: Path, runs: int, chance: random.Random) -> int:
    """Kill two runs at once, ``runs`` times, each time in a world of its own; how many recovered."""
    for number in range(runs):
        world = place / f"{number}"
        copied(begun, world)
        started = [_child(world) for _ in range(2)]
        deadline = time.monotonic() + chance.uniform(0.01, 0.5)
        for child in started:
            _wait(child, deadline)
            os.kill(child, signal.SIGKILL)
        for child in started:
            os.waitpid(child, 0)
        _recover(world)
        check(world)
    return runs


def _child(world: Path) -> int:
    child = os.fork()
    if child:
        return child
    try:
        opened(world).run(confirmed=1)
    except BaseException:
        os._exit(1)
    os._exit(0)


def _wait(child: int, deadline: float) -> None:
    """Until the child has ended or its time has come."""
    handle = os.pidfd_open(child)
    poll = select.poll()
    poll.register(handle, select.POLLIN)
    poll.poll(max(0, (deadline - time.monotonic()) * 1_000))
    os.close(handle)


def _recover(world: Path) -> None:
    """The next run; git leaves a lock behind when it is killed while it moves a branch."""
    for lock in (world / "clone/.git").rglob("*.lock"):
        lock.unlink()
    live(world)


def main() -> None:
    """Single and double ends at every point, then kills at random moments; says what was done."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=1_000)
    parser.add_argument("--seed", type=int, default=2026)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        begun = Path(folder) / "begun"
        begun.mkdir()
        prepared(begun)
        copied(begun, Path(folder) / "whole")
        (points,) = live(Path(folder) / "whole")
        pairs = [(one, other) for one in range(1, points + 1) for other in range(points + 1)]
        for one, other in pairs:
            with tempfile.TemporaryDirectory(dir=folder) as place:
                copied(begun, Path(place) / "world")
                live(Path(place) / "world", *filter(None, (one, other)))
                check(Path(place) / "world")
        print(f"ended at each of {points} points, once and twice: {len(pairs)} runs, all recovered")
        done = 0
        while done < given.runs:
            with tempfile.TemporaryDirectory(dir=folder) as place:
                done += soak(begun, Path(place), min(20, given.runs - done), random.Random(given.seed + done))
        print(f"two runs at once killed at random: {done} times, all recovered")


if __name__ == "__main__":
    main()
