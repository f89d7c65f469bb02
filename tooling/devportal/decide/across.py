"""What must hold across the units of a registry: names are taken once, and what is referred to exists."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from ..domain.facts import Claim, Need, UnitVerdict
from ..domain.finding import Finding
from .codes.catalogue import CODES
from .suggest import did_you_mean


def across(verdicts: Iterable[UnitVerdict]) -> Iterator[Finding]:
    """Findings on names that are taken twice and on references to nothing."""
    spaces: dict[str, dict[str, Claim]] = defaultdict(dict)
    needs: list[Need] = []
    doubled: list[tuple[Claim, Claim]] = []
    for verdict in verdicts:
        needs.extend(verdict.needs)
        for claim in verdict.claims:
            taken = spaces[claim.space].setdefault(claim.value, claim)
            if taken is not claim and (claim.code or taken.code):
                doubled.append((taken, claim))
    yield from (_doubled(*pair) for pair in doubled)
    yield from (_missing(need, spaces[need.space]) for need in needs if need.value not in spaces[need.space])


def _doubled(one: Claim, other: Claim) -> Finding:
    """The claim in the later path is the one to change."""
    first, second = sorted((one, other), key=lambda claim: (claim.path, claim.pointer))
    code = CODES[second.code or first.code]
    message = f"{second.shown} is taken already, in {first.path}"
    return code.finding(second.path, message, second.pointer, on_key=second.on_key)


def _missing(need: Need, known: Iterable[str]) -> Finding:
    code = CODES[need.code]
    near = did_you_mean(need.value, known)
    advice = f"Did you mean {near}? {code.mend}" if near else code.mend
    return code.finding(
        need.path, f"there is no {need.space} {need.value}", need.pointer, advice=advice, on_key=need.on_key
    )
