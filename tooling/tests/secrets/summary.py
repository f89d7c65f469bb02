"""Says after a run what each kind of secrets store was tested with."""

from __future__ import annotations

from typing import Any

_KINDS = ("embedded", "aws", "vault", "azure")
_RANKS = ("real", "emulated", "a double")


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """One line a store: real, emulated, or not run. A double is neither: it is written by us."""
    seen: dict[str, set[str]] = {}
    for reports in terminalreporter.stats.values():
        for report in reports:
            if getattr(report, "when", "") == "call" and report.passed:
                for name, value in report.user_properties:
                    if name == "store":
                        seen.setdefault(value[0], set()).add(value[1])
    if not seen:
        return
    terminalreporter.section("secrets stores")
    for kind in _KINDS:
        best = next((rank for rank in _RANKS if rank in seen.get(kind, ())), "")
        terminalreporter.write_line(f"{kind:<10}{_said(kind, best)}")


def _said(kind: str, what: str) -> str:
    if what == "real":
        return "real"
    real = f"name a real one in DEVPORTAL_TEST_{kind.upper()}"
    if what == "emulated":
        return f"emulated (moto's server, over HTTP); {real}"
    spoke = "; its adapter spoke to a double of the API, written by us" if what else ""
    return f"not run{spoke}; {real}"
