"""What telemetry says of one app, as pages show it. Days are days in UTC."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from .telemetry import FailureKind, Usage


class Used(NamedTuple):
    """Calls of one day; ``tenant`` is empty where it is not known."""

    environment: str
    tenant: str
    usage: Usage
    day: str
    calls: int
    failed: int


class Operation(NamedTuple):
    """One operation over the window: sums, and the duration in ms (none where no row told it)."""

    environment: str
    operation: str
    calls: int
    failed: int
    records: int
    lasted: int
    timed: int
    p50: int | None
    p95: int | None
    p99: int | None

    @property
    def average(self) -> int | None:
        """The average duration in ms, to the nearest."""
        return (2 * self.lasted + self.timed) // (2 * self.timed) if self.timed else None


class OperationSample(NamedTuple):
    """One row behind an operation; ``moment`` in UTC."""

    environment: str
    operation: str
    moment: str
    tenant: str
    records: int | None
    duration: int | None
    success: bool
    operation_id: str


class FailureGroup(NamedTuple):
    """Failures of one kind that look the same, over the window."""

    environment: str
    kind: FailureKind
    operation: str
    problem: str
    code: str
    times: int
    first: str
    last: str
    tenants: int


class FailureDay(NamedTuple):
    """Failures of one kind on one day."""

    environment: str
    kind: FailureKind
    day: str
    times: int


class FailureSample(NamedTuple):
    """One failure of a group."""

    environment: str
    kind: FailureKind
    operation: str
    problem: str
    code: str
    moment: str
    tenant: str
    message: str
    duration: int | None
    operation_id: str


@dataclass(frozen=True, slots=True)
class AppMetrics:
    """All roll-ups of one app; ``until`` is the last day of the telemetry as a whole."""

    until: str
    used: tuple[Used, ...] = ()
    operations: tuple[Operation, ...] = ()
    operation_samples: tuple[OperationSample, ...] = ()
    failures: tuple[FailureGroup, ...] = ()
    failure_days: tuple[FailureDay, ...] = ()
    failure_samples: tuple[FailureSample, ...] = ()
