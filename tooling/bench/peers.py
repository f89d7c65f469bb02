"""Times a command as a whole process and puts it beside a named peer, run in turns so that noise meets both."""

from __future__ import annotations

import os
import statistics
import subprocess
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import psutil


@dataclass
class Timed:
    """What was measured of one command: seconds of each run, the highest memory of its processes together in MB."""

    name: str
    seconds: list[float] = field(default_factory=list)
    memory: float = 0.0

    @property
    def median(self) -> float:
        """The median of the runs, in seconds."""
        return statistics.median(self.seconds)


def run(
    timed: Timed, command: Sequence[str], folder: Path, environment: Mapping[str, str], codes: Sequence[int]
) -> None:
    """One run. Raises RuntimeError when the exit code is none of ``codes``."""
    began = time.perf_counter()
    # Compiled modules are kept, as on anybody's machine: else every start measures Python's compiler.
    known = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    process = subprocess.Popen(
        command, cwd=folder, env={**known, **environment}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    watcher = threading.Thread(target=_watch, args=(process.pid, timed), daemon=True)
    watcher.start()
    code = process.wait()
    timed.seconds.append(time.perf_counter() - began)
    watcher.join()
    if code not in codes:
        raise RuntimeError(f"{timed.name} ended with {code}")


def _watch(pid: int, timed: Timed) -> None:
    """Memory of a process and its children: pages that they share count once for each, so it is an upper bound.

    Whoever looks takes time from what is measured, the more so from what keeps every core busy: at most 2 % of a core.
    """
    try:
        process = psutil.Process(pid)
        while process.is_running() and process.status() != psutil.STATUS_ZOMBIE:
            began = time.perf_counter()
            together = sum(one.memory_info().rss for one in (process, *process.children(recursive=True)))
            timed.memory = max(timed.memory, together / 1e6)
            time.sleep(max(0.05, 50 * (time.perf_counter() - began)))
    except psutil.Error:
        return


def line(what: str, ours: Timed, peer: Timed, goal: float, *, at_least: bool) -> str:
    """One row of the report: the ratio, the goal, and whether it is met."""
    ratio = peer.median / ours.median if at_least else ours.median / peer.median
    met = ratio >= goal if at_least else ratio <= goal
    sign = "≥" if at_least else "≤"
    places = 3 if goal < 1 else 2 if goal < 2 else 1
    figures = f"{ours.name} {ours.median:.3f} s, {peer.name} {peer.median:.3f} s"
    return f"{what:<44} {ratio:6.{places}f}   goal {sign} {goal:g}   {'met' if met else 'NOT MET'}   ({figures})"
