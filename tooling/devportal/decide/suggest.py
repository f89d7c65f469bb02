"""Near names, for "did you mean"."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

_LONGEST = 100
_MOST = 2_000


def did_you_mean(value: str, known: Iterable[str]) -> str:
    """The known name that is nearest to ``value``; empty when none is near."""
    if len(value) > _LONGEST:
        return ""
    candidates = [name for _, name in zip(range(_MOST), known, strict=False)]
    folded = {name.casefold(): name for name in candidates}
    near = difflib.get_close_matches(value.casefold().replace("_", "-"), [*folded], n=1, cutoff=0.6)
    near = near or difflib.get_close_matches(value.casefold().replace("-", "_"), [*folded], n=1, cutoff=0.6)
    return folded[near[0]] if near else ""
