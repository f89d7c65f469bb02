"""Judges a request in a job that may write nothing, and leaves what it found for the job that tells."""

from __future__ import annotations

import json
from pathlib import Path

from ..domain.source import SourceError
from ..domain.verdict import Verdict
from ..gateways.files import write_all
from ..gateways.github import Forge
from ..show.comment import as_comment
from ..show.verdict import as_verdict_json
from .github_decide import decide_pull


def judge(forge: Forge, root: Path, number: int, out: Path) -> Verdict:
    """Write ``verdict.json``, ``comment.md`` and ``request.json`` into a folder. Raises SourceError."""
    decided = decide_pull(forge, root, forge.pull(number))
    facts = {"number": number, "head": decided.pull.head, "base": decided.verdict.base_commit}
    files = {
        "verdict.json": as_verdict_json(decided.verdict),
        "comment.md": as_comment(decided.verdict),
        "request.json": json.dumps(facts, indent=2) + "\n",
    }
    write_all(out, {name: text.encode() for name, text in files.items()})
    return decided.verdict


def judged_request(folder: Path) -> tuple[int, str]:
    """The number and the commit that a folder speaks of. Raises SourceError."""
    try:
        facts = json.loads((folder / "request.json").read_text(encoding="utf-8"))
        return int(facts["number"]), str(facts["head"])
    except (OSError, ValueError, KeyError, TypeError):
        raise SourceError(f"{folder}/request.json cannot be read. Make it: devportal github judge --out DIR") from None
