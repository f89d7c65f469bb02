"""Verdicts on units as JSON, to be remembered and to pass between processes."""

from __future__ import annotations

from typing import Any

from ..domain.facts import Claim, Need, UnitVerdict
from ..domain.finding import Finding, Severity


def to_json(verdict: UnitVerdict) -> list[Any]:
    """Lists of plain values, in the order of the fields."""
    findings = [
        [f.code, f.path, f.message, f.advice, list(f.pointer), f.on_key, f.line, f.column, f.severity.value]
        for f in verdict.findings
    ]
    return [findings, [[*claim[:5], list(claim[5]), claim[6]] for claim in verdict.claims], _needs(verdict)]


def _needs(verdict: UnitVerdict) -> list[Any]:
    return [[list(part) if isinstance(part, tuple) else part for part in need] for need in verdict.needs]


def from_json(value: list[Any]) -> UnitVerdict:
    """The verdict that ``to_json`` was given."""
    findings, claims, needs = value
    return UnitVerdict(
        tuple(Finding(*f[:4], tuple(f[4]), *f[5:8], severity=Severity(f[8])) for f in findings),
        tuple(Claim(*c[:5], tuple(c[5]), c[6]) for c in claims),
        tuple(Need(*(tuple(part) if isinstance(part, list) else part for part in need)) for need in needs),
    )
