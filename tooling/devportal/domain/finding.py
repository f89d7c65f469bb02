"""A finding: something about the registry that a person has to mend or know."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, TypeAlias

Pointer: TypeAlias = tuple[str | int, ...]
"""Where in a document: keys and list positions from the root, as in JSON Pointer (RFC 6901)."""


class Severity(StrEnum):
    """How much a finding weighs: an error refuses, a warning informs."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing wrong, said so that the person who gets it can mend it.

    ``path`` is relative to the folder that holds ``registry/``, with forward slashes. ``line`` and ``column`` count
    from 1 and are 0 while they are not yet worked out; then ``pointer`` says where to look, and ``on_key`` whether the
    key itself is meant instead of its value. A finding about a whole file has an empty pointer and gets line 1.
    ``fix`` is the word that belongs in the marked word's place, where taking it is safe: a near name out of a model.
    """

    code: str
    path: str
    message: str
    advice: str = ""
    pointer: Pointer = ()
    on_key: bool = False
    line: int = 0
    column: int = 0
    severity: Severity = Severity.ERROR
    fix: str = ""

    def at(self, line: int, column: int) -> Finding:
        """The same finding with its place worked out."""
        return replace(self, line=line, column=column)

    @property
    def sort_key(self) -> tuple[Any, ...]:
        """By file, then place, then code: the order in which findings are shown."""
        return (self.path, self.line, self.column, self.code, self.message)


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings sorted for show, each once."""
    return tuple(sorted(set(findings), key=lambda finding: finding.sort_key))
