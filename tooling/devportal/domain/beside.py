"""What pages show beside the registry's own files: it is worked out before, and handed over with the snapshot."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from .log import Logged
from .metrics import AppMetrics


@dataclass(frozen=True, slots=True)
class Beside:
    """Mappings go by partner, so that a partner's pages depend on the partner's own facts only.

    ``logs`` are events, newest first. Where there is no history at hand, ``no_log`` says why. ``metrics`` go by
    ``partner/app``; where they cannot be read, ``no_metrics`` says why.
    """

    logs: Mapping[str, Sequence[Logged]] = field(default_factory=dict)
    no_log: str = ""
    metrics: Mapping[str, AppMetrics] = field(default_factory=dict)
    no_metrics: str = ""
