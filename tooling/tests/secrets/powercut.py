"""Power cuts: a file layer below SQLite that knows what was synced, and images of what a disk may hold after a cut.

The model is stricter than most disks. A write that was not synced is kept, dropped or torn at sectors, each by itself
and in any order. Names are given and taken in order, and survive once a file that was made later is synced.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

import apsw
from devportal.domain.secret import EntryState, SecretName, StoreError
from devportal.gateways.secrets.database import Connection, Database
from devportal.gateways.secrets.embedded import EmbeddedStore
from devportal.gateways.secrets.inspection import problems_in
from devportal.gateways.secrets.keys import KeyFile
from devportal.gateways.secrets.rotation import forget_old_keys, rotate

from .names import fresh, name

_SECTOR = 512


@dataclass
class Tape:
    """Everything that happened, in order: what SQLite did to files, keys that were placed, calls that returned."""

    events: list[tuple[Any, ...]] = field(default_factory=list)
    files: dict[str, int] = field(default_factory=dict)
    count: int = 0

    def opened(self, path: str) -> int:
        """The number of the file that has this name now; a new name gives a new file."""
        if path not in self.files:
            self.files[path] = self.count
            self.count += 1
            self.events.append(("made", self.files[path], Path(path).name, _content(path)))
        return self.files[path]

    def deleted(self, path: str) -> None:
        if self.files.pop(path, None) is not None:
            self.events.append(("deleted", Path(path).name))


def _content(path: str) -> bytes:
    return Path(path).read_bytes() if Path(path).exists() else b""


class _File(apsw.VFSFile):
    def __init__(self, tape: Tape, path: Any, flags: list[int]) -> None:
        self._tape = tape
        self._number = tape.opened(path.filename() if isinstance(path, apsw.URIFilename) else path)
        super().__init__("", path, flags)

    def xWrite(self, data: bytes, offset: int) -> None:  # noqa: N802 - apsw's name
        self._tape.events.append(("write", self._number, offset, bytes(data)))
        super().xWrite(data, offset)

    def xTruncate(self, size: int) -> None:  # noqa: N802 - apsw's name
        self._tape.events.append(("truncate", self._number, size))
        super().xTruncate(size)

    def xSync(self, flags: int) -> None:  # noqa: N802 - apsw's name
        """Noted, not done: nothing here survives but in the images."""
        self._tape.events.append(("sync", self._number))


class _Layer(apsw.VFS):
    def __init__(self, label: str, tape: Tape) -> None:
        self._tape = tape
        super().__init__(label, "")

    def xOpen(self, path: Any, flags: list[int]) -> apsw.VFSFile:  # noqa: N802 - apsw's name
        return _File(self._tape, path, flags)

    def xDelete(self, path: str, sync: bool) -> None:  # noqa: N802 - apsw's name
        super().xDelete(path, sync)
        self._tape.deleted(path)


@contextmanager
def _taped(tape: Tape, synchronous: str) -> Iterator[Callable[[Path], Connection]]:
    label = f"powercut-{id(tape)}"
    layer = _Layer(label, tape)

    class Connected:
        """Our connection, with another promise about the disk where the control asks for it."""

        def __init__(self, file: Path) -> None:
            flags = apsw.SQLITE_OPEN_READWRITE
            self._connection = apsw.Connection(str(file), flags=flags, vfs=label)

        def execute(self, sql: str, values: Any = ()) -> Any:
            return self._connection.execute(
                re.sub("^pragma synchronous=full$", f"pragma synchronous={synchronous}", sql), values
            )

        def close(self) -> None:
            self._connection.close()

    yield Connected
    layer.unregister()


class _TapedKeys(KeyFile):
    """A key file's changes survive at once: it is synced under another name, then moved, then its folder is synced."""

    tape: Tape

    def _write(self, *given: Any, **named: Any) -> bool:
        done = super()._write(*given, **named)
        self.tape.events.append(("key", self._file.read_bytes()))
        return done


def live(folder: Path, seed: int, synchronous: str) -> Tape:
    """A store's life, on tape: batches of all sizes, revocations, rotations. Every call that returned is on it."""
    dice, tape = random.Random(seed), Tape()
    with _taped(tape, synchronous) as connect:
        keys = _TapedKeys(folder / "master.key")
        keys.tape = tape
        store = EmbeddedStore(Database(folder, 10, connect), keys)
        store.database.create()
        active: list[SecretName] = []
        bystander: Connection | None = None
        number = 0
        for _ in range(12):
            # While another connection is open, nobody folds the log into the database when a call ends.
            if bystander and dice.random() < 0.2:
                bystander.close()
                bystander = None
            elif not bystander and dice.random() < 0.6:
                bystander = connect(store.database.file)
                bystander.execute("select count(*) from secret").fetchone()
            what = dice.random()
            if what < 0.75 or not active:
                names = [name(number := number + 1) for _ in range(dice.choice([1, 2, 5, 20]))]
                _keep(store, names, tape)
                active += names
            elif what < 0.9:
                chosen = dice.sample(active, min(len(active), dice.randint(1, 3)))
                tape.events.append(("revoking", chosen))
                store.revoke(chosen)
                active = [one for one in active if one not in chosen]
                tape.events.append(("revoked", chosen))
            else:
                rotate(store)
                forget_old_keys(store)
        if bystander:
            bystander.close()
    return tape


def _keep(store: EmbeddedStore, names: list[SecretName], tape: Tape) -> None:
    offered = [(one, fresh()) for one in names]
    store.put(offered)
    tape.events.append(("kept", {one: sha256(value.reveal()).digest() for one, value in offered}))


def image(
    tape: Tape, moment: int, dice: random.Random, folder: Path
) -> tuple[dict[SecretName, bytes], set[SecretName]]:
    """Write into ``folder`` what a disk may hold when the power fails at ``moment``; what was promised until then."""
    disk = _Disk()
    kept: dict[SecretName, bytes] = {}
    begun: set[SecretName] = set()
    revoked: set[SecretName] = set()
    for event in tape.events[:moment]:
        if event[0] == "kept":
            kept |= event[1]
        elif event[0] == "revoking":
            begun |= set(event[1])
        elif event[0] == "revoked":
            revoked |= set(event[1])
        else:
            disk.take(event)
    disk.fail(dice, folder)
    return {one: digest for one, digest in kept.items() if one not in begun}, revoked


@dataclass
class _Disk:
    durable: dict[int, bytearray] = field(default_factory=dict)
    pending: dict[int, list[tuple[Any, ...]]] = field(default_factory=dict)
    names: list[tuple[str, int | None]] = field(default_factory=list)
    """Names given (with the file's number) and taken, in order."""
    sure: int = 0
    key: bytes = b""

    def take(self, event: tuple[Any, ...]) -> None:
        if event[0] == "made":
            _, number, label, content = event
            self.durable[number], self.pending[number] = bytearray(content), []
            self.names.append((label, number))
            # What was there before the tape began is there after it, too.
            self.sure = len(self.names) if content else self.sure
        elif event[0] == "deleted":
            self.names.append((event[1], None))
        elif event[0] == "key":
            self.key = event[1]
        elif event[0] == "sync":
            for one in self.pending[event[1]]:
                _apply(self.durable[event[1]], one)
            self.pending[event[1]] = []
            self.sure = max(self.sure, *(at + 1 for at, (_, number) in enumerate(self.names) if number == event[1]))
        else:
            self.pending[event[1]].append(event)

    def fail(self, dice: random.Random, folder: Path) -> None:
        known: dict[str, int | None] = dict(self.names[: dice.randint(self.sure, len(self.names))])
        luck = dice.choice([0.0, 0.2, 0.5, 0.9])
        for label, number in known.items():
            if number is None or label.endswith("-shm"):
                continue
            content = bytearray(self.durable[number])
            for one in self.pending[number]:
                fate = dice.random()
                if fate < luck:
                    _apply(content, one)
                elif fate < luck + 0.3 and one[0] == "write":
                    _tear(content, one, dice)
            (folder / label).write_bytes(content)
        if self.key:
            (folder / "master.key").write_bytes(self.key)
            (folder / "master.key").chmod(0o600)


def _apply(content: bytearray, event: tuple[Any, ...]) -> None:
    if event[0] == "truncate":
        del content[event[2] :]
        return
    _, _, offset, data = event
    if len(content) < offset + len(data):
        content.extend(bytes(offset + len(data) - len(content)))
    content[offset : offset + len(data)] = data


def _tear(content: bytearray, event: tuple[Any, ...], dice: random.Random) -> None:
    """Some sectors of a write arrive; the disk's own order decides which."""
    _, number, offset, data = event
    for start in range(0, len(data), _SECTOR):
        if dice.random() < 0.5:
            _apply(content, ("write", number, offset + start, data[start : start + _SECTOR]))


def faults_after(folder: Path, kept: dict[SecretName, bytes], revoked: set[SecretName]) -> list[str]:
    """What is not as it was promised in a store that lost its power; it has to take new secrets, too."""
    store = EmbeddedStore(Database(folder), KeyFile(folder / "master.key"))
    try:
        entries = {entry.name: entry for entry in store.entries()}
        found = problems_in(store) if store.database.exists() else []
        found += [f"lost: {one.path}" for one in kept if one not in entries]
        found += [f"not revoked: {one.path}" for one in revoked if entries[one].state is not EntryState.REVOKED]
        found += [
            f"another value: {one.path}"
            for one, digest in kept.items()
            if one in entries and sha256(store.get(one).reveal()).digest() != digest
        ]
        store.put([(name(9_000), fresh())])
        store.get(name(9_000))
    except (StoreError, KeyError) as error:
        return [f"{type(error).__name__}: {error}"]
    return found


def cut(place: Path, seed: int, images: int, synchronous: str) -> list[str]:
    """Images of one life; the first fault of each that has any."""
    (place / "live").mkdir(parents=True)
    tape = live(place / "live", seed, synchronous)
    dice, told = random.Random(seed + 1), []
    for number in range(images):
        folder = place / f"image{number}"
        folder.mkdir()
        moment = dice.randint(1, len(tape.events))
        faults = faults_after(folder, *image(tape, moment, dice, folder))
        told += [f"seed {seed}, event {moment} of {len(tape.events)}: {text}" for text in faults[:1]]
        shutil.rmtree(folder)
    return told


def main() -> None:
    """Cut the power of many stores, at many moments each, with each promise about the disk."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lives", type=int, default=30)
    parser.add_argument("--images", type=int, default=50)
    given = parser.parse_args()
    failed = False
    for synchronous, share in (("full", 1), ("normal", 5), ("off", 5)):
        told, count = [], 0
        for seed in range(given.lives // share):
            with tempfile.TemporaryDirectory(prefix="powercut-") as place:
                told += cut(Path(place), seed, given.images, synchronous)
                count += given.images
        failed = failed or bool(told) != (synchronous != "full")
        print(json.dumps({"synchronous": synchronous, "images": count, "with a fault": len(told), "first": told[:3]}))
    sys.exit(failed)


if __name__ == "__main__":
    main()
