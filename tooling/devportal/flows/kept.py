"""Keeps in the cache what was said of each partner, under all that the partner's records are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final

import orjson

from ..domain.beside import Kept
from .read import memory
from .site.watch import Digests

_SPACE: Final = "each"


def keeping(digests: Digests) -> Kept:
    """For one state of the registry."""

    def of_each(what: str, partners: Sequence[str], make: Callable[[str], Any]) -> dict[str, Any]:
        cache, tool = memory().cache, memory().tool
        keys = {name: f"{tool} {what} {digests.of('partners', name)}" for name in partners}
        known = cache.get(_SPACE, list(keys.values())) if cache else {}
        # What is made now and what was kept are alike to the letter: both have been JSON.
        fresh = {key: orjson.loads(orjson.dumps(make(name))) for name, key in keys.items() if key not in known}
        if cache and fresh:
            cache.put(_SPACE, fresh.items())
        return {name: known[key] if key in known else fresh[key] for name, key in keys.items()}

    return of_each
