"""Findings as GitHub workflow commands, which become annotations on the lines of a pull request."""

from __future__ import annotations

from collections.abc import Sequence

from ..domain.finding import Finding
from .printable import printable
from .text import summary


def as_github(findings: Sequence[Finding], files: int) -> str:
    """One command a finding (https://docs.github.com/actions/reference/workflow-commands-for-github-actions)."""
    lines = [_command(finding) for finding in findings]
    return "\n".join([*lines, summary(findings, files)]) + "\n"


def _command(finding: Finding) -> str:
    properties = {
        "file": finding.path,
        "line": str(finding.line),
        "col": str(finding.column),
        "title": finding.code,
    }
    shown = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    return f"::{finding.severity.value} {shown}::{_data(f'{finding.message}. {finding.advice}')}"


def _data(text: str) -> str:
    return printable(text).replace("%", "%25")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
