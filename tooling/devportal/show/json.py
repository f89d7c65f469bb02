"""Findings as JSON for other programs."""

from __future__ import annotations

from collections.abc import Sequence

import orjson

from ..domain.finding import Finding, Severity

VERSION = 1
"""Raised when a field changes its meaning or goes away."""


def as_json(findings: Sequence[Finding], files: int) -> str:
    """``{"version", "summary": {"files", "errors", "warnings"}, "findings": [{"code", "severity", "path", …}]}``."""
    errors = sum(finding.severity is Severity.ERROR for finding in findings)
    document = {
        "version": VERSION,
        "summary": {"files": files, "errors": errors, "warnings": len(findings) - errors},
        "findings": [_finding(finding) for finding in findings],
    }
    return orjson.dumps(document, option=orjson.OPT_INDENT_2).decode() + "\n"


def _finding(finding: Finding) -> dict[str, object]:
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "path": finding.path.encode("utf-8", "backslashreplace").decode(),
        "line": finding.line,
        "column": finding.column,
        "pointer": list(finding.pointer),
        "message": finding.message.encode("utf-8", "backslashreplace").decode(),
        "advice": finding.advice.encode("utf-8", "backslashreplace").decode(),
    }
