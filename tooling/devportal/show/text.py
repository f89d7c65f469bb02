"""Findings as text for a person at a terminal."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from ..domain.finding import Finding, Severity
from .printable import printable

_WIDEST: Final = 110
_RED, _YELLOW, _BOLD, _DIM, _PLAIN = "\x1b[31m", "\x1b[33m", "\x1b[1m", "\x1b[2m", "\x1b[0m"


def as_text(findings: Sequence[Finding], files: int, line_of: Callable[[Finding], str], colours: bool = False) -> str:
    """Each finding with its place, the line it speaks of, and what to do; a summary last.

    ``line_of`` gives the line of the file that a finding points at, empty where there is none to show.
    """
    blocks = ["\n".join(_block(finding, line_of(finding), colours)) for finding in findings]
    return "\n\n".join([*blocks, summary(findings, files)]) + "\n"


def _block(finding: Finding, line: str, colours: bool) -> Iterator[str]:
    where = f"{printable(finding.path)}:{finding.line}:{finding.column}"
    colour = _RED if finding.severity is Severity.ERROR else _YELLOW
    label = f"{finding.severity.value} {finding.code}"
    message = printable(finding.message)
    if colours:
        yield f"{_BOLD}{where}{_PLAIN}: {colour}{label}{_PLAIN}: {message}"
    else:
        yield f"{where}: {label}: {message}"
    yield from _excerpt(finding, line, colours)
    if finding.advice:
        yield f"  {printable(finding.advice)}"


def _excerpt(finding: Finding, line: str, colours: bool) -> Iterator[str]:
    shown, mark = _window(printable(line.rstrip("\r\n")), finding.column - 1)
    if not shown.strip():
        return
    gutter = f"{finding.line:>5} | "
    below = " " * 5 + " | " + " " * mark + "^"
    yield f"{_DIM}{gutter}{_PLAIN}{shown}" if colours else gutter + shown
    yield f"{_DIM}{below}{_PLAIN}" if colours else below


def _window(line: str, column: int) -> tuple[str, int]:
    """The part of a long line that holds the column, and where the column is in it."""
    if len(line) <= _WIDEST:
        return line, column
    start = max(0, min(column - _WIDEST // 2, len(line) - _WIDEST))
    return ("…" if start else "") + line[start : start + _WIDEST] + "…", column - start + bool(start)


def summary(findings: Sequence[Finding], files: int) -> str:
    """How much was found, in one line."""
    if not findings:
        return f"No findings in {_counted(files, 'file')}."
    errors = sum(finding.severity is Severity.ERROR for finding in findings)
    warnings = len(findings) - errors
    parts = [_counted(count, word) for count, word in ((errors, "error"), (warnings, "warning")) if count]
    touched = len({finding.path for finding in findings})
    files = max(files, touched)
    explained = "`site/docs/reference/findings/` explains each code."
    return f"{' and '.join(parts)} in {touched} of {_counted(files, 'file')}. {explained}"


def _counted(count: int, word: str) -> str:
    return f"{count:,} {word}{'' if count == 1 else 's'}"
