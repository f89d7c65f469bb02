"""What must hold across the units of a registry: names are taken once, and what is referred to exists."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Final

from ..domain.facts import Claim, Need, UnitVerdict
from ..domain.finding import Finding
from .codes.catalogue import CODES
from .suggest import did_you_mean

_MOST_SUGGESTIONS: Final = 200
"""A look for a near name among thousands takes milliseconds; a file of nothing but wrong names may not take minutes."""


def across(verdicts: Iterable[UnitVerdict]) -> Iterator[Finding]:
    """Findings on names that are taken twice and on references to nothing."""
    spaces: dict[str, dict[str, Claim]] = defaultdict(dict)
    needs: list[Need] = []
    doubled: dict[tuple[str, str], list[Claim]] = defaultdict(list)
    for verdict in verdicts:
        needs.extend(verdict.needs)
        for claim in verdict.claims:
            taken = spaces[claim.space].setdefault(claim.value, claim)
            if taken is not claim and claim.code:
                doubled[claim.space, claim.value].append(claim)
    for (space, value), others in doubled.items():
        yield from _doubled([spaces[space][value], *others])
    missing = [need for need in needs if need.value not in spaces[need.space]]
    for position, need in enumerate(missing):
        yield _missing(need, spaces[need.space] if position < _MOST_SUGGESTIONS else ())


def _doubled(claims: Iterable[Claim]) -> Iterator[Finding]:
    """The claim in the first path stays; the others are the ones to change."""
    first, *others = sorted(claims, key=lambda claim: (claim.path, claim.pointer))
    for claim in others:
        message = f"{claim.shown} is taken already, in {first.path}"
        yield CODES[claim.code].finding(claim.path, message, claim.pointer, on_key=claim.on_key)


def _missing(need: Need, known: Iterable[str]) -> Finding:
    code = CODES[need.code]
    near = did_you_mean(need.value, known)
    advice = f"Did you mean {near}? {code.mend}" if near else code.mend
    return code.finding(
        need.path, f"there is no {need.space} {need.value}", need.pointer, advice=advice, on_key=need.on_key
    )
