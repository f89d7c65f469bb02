"""Hands the log to the pages."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from ..domain.snapshot import Snapshot
from ..domain.source import SourceError
from .log import read_log


def with_log(root: Path, snapshot: Snapshot) -> Snapshot:
    """The snapshot with what happened up to the commit that is checked out; without a history, with the reason."""
    try:
        beside = replace(snapshot.beside, logs=read_log(root).by_partner)
    except SourceError as error:
        beside = replace(snapshot.beside, no_log=str(error))
    return replace(snapshot, beside=beside)
