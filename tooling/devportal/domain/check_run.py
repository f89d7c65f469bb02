"""The check on a commit, as a forge shows it: a title, a summary, remarks at lines."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Annotation:
    """A remark at a line, counted from 1; ``level`` is failure, warning or notice."""

    path: str
    line: int
    level: str
    title: str
    message: str


@dataclass(frozen=True, slots=True)
class CheckRun:
    """The check on a commit; without a ``conclusion`` it is still running, and nothing may be merged."""

    name: str
    title: str
    summary: str
    conclusion: str = ""
    annotations: tuple[Annotation, ...] = ()
