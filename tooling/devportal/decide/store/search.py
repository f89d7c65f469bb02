"""The store's search index: small files, of which a reader fetches only those that a query needs.

Words stand in shards by the alphabet: strong ones (names, partners, keywords) and weak ones (the rest), so that the
beginning of a word leads to few shards even in a large store. A shard brings along what is known of the apps that it
names (facets, price, days), so that filters, counts and orders need nothing more, and what is fetched follows what is
found, not the size of the store. ``store-engine.js`` reads the files; the two are tested against each other.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final

from .words import words

FORMAT: Final = 1
BLOCK: Final = 8
"""So many tiles stand in one file."""

_SHARD: Final = 24_000
"""About so many bytes of JSON a shard has at the most, unless a single word needs more."""

_MANY: Final = 400
"""From this many apps on, a word that a quarter of them has says nothing."""

_WEIGHTS: Final = {"name": 9, "partner": 6, "keywords": 5, "header": 4, "categories": 3, "features": 2, "about": 1}
_STRONG: Final = _WEIGHTS["keywords"]
_RUNNING: Final = _WEIGHTS["features"]
"""Up to this weight a word stands in running text."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An app in the index: its texts by field, its choices by facet, what it is sorted by, and its tile."""

    texts: Mapping[str, str]
    choices: Mapping[str, Sequence[str]]
    price: int
    first: int
    updated: int
    tile: Mapping[str, Any]


def index_files(entries: Sequence[Entry], groups: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, Any]]:
    """Names and JSON values of all files. ``entries`` are in the order of names; ``groups`` name all choices."""
    table = _Table(entries, groups)
    having, stop = _inverted(entries)
    strong = list(_shards(_part(having, lambda weight: weight >= _STRONG)))
    weak = list(_shards(_part(having, lambda weight: weight < _STRONG)))
    yield (
        "index.json",
        {
            "format": FORMAT,
            "count": len(entries),
            "block": BLOCK,
            "groups": {name: list(choices) for name, choices in groups.items()},
            "counts": {
                name: [sum(one in entry.choices[name] for entry in entries) for one in choices]
                for name, choices in groups.items()
            },
            "strong": [next(iter(shard)) for shard in strong],
            "weak": [next(iter(shard)) for shard in weak],
            "stop": sorted(stop),
        },
    )
    for letter, shards in (("s", strong), ("w", weak)):
        for number, shard in enumerate(shards):
            yield f"{letter}{number}.json", _shard(shard, table)
    yield "all.json", table.of(range(len(entries)))
    for name, choices in groups.items():
        for choice in choices:
            yield f"{name}-{choice}.json", table.of([n for n, one in enumerate(entries) if choice in one.choices[name]])
    for start in range(0, len(entries), BLOCK):
        yield f"t{start // BLOCK}.json", [dict(one.tile) for one in entries[start : start + BLOCK]]


class _Table:
    """What is known of each app, as columns of numbers."""

    def __init__(self, entries: Sequence[Entry], groups: Mapping[str, Sequence[str]]) -> None:
        places = {name: {choice: place for place, choice in enumerate(choices)} for name, choices in groups.items()}
        self._columns: dict[str, list[int]] = {
            name: [sum(1 << place[choice] for choice in set(one.choices[name]) if choice in place) for one in entries]
            for name, place in places.items()
        }
        self._columns |= {
            "cents": [one.price for one in entries],
            "first": [one.first for one in entries],
            "updated": [one.updated for one in entries],
        }

    def of(self, numbers: Sequence[int]) -> dict[str, list[int]]:
        """The rows of some apps, whose numbers grow and are given as steps."""
        steps = [numbers[0], *(two - one for one, two in pairwise(numbers))] if numbers else []
        return {"apps": steps, **{name: [column[n] for n in numbers] for name, column in self._columns.items()}}


def _inverted(entries: Sequence[Entry]) -> tuple[dict[str, dict[int, int]], set[str]]:
    """Apps and weights by word, in the order of the alphabet; and the words that say nothing."""
    having: dict[str, dict[int, int]] = defaultdict(dict)
    for number, one in enumerate(entries):
        for field, weight in _WEIGHTS.items():
            for word in words(one.texts.get(field, "")):
                having[word][number] = max(weight, having[word].get(number, 0))
    telling = {word: _telling(having[word], len(entries)) for word in sorted(having)}
    most = len(entries) // 4 if len(entries) >= _MANY else len(entries)
    stop = {word for word, found in telling.items() if len(found) > most}
    return {word: found for word, found in telling.items() if found and word not in stop}, stop


def _telling(found: dict[int, int], count: int) -> dict[int, int]:
    """A word that many apps have is worth nothing where it only stands in the running text."""
    if count < _MANY or len(found) <= count // 10:
        return found
    return {number: weight for number, weight in found.items() if weight > _RUNNING}


def _part(having: Mapping[str, dict[int, int]], fits: Callable[[int], bool]) -> dict[str, dict[int, int]]:
    """The words with those of their apps whose weight fits."""
    parts = {word: {n: weight for n, weight in found.items() if fits(weight)} for word, found in having.items()}
    return {word: found for word, found in parts.items() if found}


def _shards(having: Mapping[str, dict[int, int]]) -> Iterator[dict[str, dict[int, int]]]:
    shard: dict[str, dict[int, int]] = {}
    apps: set[int] = set()
    size = 0
    for word, found in having.items():
        cost = len(word) + 4 + 6 * len(found) + 24 * len(found.keys() - apps)
        if shard and size + cost > _SHARD:
            yield shard
            shard, apps, size = {}, set(), 0
            cost = len(word) + 4 + 30 * len(found)
        shard[word] = found
        apps |= found.keys()
        size += cost
    if shard:
        yield shard


def _shard(shard: Mapping[str, dict[int, int]], table: _Table) -> dict[str, Any]:
    numbers = sorted({number for found in shard.values() for number in found})
    place = {number: here for here, number in enumerate(numbers)}
    return {**table.of(numbers), "words": {word: list(_flat(found, place)) for word, found in shard.items()}}


def _flat(found: Mapping[int, int], place: Mapping[int, int]) -> Iterable[int]:
    before = 0
    for number, weight in sorted(found.items()):
        yield place[number] - before
        yield weight
        before = place[number]
