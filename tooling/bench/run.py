"""``make bench``: speed as ratios against named peers, measured in one run on one machine."""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from devportal.domain.layout import Kind, locate_path
from logs import log_report
from peers import Timed, line, run
from provision import provisioning
from requests_made import one_file_request
from store import measured as measured_store
from stores import store_rows
from telemetry import telemetry_report
from website import website

ROOT = Path(__file__).resolve().parents[2]
PYTHON = sys.executable
DEVPORTAL = [PYTHON, "-m", "devportal"]
LOADED = "from pydantic import BaseModel"
"""``import pydantic`` alone has loaded next to nothing since 2.13: its names are imported when they are asked for."""
MEMORY = 600
RATE = 500


def main() -> None:
    """Run everything and print the report; end with 1 when a goal is not met."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=15_000, help="How many YAML files are validated.")
    parser.add_argument("--commits", type=int, default=50_000, help="How long the history is that the log is made of.")
    parser.add_argument("--runs", type=int, default=3, help="How often each command runs.")
    parser.add_argument("--rows", type=int, default=50_000_000, help="How many rows of telemetry are rolled up.")
    parser.add_argument("--partners", type=int, default=890, help="Partners of the website; they have 2,700 apps.")
    given = parser.parse_args()
    missed = False
    with tempfile.TemporaryDirectory() as place:
        for rows in _parts(Path(place), given):
            print("\n".join(rows), flush=True)
            missed = missed or any("NOT MET" in row for row in rows)
    sys.exit(missed)


def _parts(place: Path, given: argparse.Namespace) -> Iterator[list[str]]:
    """The report, part by part: what was measured is printed at once."""
    yield _help(given.runs)
    yield _decide()
    yield store_rows(place, given.runs)
    yield provisioning(place, given.runs)
    yield _validate(place, given.files, given.runs)
    yield measured_store()
    yield _review(place, given.runs)
    yield log_report(place, given.runs, given.commits)
    yield telemetry_report(place, given.runs, given.rows)
    yield website(place, given.partners)


def _help(runs: int) -> list[str]:
    ours, peer = Timed("devportal --help"), Timed("import pydantic, click")
    script = shutil.which("devportal", path=f"{Path(PYTHON).parent}{os.pathsep}{os.environ['PATH']}")
    for _ in range(max(9, runs * 3)):
        run(ours, [script or "devportal", "--help"], ROOT, {}, [0])
        run(peer, [PYTHON, "-c", "import pydantic, click"], ROOT, {}, [0])
    return [line("start of the help, against importing", ours, peer, 2, at_least=False)]


def _decide() -> list[str]:
    """10,000 recorded cases, in one process."""
    command = [PYTHON, str(Path(__file__).with_name("decide.py")), "10000"]
    environment = {**os.environ, "DEVPORTAL_CACHE": "off"}
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
    rate, loading = map(int, done.stdout.split())
    met = "met" if rate >= RATE else "NOT MET"
    return [f"{'recorded cases decided in a second':<44} {rate:6.0f}   goal ≥ {RATE}   {met}   (loading: {loading})"]


def _review(place: Path, runs: int) -> list[str]:
    """The verdict of a request that changes one file of the registry that was validated before."""
    registry = place / "registry"
    login = one_file_request(registry)
    command = [*DEVPORTAL, "review", "--base", "main", "--head", "request", "--actor", login]
    cold, full, warm = Timed("cold"), Timed("one cold validation"), Timed("warm")
    diff, start, peer = Timed("git diff"), Timed("pydantic"), Timed("git diff and import pydantic")
    for number in range(runs):
        run(full, [*DEVPORTAL, "validate"], registry, {"DEVPORTAL_CACHE": str(place / f"full{number}")}, [0])
        cache = {"DEVPORTAL_CACHE": str(place / f"review{number}")}
        run(cold, command, registry, cache, [0])
        for _ in range(3):
            run(warm, command, registry, cache, [0])
            run(diff, ["git", "diff", "--raw", "main", "request"], registry, {}, [0])
            run(start, [PYTHON, "-c", LOADED], registry, {}, [0])
    peer.seconds = [diff.median + start.median]
    return [
        line("verdict of a one-file request, cold", cold, full, 1, at_least=False),
        line("verdict of a one-file request, warm", warm, peer, 3, at_least=False),
    ]


def _validate(place: Path, files: int, runs: int) -> list[str]:
    registry = place / "registry"
    kinds = _registry(registry, files)
    count = sum(map(len, kinds.values()))
    print(f"{count:,} YAML files")
    cold, warm, peer = Timed("cold"), Timed("warm"), Timed("check-jsonschema")
    command = [*DEVPORTAL, "validate", str(registry)]
    for number in range(runs):
        cache = {"DEVPORTAL_CACHE": str(place / f"cache{number}")}
        run(cold, command, ROOT, cache, [0])
        run(warm, command, ROOT, cache, [0])
        run(warm, command, ROOT, cache, [0])
    _peer(peer, kinds)
    memory = max(cold.memory, warm.memory)
    met = "met" if memory < MEMORY else "NOT MET"
    return [
        line("validating, cold, against check-jsonschema", cold, peer, 12, at_least=True),
        line("validating, warm, against check-jsonschema", warm, peer, 60, at_least=True),
        f"{'peak memory of all processes, MB':<44} {memory:6.0f}   goal < {MEMORY}   {met}",
    ]


def _peer(peer: Timed, kinds: dict[Kind, list[Path]]) -> None:
    """check-jsonschema takes one schema at a time: its runs over all kinds together count as one."""
    for kind, files in kinds.items():
        schema = str(ROOT / "schemas" / f"{kind.value}.schema.json")
        part = Timed(f"check-jsonschema {kind.value}")
        for start in range(0, len(files), 2_000):
            batch = [str(file) for file in files[start : start + 2_000]]
            run(part, [PYTHON, "-m", "check_jsonschema", "--schemafile", schema, *batch], ROOT, {}, [0])
        peer.seconds = [sum(peer.seconds) + sum(part.seconds)]
        peer.memory = max(peer.memory, part.memory)


def _registry(folder: Path, files: int) -> dict[Kind, list[Path]]:
    """A sample of about that many YAML files, by kind."""
    partners = max(1, round(files / 43))
    silent = Timed("sample")
    run(silent, [*DEVPORTAL, "sample", "--partners", str(partners), "--media", "tiny", str(folder)], ROOT, {}, [0])
    kinds: dict[Kind, list[Path]] = defaultdict(list)
    for file in sorted((folder / "registry").rglob("*")):
        location = locate_path(file.relative_to(folder).as_posix()) if file.is_file() else None
        if location and not location.kind.is_media:
            kinds[location.kind].append(file)
    return kinds


if __name__ == "__main__":
    main()
