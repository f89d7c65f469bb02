"""The log of a long history against ``git log --raw`` over the same commits, first time and after new commits."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from peers import Timed, line, run

NEW = 100
PARTNERS = 350
WORK = 1.0


def log_report(place: Path, runs: int, commits: int) -> list[str]:
    """Rows of the report; ``commits`` is how long the history is, of a registry with 19,000 files."""
    root = place / "history"
    devportal = [sys.executable, "-m", "devportal"]
    sample = [
        *devportal,
        "sample",
        "--partners",
        str(PARTNERS),
        "--media",
        "tiny",
        "--commits",
        str(commits),
        str(root),
    ]
    subprocess.run(sample, check=True, stdout=subprocess.DEVNULL)
    first, update, known, raw = Timed("first time"), Timed("100 new"), Timed("no new"), Timed("git log --raw")
    for number in range(runs):
        cache = {"DEVPORTAL_CACHE": str(place / f"log{number}")}
        run(raw, ["git", "log", "--raw"], root, {}, [0])
        run(first, [*devportal, "log"], root, {"DEVPORTAL_CACHE": str(place / f"first{number}")}, [0])
        run(raw, ["git", "log", "--raw"], root, {}, [0])
        run(Timed("before"), [*devportal, "log", "-n", "1", "--at", f"main~{NEW}"], root, cache, [0])
        run(update, [*devportal, "log", "-n", "1"], root, cache, [0])
        run(known, [*devportal, "log", "-n", "1"], root, cache, [0])
    work = update.median - known.median
    met = "met" if work < WORK else "NOT MET"
    return [
        line(f"log of {commits:,} commits, first time", first, raw, 3, at_least=False),
        line(f"log after {NEW} new commits", update, raw, 2, at_least=False),
        f"{f'work for {NEW} new commits, s':<44} {work:6.2f}   goal < {WORK:g}   {met}",
    ]
