"""Which outbox is meant: by an option, by the environment, by the policy on main, else a folder."""

from __future__ import annotations

import os
from pathlib import Path

from ..domain.hand_over import Outbox
from ..domain.source import SourceError
from ..gateways.outboxes import open_outbox
from .read import find_root, open_folder
from .sides import platform_of


def outbox_at(start: Path, address: str = "") -> Outbox:
    """The outbox, for whoever works in ``start``. Raises OutboxError."""
    return open_outbox(start, address or os.environ.get("DEVPORTAL_OUTBOX", "") or _by_policy(start))


def _by_policy(start: Path) -> str:
    try:
        policy = platform_of(open_folder(find_root(start))).policy
    except SourceError:
        return ""
    return (policy.record.hand_over.outbox if policy else None) or ""
