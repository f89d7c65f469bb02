"""What lists of the whole registry show of each partner: worked out anew only when something of the partner changed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ..domain.snapshot import PartnerRecords, Snapshot


def of_each(snapshot: Snapshot, what: str, make: Callable[[PartnerRecords], Any]) -> dict[str, Any]:
    """What ``make`` says of each partner, by the partner's id; ``what`` is the name under which it may be kept.

    ``make`` looks at nothing but the partner's records, and its answer is plain values, as in JSON.
    """

    def answer(partner: str) -> Any:
        return make(snapshot.partners[partner])

    names = list(snapshot.partners)
    kept = snapshot.beside.kept
    return kept(what, names, answer) if kept else {name: answer(name) for name in names}
