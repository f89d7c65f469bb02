"""The verdict for a terminal, for programs, and as annotations."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from enum import StrEnum
from typing import Any

import orjson

from ..domain.finding import Finding, Severity
from ..domain.verdict import Verdict
from .github import as_github
from .printable import printable


def as_plain(verdict: Verdict) -> str:
    """What CI, the hook and the local check all say, in the same words."""
    return "\n".join(map(printable, _lines(verdict))) + "\n"


def _lines(verdict: Verdict) -> Iterator[str]:
    yield verdict.headline
    for one in verdict.refusals:
        yield f"  error {one.path or 'request'}: {one.message}. {one.advice}"
    for finding in verdict.findings:
        place = f"{finding.path}:{finding.line}:{finding.column}"
        yield f"  {finding.severity.value} {place}: {finding.code} {finding.message}. {finding.advice}"
    yield from _section("Changes", (one.sentence for one in verdict.changes))
    yield from _section("Approvals", _approvals(verdict))
    yield from _section("Risks", (one.sentence for one in verdict.risks))
    yield from _section("Provisioning", verdict.plan)
    for proof in verdict.promotions:
        yield from _section(f"{proof.what}: {proof.compared_with}", proof.differences)
    for rehearsal in verdict.rehearsals:
        yield from _section(
            f"{rehearsal.environment} would refuse", (f"{one.path}: {one.message}" for one in rehearsal.findings)
        )
    yield from _section("Notes", verdict.notes)


def _approvals(verdict: Verdict) -> Iterator[str]:
    for one in verdict.requirements:
        state = f"given by {one.given_by}" if one.given_by else "open"
        yield f"{one.shown} ({state}): {'; '.join(one.why[:5])}"
    for counted in verdict.approvals:
        if not counted.counts:
            yield f"{counted.by} {counted.why}"
    for split in verdict.splits:
        yield f"without the {split.spares} if you take out what {'; '.join(split.take_out[:5])}"


def _section(title: str, lines: Any) -> Iterator[str]:
    shown = list(lines)
    if shown:
        yield f"{title}:"
        yield from (f"  {line}" for line in shown)


def verdict_document(verdict: Verdict) -> dict[str, Any]:
    """The verdict as plain data, with each change's sentence; the order is fixed."""
    document: dict[str, Any] = _plain({**asdict(verdict), "changes": []})
    document["changes"] = [
        {
            "type": type(one).__name__,
            "path": _plain(one.path),
            "place": list(one.pointer),
            "says": _plain(one.sentence),
        }
        for one in verdict.changes
    ]
    return {"version": 1, "may_merge": verdict.may_merge, **document}


def as_verdict_json(verdict: Verdict) -> str:
    """JSON with a version."""
    return orjson.dumps(verdict_document(verdict), option=orjson.OPT_INDENT_2).decode() + "\n"


def as_annotations(verdict: Verdict) -> str:
    """Findings and refusals as GitHub workflow commands."""
    refused = [
        Finding("refused", one.path, one.message, one.advice, line=1, column=1, severity=Severity.ERROR)
        for one in verdict.refusals
    ]
    return as_github([*refused, *verdict.findings], len({one.path for one in verdict.changes}))


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {str(key): _plain(one) for key, one in value.items()}
    if isinstance(value, frozenset | set):
        return sorted(_plain(one) for one in value)
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    return value.encode("utf-8", "backslashreplace").decode() if isinstance(value, str) else value
