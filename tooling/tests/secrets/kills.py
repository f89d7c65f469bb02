"""Kills writers of an embedded store at random and at every step, and looks at what is left.

``python -m tests.secrets.kills --runs N`` forks the writers from a process that has everything imported, so that a run
takes some hundredths of a second. The report is one line of JSON.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from devportal.domain.secret import EntryState, Secret, SecretMissingError, SecretName, StoreError
from devportal.gateways.secrets.backup import back_up, restore
from devportal.gateways.secrets.database import Connection, Database, connect_sqlite
from devportal.gateways.secrets.embedded import EmbeddedStore
from devportal.gateways.secrets.inspection import problems_in
from devportal.gateways.secrets.keys import KeyFile
from devportal.gateways.secrets.rotation import forget_old_keys, rotate

from .names import fresh, name

WANTED = [name(number) for number in range(24)]
TO_REVOKE = WANTED[:4]
_CALLS = ("fsync", "link", "replace", "unlink", "mkdir")


class Steps:
    """Counts the steps of a process, before and after each statement and each call that changes a folder.

    At step ``fatal`` the process kills itself, as ``kill -9`` would: nothing is flushed, no handler runs.
    """

    def __init__(self, fatal: int = 0) -> None:
        self.fatal = fatal
        self.count = 0

    def step(self) -> None:
        self.count += 1
        if self.count == self.fatal:
            os.kill(os.getpid(), signal.SIGKILL)

    def around(self, call: Callable[..., Any]) -> Callable[..., Any]:
        def stepped(*given: Any, **named: Any) -> Any:
            self.step()
            try:
                return call(*given, **named)
            finally:
                self.step()

        return stepped

    def connect(self, file: Path) -> Connection:
        return _Stepped(connect_sqlite(file), self)


class _Stepped:
    def __init__(self, inner: Connection, steps: Steps) -> None:
        self.execute = steps.around(inner.execute)
        self.close = steps.around(inner.close)


@dataclass
class Writer:
    """One process that wants everything to be there, and says what it was told is."""

    folder: Path
    told: Path
    seed: int
    steps: Steps
    boasts: bool = False
    """Says that a secret is kept before it is: what the harness has to catch."""

    def work(self) -> None:
        for call in _CALLS:
            setattr(os, call, self.steps.around(getattr(os, call)))
        dice = random.Random(self.seed)
        store = EmbeddedStore(Database(self.folder, 60, self.steps.connect), KeyFile(self.folder / "master.key"))
        left = dice.sample(WANTED, len(WANTED))
        while left:
            batch = [left.pop() for _ in range(min(len(left), dice.choice([1, 3, 8])))]
            offered = {one: fresh() for one in batch}
            if self.boasts:
                self._tell("kept", {one: _digest(value) for one, value in offered.items()})
            store.put(offered.items())
            self._tell("kept", {one: value for one in batch if (value := _value(store, one))})
            if dice.random() < 0.2:
                rotate(store)
            if dice.random() < 0.2:
                forget_old_keys(store)
        store.revoke(TO_REVOKE)
        self._tell("revoked", dict.fromkeys(TO_REVOKE, ""))

    def _tell(self, what: str, values: Mapping[SecretName, str]) -> None:
        """One write at the end of a file: whole, or not there."""
        line = json.dumps([what, {one.step: digest for one, digest in values.items()}]) + "\n"
        handle = os.open(self.told, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        os.write(handle, line.encode())
        os.close(handle)


def _digest(secret: Secret) -> str:
    return sha256(secret.reveal()).hexdigest()


def _value(store: EmbeddedStore, one: SecretName) -> str:
    """What a secret is worth, or nothing when the other writer has revoked it."""
    try:
        return _digest(store.get(one))
    except SecretMissingError:
        return ""


@dataclass
class Outcome:
    """What many runs came to."""

    runs: int = 0
    kills: int = 0
    told: int = 0
    faults: list[str] = field(default_factory=list)


def start(writer: Writer) -> int:
    """A process of its own that works, and its id."""
    child = os.fork()
    if child:
        return child
    try:
        writer.work()
        os._exit(0)
    except BaseException as error:
        (writer.folder / f"fault-{os.getpid()}").write_text(f"{type(error).__name__}: {error}")
        os._exit(1)


def together(folder: Path, seed: int, fatal: tuple[int, int], patience: float = 0, boasts: bool = False) -> int:
    """Two writers at once; each dies at its fatal step, or both after ``patience`` seconds. How many were killed."""
    children = [
        start(Writer(folder, folder / "told", seed * 2 + which, Steps(step), boasts))
        for which, step in enumerate(fatal)
    ]
    if patience:
        # The moment of death is what is drawn here; nothing is waited for.
        time.sleep(patience)
        for child in children:
            os.kill(child, signal.SIGKILL)
    ended = [os.waitpid(child, 0)[1] for child in children]
    return sum(os.WIFSIGNALED(status) for status in ended)


def steps_of_a_life(place: Path, seed: int) -> int:
    """About how many steps a writer takes."""
    place.mkdir()
    steps = Steps()
    kept = {call: getattr(os, call) for call in _CALLS}
    Writer(place, place / "told", seed, steps).work()
    for call, original in kept.items():
        setattr(os, call, original)
    return steps.count


def faults_in(folder: Path) -> tuple[int, list[str]]:
    """How many acknowledgements there were, and what is not as it must be once a last run has gone through."""
    faults = [file.read_text() for file in folder.glob("fault-*")]
    try:
        told, found = _look(folder)
    except StoreError as error:
        return 0, [*faults, f"{type(error).__name__}: {error}"]
    return told, faults + found


def _look(folder: Path) -> tuple[int, list[str]]:
    faults: list[str] = []
    store = EmbeddedStore(Database(folder, 60), KeyFile(folder / "master.key"))
    entries = list(store.entries())
    if [entry.name for entry in entries] != sorted(WANTED):
        faults.append(f"{len(entries)} entries where {len(WANTED)} are wanted")
    states = {entry.name.step: entry.state for entry in entries}
    values = {entry.name.step: _digest(store.get(entry.name)) for entry in entries if not entry.revoked}
    lines = [json.loads(line) for line in (folder / "told").read_text().splitlines()]
    for what, told in lines:
        faults += [f"told {what}, and lost: {step}" for step in told if step not in states]
        if what == "revoked":
            faults += [f"told revoked: {step}" for step in told if states[step] is not EntryState.REVOKED]
        else:
            faults += [
                f"another value than was told: {step}" for step in told if values.get(step, told[step]) != told[step]
            ]
    return len(lines), faults + problems_in(store)


def one_run(folder: Path, seed: int, kind: str, step: int, most: int, boasts: bool) -> Outcome:
    """Kill, kill again where the kind says so, then let a run go through, and look."""
    dice, made = random.Random(seed), Outcome(runs=1)
    folder.mkdir()
    for _ in range(2 if kind.startswith("double") else 1):
        if kind.endswith("random"):
            made.kills += together(folder, dice.randrange(2**30), (0, 0), dice.uniform(0.001, 0.06), boasts)
        else:
            made.kills += together(folder, dice.randrange(2**30), (step, step % most + 1), 0, boasts)
            step = dice.randint(1, most)
    together(folder, dice.randrange(2**30), (0, 0))
    made.told, made.faults = faults_in(folder)
    return made


def killed_copies(place: Path) -> list[str]:
    """Kill a backup and a restore at each of their steps; what is there then is whole, or is not there."""
    place.mkdir()
    Writer(place / "store", place / "told", 1, Steps()).work()
    store = EmbeddedStore(Database(place / "store", 60), KeyFile(place / "store" / "master.key"))
    wanted, faults = list(store.entries()), []
    back_up(store, place / "copy")
    for step in range(1, 200):
        lost = EmbeddedStore(Database(place / f"lost{step}", 60), store.keys)
        killed = _copied(store, place / f"copy{step}", place / "copy", lost, Steps(step))
        if (place / f"copy{step}").exists():
            restore(place / f"copy{step}", EmbeddedStore(Database(place / f"try{step}", 60), store.keys))
        if not lost.database.file.exists():
            restore(place / "copy", lost)
        if list(lost.entries()) != wanted or problems_in(lost):
            faults.append(f"killed at step {step}: not what it was")
        if not killed:
            return faults if step > 20 else [f"only {step} steps"]
    return [*faults, "the steps have no end"]


def _copied(store: EmbeddedStore, target: Path, source: Path, lost: EmbeddedStore, steps: Steps) -> bool:
    """A process of its own that backs up and restores; whether it was killed."""
    child = os.fork()
    if not child:
        for call in _CALLS:
            setattr(os, call, steps.around(getattr(os, call)))
        back_up(store, target)
        restore(source, lost)
        os._exit(0)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


def main() -> None:
    """Half of the runs die at a step, the steps taken in turn; half at random; every other one dies twice."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=1_000)
    parser.add_argument("--seed", type=int, default=2026)
    parser.add_argument("--boasts", action="store_true", help="Writers that say too early that a secret is kept.")
    parser.add_argument("--copies", action="store_true", help="Backups and restores that are killed, instead.")
    given = parser.parse_args()
    if given.copies:
        with tempfile.TemporaryDirectory(prefix="kills-") as folder:
            print(json.dumps({"faults": killed_copies(Path(folder) / "run")}))
        return
    steps: set[int] = set()
    kinds = ("single step", "single random", "double step", "double random")
    total, place = Outcome(), Path(tempfile.mkdtemp(prefix="kills-"))
    try:
        most = max(steps_of_a_life(place / f"count{seed}", seed) for seed in range(5 if given.runs > 100 else 1))
        for number in range(given.runs):
            # Every other run dies at steps, its two writers at neighbours. With as many runs as a life has steps, each
            # step has its turn; with fewer, they are spread over a life.
            step = 1 + (number // 2) * max(2, 2 * most // given.runs) % most
            steps |= {step, step % most + 1} if kinds[number % 4].endswith("step") else set()
            one = one_run(place / "run", given.seed + number, kinds[number % 4], step, most, given.boasts)
            total.runs, total.kills, total.told = total.runs + 1, total.kills + one.kills, total.told + one.told
            total.faults += [f"run {number}, {kinds[number % 4]} {step}: {text}" for text in one.faults]
            shutil.rmtree(place / "run")
    finally:
        shutil.rmtree(place, ignore_errors=True)
    figures = {
        "runs": total.runs,
        "kills": total.kills,
        "acknowledged": total.told,
        "steps": most,
        "steps aimed at": len(steps),
    }
    print(json.dumps({**figures, "faults": total.faults}))
    sys.exit(bool(total.faults))


if __name__ == "__main__":
    main()
