"""Each code's own examples: the bad one gives the code, the good one does not."""

from __future__ import annotations

from pathlib import Path

import pytest

from devportal.decide.codes.catalogue import ALL_CODES
from devportal.decide.rules import texts
from devportal.domain.code import Code, Example
from devportal.flows.validate import validate_folder

VALID = Path(__file__).parent / "valid"
SHOWN_WITH_GIT = {"DP002", "DP003", "DP801"}
"""File modes and missing files, which no text shows: ``validate/test_git.py`` does."""


def codes_of(example: Example) -> set[str]:
    return {one.code for one in validate_folder(VALID, {example.path: example.data})}


def test_the_example_registry_has_no_finding() -> None:
    assert validate_folder(VALID) == ()


def test_codes_are_unique() -> None:
    assert len({code.id for code in ALL_CODES}) == len(ALL_CODES)


@pytest.mark.parametrize("code", ALL_CODES, ids=lambda code: code.id)
def test_bad_and_good(code: Code) -> None:
    assert code.id not in codes_of(code.good)
    if code.id not in SHOWN_WITH_GIT:
        assert code.id in codes_of(code.bad)


EXAMPLES = [value for value in vars(texts).values() if isinstance(value, Example)]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.path)
def test_texts_are_those_of_the_example_registry(example: Example) -> None:
    assert (VALID / example.path).read_text() == example.text
