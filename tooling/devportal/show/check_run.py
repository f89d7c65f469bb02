"""The verdict as a check run: green may be merged, yellow waits, red has to be mended."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Final

from ..domain.check_run import Annotation, CheckRun
from ..domain.finding import Severity
from ..domain.verdict import RequestStanding, Verdict
from .comment import Links, as_comment
from .printable import printable

CHECK: Final = "devportal"
"""The check's name, which the ruleset requires."""

_MOST: Final = 500
_LEVELS: Final = {Severity.ERROR: "failure", Severity.WARNING: "warning"}
_CONCLUSIONS: Final = {RequestStanding.READY: "success", RequestStanding.REJECTED: "failure"}


def as_check_run(verdict: Verdict, links: Links | None = None) -> CheckRun:
    """What waits for somebody has no conclusion: "neutral" would count as passed."""
    return CheckRun(
        CHECK,
        printable(verdict.headline),
        as_comment(verdict, links),
        _CONCLUSIONS.get(verdict.standing, ""),
        tuple(islice(_annotations(verdict), _MOST)),
    )


def _annotations(verdict: Verdict) -> Iterator[Annotation]:
    """A path that does not print cannot be shown at a line; the summary names it."""
    for refusal in verdict.refusals:
        if refusal.path and refusal.path.isprintable():
            yield Annotation(refusal.path, 1, "failure", "refused", _said(refusal.message, refusal.advice))
    for one in verdict.findings:
        if one.path and one.path.isprintable():
            yield Annotation(
                one.path, max(one.line, 1), _LEVELS[one.severity], one.code, _said(one.message, one.advice)
            )


def _said(message: str, advice: str) -> str:
    return printable(f"{message}. {advice}")[:4_000]
