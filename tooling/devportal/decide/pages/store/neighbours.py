"""Which apps stand beside which, found without looking at the whole store for each page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from itertools import islice
from typing import Final

from .shelf import Listed

_SHOWN: Final = 4
_LOOKED_AT: Final = 40


class Neighbours:
    """The apps of a store by partner and by first category, each in the order of names."""

    def __init__(self, listed: Iterable[Listed]) -> None:
        """Sort them in."""
        self._by_partner: dict[str, list[Listed]] = defaultdict(list)
        self._by_category: dict[str, list[Listed]] = defaultdict(list)
        self._place: dict[tuple[str, str], dict[str, int]] = defaultdict(dict)
        for one in listed:
            self._by_partner[one.partner.id].append(one)
            for category in one.listing.details.categories:
                self._place[one.key][category] = len(self._by_category[category])
                self._by_category[category].append(one)

    def of_partner(self, one: Listed) -> list[Listed]:
        """Other apps of the same partner, the next ones by name."""
        own = self._by_partner[one.partner.id]
        here = own.index(one)
        return [*own[here + 1 :], *own[:here]][:_SHOWN]

    def related(self, one: Listed) -> list[Listed]:
        """Other partners' apps in its categories; those that share most markets and languages come first."""
        details = one.listing.details
        places = {*details.markets, *details.languages}
        close = {
            other.key: other
            for category in details.categories
            for other in islice(self._after(one, category), _LOOKED_AT)
        }
        best = sorted(
            close.values(),
            key=lambda other: -len(places & {*other.listing.details.markets, *other.listing.details.languages}),
        )
        return best[:_SHOWN]

    def _after(self, one: Listed, category: str) -> Iterable[Listed]:
        """The apps of a category that follow this one, then those before it: each is somebody's neighbour."""
        group, here = self._by_category[category], self._place[one.key][category]
        places = (
            (*range(here + 1, len(group)), *range(here))
            if len(group) <= _LOOKED_AT
            else ((here + step) % len(group) for step in range(1, _LOOKED_AT * 2))
        )
        return (group[place] for place in places if group[place].partner is not one.partner)
