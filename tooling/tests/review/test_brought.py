"""What a request brings: judged from what it touches, it is what judging both whole registries would tell."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from devportal.decide.assemble import folders_of, unit_of
from devportal.domain.finding import Finding
from devportal.domain.layout import Kind, locate_path, path_of
from devportal.domain.snapshot import TreeEntry
from devportal.domain.source import Source
from devportal.flows import brought as flow
from devportal.flows.brought import brought
from devportal.flows.read import memory
from devportal.flows.sides import touched_between

from ..examples.test_invalid import FILES, read_case
from .table import ROWS
from .world import BIRCH, MAPS, Edits, moved, sources

LINT = "registry/people/tom-frost.yaml"


@dataclass(frozen=True)
class Named:
    """A source whose content has a name, as a commit's has."""

    below: Source

    def entries(self, below: Sequence[str] = ()) -> Sequence[TreeEntry]:
        return self.below.entries(below)

    def content_id(self, folder: str = "registry") -> str:
        listing = [f"{one.path} {one.mode} {one.oid}" for one in self.below.entries([folder])]
        return hashlib.sha1("\n".join(listing).encode()).hexdigest()

    def read(self, entry: TreeEntry, limit: int) -> bytes | None:
        return self.below.read(entry, limit)


@pytest.fixture(autouse=True)
def cached(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("DEVPORTAL_CACHE", str(tmp_path))
    memory.cache_clear()
    yield
    memory.cache_clear()


def both(base: Edits, head: Edits) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
    one, other = sources(base, head)
    touched = touched_between(one, other)
    quick, whole = brought(Named(one), Named(other), touched), brought(one, other, touched)
    assert quick.claims == whole.claims
    return quick.findings, whole.findings


@pytest.mark.parametrize("kind", list(Kind))
def test_a_unit_is_found_in_its_folders(kind: Kind) -> None:
    """Else a request that touches such a file would be judged as if it had no place."""
    names = {"partner": "a", "app": "b", "person": "c", "version": "d", "file": "e.png", "catalogue": "agents"}
    location = locate_path(path_of(kind, **names))
    assert location
    folders = folders_of(unit_of(location))
    assert any(f"{location.path}/".startswith(f"{folder}/") for folder in folders)


def test_each_row_of_the_table() -> None:
    for row in ROWS:
        quick, whole = both(row.base or {}, row.head)
        assert quick == whole, row.name


def test_each_bad_example() -> None:
    for file in FILES:
        at, data, _ = read_case(file)
        one, other = sources({}, {})
        other = type(other)(other.below, {at: data})
        touched = touched_between(one, other)
        assert brought(Named(one), Named(other), touched) == brought(one, other, touched), file


ACROSS: dict[str, tuple[Edits, Edits]] = {
    "a person who is referred to goes": ({}, {LINT: None}),
    "a partner takes another's place": ({}, moved(BIRCH, "registry/partners/acme")),
    "an app that is referred to moves": ({}, moved(MAPS, f"{BIRCH}/apps/other")),
    "a fault that was there stays where it is": (
        {f"{BIRCH}/strange.txt": "x"},
        {f"{BIRCH}/partner.yaml": ("name: ", "name: The ")},
    ),
    "a fault that was there is mended": ({f"{BIRCH}/strange.txt": "x"}, {f"{BIRCH}/strange.txt": None}),
    "a new file without a place": ({}, {"registry/strange/file.txt": "x", f"{BIRCH}/partner.yml": "x"}),
    "the platform changes": ({}, {"registry/platform/markets.yaml": None}),
}


@pytest.mark.parametrize("name", ACROSS)
def test_what_reaches_beyond_the_touched_files(name: str) -> None:
    quick, whole = both(*ACROSS[name])
    assert quick == whole


def test_most_requests_are_judged_without_the_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    one, other = sources({}, {f"{BIRCH}/partner.yaml": ("name: ", "name: The ")})
    touched = touched_between(one, other)
    brought(Named(one), Named(other), touched)
    monkeypatch.setattr(flow, "judge_whole", None)
    assert brought(Named(one), Named(other), touched).findings == ()
