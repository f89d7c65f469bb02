"""The code of a finding: what its documentation page says, and the examples that prove it."""

from __future__ import annotations

from dataclasses import dataclass

from .finding import Finding, Pointer, Severity


@dataclass(frozen=True, slots=True)
class Example:
    """A file laid over the example registry. ``text`` is UTF-8; a lone surrogate ``\\udcXX`` stands for the byte XX."""

    path: str
    text: str

    @property
    def data(self) -> bytes:
        """The file's bytes."""
        return self.text.encode("utf-8", "surrogateescape")


@dataclass(frozen=True, slots=True)
class Code:
    """A stable code ``DPnnn``: why it is refused, how to mend it, where the rule comes from, a bad and a good example.

    The bad example laid over ``tooling/tests/examples/valid/registry`` gives this code; the good one does not.
    """

    id: str
    title: str
    why: str
    mend: str
    bad: Example
    good: Example
    source: str = ""
    severity: Severity = Severity.ERROR

    def finding(
        self, path: str, message: str, pointer: Pointer = (), *, advice: str = "", on_key: bool = False, fix: str = ""
    ) -> Finding:
        """A finding with this code; the page's own advice stands in where none is given."""
        return Finding(self.id, path, message, advice or self.mend, pointer, on_key, severity=self.severity, fix=fix)
