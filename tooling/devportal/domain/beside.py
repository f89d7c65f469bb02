"""What pages show beside the registry's own files: it is worked out before, and handed over with the snapshot."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from .log import Logged
from .metrics import AppMetrics

Kept: TypeAlias = Callable[[str, Sequence[str], Callable[[str], Any]], dict[str, Any]]
"""What is said of each of some partners, under a name: what was kept of a partner that has not changed, else made."""


@dataclass(frozen=True, slots=True)
class Beside:
    """Mappings go by partner, so that a partner's pages depend on the partner's own facts only.

    ``logs`` are events, newest first. Where there is no history at hand, ``no_log`` says why. ``metrics`` go by
    ``partner/app``; where they cannot be read, ``no_metrics`` says why. ``kept`` answers of each partner by what was
    worked out before; without it, all is worked out.
    """

    logs: Mapping[str, Sequence[Logged]] = field(default_factory=dict)
    no_log: str = ""
    metrics: Mapping[str, AppMetrics] = field(default_factory=dict)
    no_metrics: str = ""
    kept: Kept | None = None
