"""Every file under ``invalid/`` says where it belongs and what has to be found, and exactly that is found.

Its first lines are comments: ``# at: PATH``, and for each finding ``# expect: CODE at LINE`` (a line of the file as it
stands), or ``… at LINE in PATH`` for one in another file. The file is laid over the example registry.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from devportal.flows.validate import validate_folder

HERE = Path(__file__).parent
VALID = HERE / "valid"
FILES = sorted((HERE / "invalid").rglob("*.yaml"))
EXPECTED = re.compile(r"# expect: (DP\d{3}) at (\d+)(?: in (.+))?")


def read_case(file: Path) -> tuple[str, bytes, list[tuple[str, str, int]]]:
    """Where the file belongs, its bytes, and the findings (path, code, line) that it has to give."""
    data = file.read_bytes()
    head = [line.decode() for line in data.split(b"\n")[:9] if line.startswith(b"# ")]
    at = head[0].removeprefix("# at: ")
    found = [EXPECTED.fullmatch(line) for line in head[1:]]
    return at, data, sorted((one[3] or at, one[1], int(one[2])) for one in found if one)


def test_there_are_enough() -> None:
    assert len(FILES) >= 150


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}/{file.stem}")
def test_what_is_found(file: Path) -> None:
    at, data, expected = read_case(file)
    assert expected, "the case expects nothing"
    findings = validate_folder(VALID, {at: data})
    assert [(one.path, one.code, one.line) for one in findings] == expected
    for one in findings:
        assert one.message
        assert one.advice
        assert one.column >= 1
