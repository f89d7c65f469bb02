"""Reads what a push asks for: references and signed tags. What nobody foresaw asks for nothing, and is refused."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from ..domain.case import Decision
from ..domain.push import MAIN, REQUESTS, STATEMENTS, Asked, Asks

_NAME: Final = r"[a-z0-9]+(?:-[a-z0-9]+)*"
_REQUEST: Final = re.compile(rf"{re.escape(REQUESTS)}({_NAME})", re.ASCII)
_STATEMENT: Final = re.compile(rf"{re.escape(STATEMENTS)}({_NAME})/{_NAME}", re.ASCII)
_MOST: Final = 100

HOW_TO_ASK: Final = (
    "Push a change that needs no approval to main, and any other as a request: "
    "git push origin HEAD:refs/heads/requests/NAME, where NAME is of small letters, digits and dashes."
)


class Said(NamedTuple):
    """What a reviewer's tag says; ``decision`` is none when the author withdraws."""

    decision: Decision | None
    reason: str = ""


def asked(ref: str) -> Asked:
    """What the update of a reference asks for."""
    if ref == MAIN:
        return Asked(Asks.MERGE)
    if (found := _REQUEST.fullmatch(ref)) and len(found[1]) <= _MOST:
        return Asked(Asks.REQUEST, found[1])
    if found := _STATEMENT.fullmatch(ref):
        return Asked(Asks.STATE, found[1])
    return Asked(Asks.NOTHING)


def said(message: str) -> Said | None:
    """The tag's message: ``approved``, ``rejected: why`` or ``withdrawn``; nothing for any other text."""
    first, _, rest = message.strip().partition("\n")
    word, _, reason = first.partition(":")
    reason = " ".join(f"{reason}\n{rest}".split())
    match word.strip().casefold():
        case "approved" if not reason:
            return Said(Decision.APPROVED)
        case "rejected" if reason:
            return Said(Decision.REJECTED, reason)
        case "withdrawn":
            return Said(None, reason)
    return None
