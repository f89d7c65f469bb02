"""A customer's request to forget: every place that knows tenants answers to it in one way."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple, Protocol


class Forgot(NamedTuple):
    """What a place gave up: how many facts, and which files of the registry changed (relative to its root)."""

    place: str
    facts: int
    files: tuple[str, ...] = ()


class Forgetter(Protocol):
    """A place that keeps facts about customers' tenants."""

    def forget(self, root: Path, tenants: frozenset[str], now: str) -> Forgot:
        """Drop all that is kept of these tenants. Raises SourceError; doing it twice does no harm."""
        ...
