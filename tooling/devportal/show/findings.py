"""Reference pages: every code that a finding may have, with a bad and a good example."""

from __future__ import annotations

import difflib
from collections.abc import Sequence

from ..domain.code import Code, Example
from .markdown import as_markdown
from .printable import printable

_NOTE = "<!-- Written by `devportal schemas` from the code's own definition; change that. -->\n"
_SHORT = 24
_LONGEST = 160
_GROUPS = {
    "0": "Files",
    "1": "YAML",
    "2": "One record",
    "3": "Partners and people",
    "4": "Applications and configuration",
    "5": "App Store information and pictures",
    "6": "Publishing",
    "7": "Credentials and requests",
    "8": "Platform",
}


def finding_page(code: Code) -> str:
    """The page of one code, in Markdown."""
    parts = [
        f"# {code.id}: {as_markdown(code.title)}",
        _NOTE,
        f"Severity: **{code.severity.value}**",
        "",
        as_markdown(code.why),
        "",
    ]
    parts += ["## What to do", "", as_markdown(code.mend), ""]
    bad, good = _excerpts(code.bad, code.good)
    parts += [
        "## What is refused",
        "",
        f"`{code.bad.path}`",
        "",
        _block(bad),
        "",
        "## What is accepted",
        "",
        f"`{code.good.path}`",
        "",
    ]
    parts.append(_block(good))
    if code.source:
        parts += ["", f"Source: {as_markdown(code.source)}"]
    return "\n".join(parts) + "\n"


def findings_index(codes: Sequence[Code]) -> str:
    """The list of all codes."""
    parts = ["# Findings", _NOTE, "What `devportal validate` may say, and how it is mended.", ""]
    for digit, title in _GROUPS.items():
        rows = [
            f"| [{code.id}]({code.id}.md) | {as_markdown(code.title)} | {code.severity.value} |"
            for code in codes
            if code.id[2] == digit
        ]
        if rows:
            parts += [f"## {title}", "", "| Code | What is wrong | Severity |", "|---|---|---|", *rows, ""]
    return "\n".join(parts).rstrip() + "\n"


def _excerpts(bad: Example, good: Example) -> tuple[list[str], list[str]]:
    """Both examples; of long ones only what differs, with some lines around it."""
    one, other = bad.text.splitlines(), good.text.splitlines()
    if bad.path != good.path or max(len(one), len(other)) <= _SHORT:
        return one[:_SHORT], other[:_SHORT]
    groups = list(difflib.SequenceMatcher(a=one, b=other, autojunk=False).get_grouped_opcodes(3))
    if not groups:
        return one[:_SHORT], other[:_SHORT]
    first, last = groups[0][0], groups[-1][-1]
    return _cut(one, first[1], last[2]), _cut(other, first[3], last[4])


def _cut(lines: list[str], start: int, end: int) -> list[str]:
    before, after = (["# …"] if start else []), (["# …"] if end < len(lines) else [])
    return [*before, *lines[start:end], *after][: _SHORT * 2]


def _block(lines: list[str]) -> str:
    shown = [line if len(line) <= _LONGEST else f"{line[:_LONGEST]}…" for line in map(printable, lines)]
    return "\n".join(["~~~~yaml", *shown, "~~~~"])
