"""How many recorded cases are decided in a second; prints two figures: deciding alone, and with loading."""

from __future__ import annotations

import sys
import time
from pathlib import Path

from devportal.decide.review.review import review
from devportal.flows.cases import load_case

TESTS = Path(__file__).resolve().parents[1] / "tests"


def main() -> None:
    """Decide as many cases as the first argument says, each recorded case in turn."""
    wanted = int(sys.argv[1])
    began = time.perf_counter()
    folders = sorted(path.parent for path in (TESTS / "cases").glob("*/event.json"))
    cases = [load_case(folder, TESTS / "examples/valid") for folder in folders]
    loaded = time.perf_counter()
    for number in range(wanted):
        review(cases[number % len(cases)])
    done = time.perf_counter()
    print(f"{wanted / (done - loaded):.0f} {len(cases) / (loaded - began):.0f}")


if __name__ == "__main__":
    main()
