"""Throws broken files at the YAML loader: ``python fuzz_yaml.py --runs 1000000 --seed 1``.

Inputs are mutations of the examples. Nothing may be raised, the quick way and the exact way have to agree, and no input
may take longer than a second.
"""

from __future__ import annotations

import argparse
import random
import time
from pathlib import Path

from devportal.decide.parse.document import parse
from devportal.decide.parse.exact import read_exactly
from devportal.decide.parse.locate import locate

EXAMPLES = Path(__file__).parents[1] / "examples"
PIECES = [b"&a ", b"*a", b"!!x ", b"<<: ", b"? ", b"- ", b": ", b"[", b"]", b"{", b"}", b'"', b"'", b"\\", b"|", b">"]
PIECES += [
    b"\n",
    b"\t",
    b"---\n",
    b"...\n",
    b"%YAML 1.1\n",
    b"#",
    b"\xe2\x80\xae",
    b"\x00",
    b"\xff",
    b"  ",
    b"null",
    b"1",
]


def mutated(data: bytes, chance: random.Random) -> bytes:
    """The data with one to four pieces put in, cut out, doubled or changed."""
    for _ in range(chance.randrange(1, 5)):
        at = chance.randrange(len(data) + 1)
        match chance.randrange(4):
            case 0:
                data = data[:at] + chance.choice(PIECES) + data[at:]
            case 1:
                data = data[:at] + data[at + chance.randrange(1, 20) :]
            case 2:
                data = data[:at] + data[at : at + 40] + data[at:]
            case _:
                data = data[:at] + bytes([chance.randrange(256)]) + data[at + 1 :]
    return data


def check(data: bytes) -> None:
    """One input."""
    began = time.monotonic()
    found = parse(data, "x")
    assert (found.value is None) == bool(found.findings)
    locate(data, [(("name",), False), (("a", 3, "b"), True)])
    if not found.findings:
        assert read_exactly(data.decode(), "x") == (found.value, ())
    assert time.monotonic() - began < 1


def main() -> None:
    """Run and say how far it came."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    chance = random.Random(given.seed)
    seeds = [file.read_bytes()[:3_000] for file in sorted(EXAMPLES.rglob("*.yaml"))]
    for run in range(given.runs):
        data = mutated(chance.choice(seeds), chance)
        try:
            check(data)
        except Exception:
            print(f"run {run}: {data!r}")
            raise
    print(f"{given.runs:,} inputs, nothing raised")


if __name__ == "__main__":
    main()
