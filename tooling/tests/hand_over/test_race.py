"""Real processes that pick the same thing up at once: one wins, every time."""

from __future__ import annotations

import hashlib
import os
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from multiprocessing import Pipe, get_context
from multiprocessing.connection import Connection
from pathlib import Path

import pytest
from devportal.domain.hand_over import Claim, Parcel
from devportal.gateways.outboxes import open_outbox

from .conftest import address_of
from .tools import NAME, NOW

SOAK = bool(os.environ.get("DEVPORTAL_SOAK"))
TOKEN = "dpt_one-and-the-same"


def claimant(address: str, by: str, pipe: Connection) -> None:
    """A process that claims when it is told a round's number, and says what became of it."""
    outbox = open_outbox(Path(), address)
    while generation := pipe.recv():
        name = replace(NAME, generation=generation)
        pipe.send(outbox.claim(name, TOKEN, by, "2026-11-26T09:00:00Z"))


@contextmanager
def claimants(address: str, number: int) -> Iterator[list[Connection]]:
    pipes = [Pipe() for _ in range(number)]
    started = [
        get_context("fork").Process(target=claimant, args=(address, f"person-{place}", theirs))
        for place, (_, theirs) in enumerate(pipes)
    ]
    for one in started:
        one.start()
    yield [ours for ours, _ in pipes]
    for one, (ours, theirs) in zip(started, pipes, strict=True):
        ours.send(0)
        one.join()
        ours.close()
        theirs.close()


def parcel(generation: int) -> Parcel:
    name = replace(NAME, generation=generation)
    token_hash = hashlib.sha256(TOKEN.encode()).hexdigest()
    return Parcel(name, b"sealed", token_hash, "0" * 64, NOW, "2026-12-09T09:00:00Z", ("person-0",), ("k",))


@pytest.mark.parametrize(
    ("kind", "number", "rounds"),
    [("folder", 16, 100), ("git", 16 if SOAK else 6, 100 if SOAK else 2)],
)
@pytest.mark.xdist_group("hand-over race")
def test_of_claimants_at_once_exactly_one_wins(kind: str, number: int, rounds: int, tmp_path: Path) -> None:
    address = address_of(kind, tmp_path)
    outbox = open_outbox(tmp_path, address)
    for generation in range(1, rounds + 1):
        outbox.put(parcel(generation))
    with claimants(address, number) as pipes:
        for generation in range(1, rounds + 1):
            for one in pipes:
                one.send(generation)
            said = Counter(one.recv() for one in pipes)
            assert said == {Claim.WON: 1, Claim.TAKEN: number - 1}, generation
    found = list(outbox.parcels("acme"))
    assert len(found) == rounds
    assert all(one.picked_up and one.picked_up_by and one.refused and not one.sealed for one in found)
