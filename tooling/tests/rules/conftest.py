"""What the tests of rules share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from devportal.domain.finding import Finding
from devportal.flows.validate import validate_folder

VALID = Path(__file__).parents[1] / "examples" / "valid"

Judge = Callable[..., list[Finding]]


@pytest.fixture
def judge() -> Judge:
    """Judge the example registry with one file changed: ``judge(path, old, new)``, or ``judge(path, text=…)``."""

    def judged(path: str, old: str = "", new: str = "", text: str | None = None) -> list[Finding]:
        if text is None:
            before = (VALID / path).read_text()
            assert old in before
            text = before.replace(old, new, 1)
        return list(validate_folder(VALID, {path: text.encode()}))

    return judged
