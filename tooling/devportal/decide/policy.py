"""What SuperOffice's policy makes of findings: dated rules warn until their day, waivers set a finding aside."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from ..domain.finding import Finding, Severity
from ..domain.policy import Policy


def enforced(
    findings: Iterable[Finding], policy: Policy | None, today: date
) -> tuple[tuple[Finding, ...], tuple[str, ...]]:
    """The findings that count today, and a sentence for each that a waiver set aside."""
    kept: list[Finding] = []
    notes: list[str] = []
    for finding in findings:
        waiver = (
            next((one for one in policy.waivers if one.covers(finding.code, finding.path)), None) if policy else None
        )
        if waiver and waiver.until >= today:
            notes.append(
                f"{finding.code} in {finding.path} is waived until {waiver.until.isoformat()} by {waiver.owner}: "
                f"{waiver.reason}"
            )
        else:
            kept.append(_dated(finding, policy, today))
    return tuple(kept), tuple(notes)


def _dated(finding: Finding, policy: Policy | None, today: date) -> Finding:
    starts = [one.refuses_from for one in policy.dated_rules if one.code == finding.code] if policy else []
    if not starts or min(starts) <= today or finding.severity is not Severity.ERROR:
        return finding
    days = (min(starts) - today).days
    left = f"{days} day{'s' if days > 1 else ''} left"
    message = f"{finding.message} (refused from {min(starts).isoformat()} on: {left})"
    return replace(finding, message=message, severity=Severity.WARNING)
