"""Taking any single rule of the review away changes a recorded decision, so none can be lost unseen."""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import devportal.decide.review as package
import pytest
from devportal.decide.review import demands
from devportal.decide.review import review as reviewing
from devportal.decide.review.review import review
from devportal.domain.case import Case, Identity
from devportal.domain.layout import Kind, path_of
from devportal.domain.permission import Writer
from devportal.flows.cases import load_case

from ..conftest import VALID
from .test_cases import CASES, essence
from .world import JON, case_of

FOLDER = Path(str(package.__file__)).parent


@cache
def cases() -> dict[str, Case]:
    return {folder.name: load_case(folder, VALID) for folder in CASES}


@cache
def recorded() -> dict[str, Any]:
    return {folder.name: json.loads((folder / "verdict.json").read_text(encoding="utf-8")) for folder in CASES}


def flips() -> Iterator[str]:
    for name, case in cases().items():
        try:
            decided = json.loads(json.dumps(essence(review(case))))
        except (KeyError, StopIteration, TypeError):
            yield name
            continue
        if decided != recorded()[name]:
            yield name


def refusals() -> list[str]:
    """Every id of a refusal that the code can give."""
    found = set()
    for file in FOLDER.glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Refusal":
                first = node.args[0] if node.args else None
                if isinstance(first, ast.Constant):
                    found.add(str(first.value))
    return sorted(found)


ELSEWHERE = {"request"}
"""A conflict with main needs two histories: test_git.py has it."""


@pytest.mark.parametrize("rule", sorted(set(refusals()) - ELSEWHERE))
def test_each_refusal_is_recorded(rule: str) -> None:
    assert [name for name, verdict in recorded().items() if rule in {one["rule"] for one in verdict["refusals"]}]


NAMES = {
    "partner": "birch", "app": "pocket-maps", "person": "eva-lind", "version": "initial", "file": "x.png",
    "catalogue": "agents",
}  # fmt: skip


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind in demands._FILES])
def test_each_row_of_the_table_of_files(kind: Kind, monkeypatch: pytest.MonkeyPatch) -> None:
    """The row alone keeps the wrong ones from taking a file of its kind away, or from adding one."""
    is_automatic = demands._FILES[kind][0] is Writer.CI
    wrong = JON if is_automatic else Identity("devportal-ci", 80000099)
    path = path_of(kind, **NAMES)
    case = case_of({path: None} if (VALID / path).is_file() else {path: "x"}, actor=wrong)
    kept = [(one.rule, one.pointer) for one in review(case).refusals if one.path == path]
    assert kept
    monkeypatch.setitem(demands._FILES, kind, (Writer.STAFF if is_automatic else Writer.CI, frozenset(), frozenset()))
    assert [(one.rule, one.pointer) for one in review(case).refusals if one.path == path] != kept


@pytest.mark.parametrize("name", ["limits", "locked", "_reserved", "_tripwire", "enforced", "rejection", "rehearsals"])
def test_each_step_of_the_review(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    nothing: dict[str, Any] = {"enforced": lambda findings, *_: (findings, ()), "rejection": lambda *_: ("", "")}
    monkeypatch.setattr(reviewing, name, nothing.get(name, lambda *_: ()))
    if name == "rehearsals":
        assert [one for one in cases().values() if review(one).rehearsals] == []
        monkeypatch.undo()
        assert [one for one in cases().values() if review(one).rehearsals]
        return
    assert list(flips())


def test_nothing_flips_by_itself() -> None:
    assert list(flips()) == []
