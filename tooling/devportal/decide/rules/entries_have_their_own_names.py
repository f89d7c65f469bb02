"""No two entries of a catalogue have the same name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ...domain.code import Code, Example
from ...domain.finding import Pointer
from ...domain.layout import Kind, path_of
from ...domain.platform import Entry, Template
from ...domain.snapshot import Platform
from .folding import folded
from .rule import Rule, Told

_PATH = path_of(Kind.CATALOGUE, catalogue="plans")
_PLANS = "entries:\n  sales-premium:\n    name: Sales Premium\n  sales-essentials:\n    name: {name}\n"

CODE = Code(
    id="DP802",
    title="Two entries have the same name",
    why="People choose by the name; of two equal ones, half of them choose the wrong one.",
    mend="Give one of the two another name, or take it away.",
    source="SuperOffice CRM Online: platform",
    bad=Example(_PATH, _PLANS.format(name="sales-premium")),
    good=Example(_PATH, _PLANS.format(name="Sales Essentials")),
)


def check(platform: Platform) -> Iterator[Told]:
    """Each catalogue for itself, and the templates."""
    for catalogue, entries in platform.catalogues.items():
        yield from _of(path_of(Kind.CATALOGUE, catalogue=catalogue), ("entries",), entries)
    yield from _of(path_of(Kind.TEMPLATES), ("templates",), platform.templates)


def _of(path: str, above: Pointer, entries: Mapping[str, Entry | Template]) -> Iterator[Told]:
    seen: dict[str, str] = {}
    for key, entry in entries.items():
        first = seen.setdefault(folded(entry.name), key)
        if first != key:
            yield CODE.finding(path, f"{entry.name} is the name of the entry {first}, too", (*above, key, "name"))


RULE = Rule(CODE, platform=check)
