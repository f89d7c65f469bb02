"""The bulk guard: an unusual removal stops and asks. Source: security policy, rule 7."""

from __future__ import annotations

from collections.abc import Sequence

from ...domain.provision import Drift, Rules, Step, Strayed
from .words import more


def stopped(steps: Sequence[Step], drift: Sequence[Drift], active: int, rules: Rules) -> str:
    """Why nothing may be done without somebody's word; empty when it may."""
    removals = sum(step.action.ends for step in steps)
    if removals and _unusual(removals, active, rules) and rules.confirmed != removals:
        return (
            f"{removals:,} of {active:,} credentials would stop working: more than {rules.share} % stops and asks. "
            f"Look at each of them, then add --confirm-removals {removals}."
        )
    lost = sum(one.how is Strayed.LOST for one in drift)
    if not rules.mend and any(step.action.makes for step in steps) and _unusual(lost, active, rules):
        return (
            f"The store has none of {more(lost, 'credential')} of {active:,} that the facts speak of. Is it the right "
            "store? If it was restored from an old backup: devportal provision mend"
        )
    return ""


def _unusual(count: int, active: int, rules: Rules) -> bool:
    return count >= rules.least and count * 100 > active * rules.share
