"""Verdicts on units as JSON, to be remembered and to pass between processes."""

from __future__ import annotations

from typing import Any

from ..domain.facts import Claim, Need, UnitVerdict
from ..domain.finding import Finding, Severity


def to_json(verdict: UnitVerdict) -> list[Any]:
    """Lists of plain values, in the order of the fields."""
    findings = [
        [f.code, f.path, f.message, f.advice, list(f.pointer), f.on_key, f.line, f.column, f.severity.value, f.fix]
        for f in verdict.findings
    ]
    return [findings, [[*claim[:5], list(claim[5]), claim[6]] for claim in verdict.claims], _needs(verdict)]


def _needs(verdict: UnitVerdict) -> list[Any]:
    return [[list(part) if isinstance(part, tuple) else part for part in need] for need in verdict.needs]


def from_json(value: list[Any]) -> UnitVerdict:
    """The verdict that ``to_json`` was given."""
    findings, claims, needs = value
    return UnitVerdict(
        tuple(_finding(*one) for one in findings),
        tuple(Claim._make([*one[:5], tuple(one[5]), one[6]]) for one in claims),
        tuple(Need._make([tuple(part) if isinstance(part, list) else part for part in one]) for one in needs),
    )


def _finding(*parts: Any) -> Finding:
    code, path, message, advice, pointer, on_key, line, column, severity, fix = parts
    return Finding(code, path, message, advice, tuple(pointer), on_key, line, column, Severity(severity), fix)
