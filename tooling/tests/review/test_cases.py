"""Recorded decisions: a folder a case, with the verdict and the comment that it got.

``DEVPORTAL_RECORD=1`` writes both anew; read the difference before it is committed.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from devportal.decide.review.review import review
from devportal.domain.verdict import Verdict
from devportal.flows.cases import load_case
from devportal.show.comment import as_comment
from devportal.show.verdict import verdict_document

from ..conftest import VALID

CASES = sorted(path.parent for path in (Path(__file__).parents[1] / "cases").glob("*/event.json"))
_SHOWN = ("standing", "headline", "may_merge", "merges_by_itself", "labels", "refusals", "requirements", "approvals")


def essence(verdict: Verdict) -> dict[str, Any]:
    document = verdict_document(verdict)
    found = {name: document[name] for name in _SHOWN}
    found["changes"] = [one["says"] for one in document["changes"]]
    found["findings"] = [f"{one.code} {one.path}:{one.line}" for one in verdict.findings]
    found["risks"] = [f"{one.kind}: {one.sentence}" for one in verdict.risks]
    return found


@pytest.mark.parametrize("folder", CASES, ids=[folder.name for folder in CASES])
def test_case(folder: Path) -> None:
    verdict = review(load_case(folder, VALID))
    decided, comment = json.dumps(essence(verdict), indent=2) + "\n", as_comment(verdict)
    if os.environ.get("DEVPORTAL_RECORD"):
        (folder / "verdict.json").write_text(decided, encoding="utf-8")
        (folder / "comment.md").write_text(comment, encoding="utf-8")
    assert (folder / "verdict.json").read_text(encoding="utf-8") == decided
    assert (folder / "comment.md").read_text(encoding="utf-8") == comment


def test_there_are_enough_cases() -> None:
    assert len(CASES) >= 60
