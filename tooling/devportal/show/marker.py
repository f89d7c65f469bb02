"""What the portal's comment remembers of itself: one line that GitHub does not show.

Anybody can write such a line. Only that of a comment by the portal's own account is read.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Final

from ..domain.case import Turn, Turned

_LINE: Final = re.compile(r"<!-- devportal:review (\{[^\n]*\}) -->")


@dataclass(frozen=True, slots=True)
class Marker:
    """The state and commit that a comment speaks of, whose turn it was when, and which turn was passed on already."""

    standing: str = ""
    head: str = ""
    turns: tuple[Turned, ...] = ()
    passed_on: str = ""


def with_marker(marker: Marker, body: str) -> str:
    """The comment with its marker before it."""
    facts = {
        "standing": marker.standing,
        "head": marker.head,
        "turns": [[one.since, one.turn.value] for one in marker.turns],
        "passed_on": marker.passed_on,
    }
    return f"<!-- devportal:review {json.dumps(facts)} -->\n{body}"


def marker_of(body: str) -> Marker | None:
    """The marker that a comment begins with; nothing when there is none that can be read."""
    found = _LINE.match(body)
    try:
        facts = json.loads(found[1]) if found else None
        turns = tuple(Turned(str(since), Turn(turn)) for since, turn in facts["turns"]) if facts else ()
        if not facts:
            return None
        return Marker(str(facts["standing"]), str(facts["head"]), turns, str(facts["passed_on"]))
    except (ValueError, KeyError, TypeError):
        return None
