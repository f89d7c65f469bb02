"""What git remembers of the registry: when a version went live and who asked for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from .environment import Environment
from .managed import Part


@dataclass(frozen=True, slots=True)
class Touched:
    """A commit on main, as far as people are told: ``at`` in UTC as in 2026-11-24T09:30:00Z, ``by`` whom.

    ``person`` is the id of somebody in the registry; empty where the commit's address belongs to nobody there. It is
    shown to people and decides nothing: git lets anybody write any author.
    """

    at: str
    by: str
    person: str = ""


@dataclass(frozen=True, slots=True)
class Publishing:
    """One environment began to point at a version; ``version`` is empty where it was taken out."""

    environment: Environment
    version: str
    touched: Touched


Place = tuple[str, str, Part]
"""Partner, app (empty for a profile), and the part."""


@dataclass(frozen=True, slots=True)
class History:
    """``publishings`` are newest first; ``made`` and ``changed`` go by path. ``today`` is the day of the build, in UTC.

    All is empty where there is no git, and what a shallow clone cuts off is left out rather than guessed.
    """

    today: date | None = None
    publishings: Mapping[Place, tuple[Publishing, ...]] = field(default_factory=dict)
    made: Mapping[str, Touched] = field(default_factory=dict)
    changed: Mapping[str, Touched] = field(default_factory=dict)

    def live_since(self, place: Place, environment: Environment, version: str) -> Touched | None:
        """When the version that is live there went live the last time."""
        for one in self.publishings.get(place, ()):
            if one.environment is environment:
                return one.touched if one.version == version else None
        return None
