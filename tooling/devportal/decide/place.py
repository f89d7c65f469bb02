"""Which files of a registry have a place in it, and what is wrong with those that have none."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property
from typing import Final, NamedTuple

from ..domain.finding import Finding
from ..domain.layout import REGULAR, TEMPLATES_OF_PATHS, Location, locate_path
from ..domain.snapshot import TreeEntry
from .codes import layout
from .suggest import did_you_mean

_CODES: Final = {code.id: code for code in layout.CODES}
_SUBMODULE: Final = 0o160000
_SYMLINK: Final = 0o120000
_RESERVED: Final = re.compile(r"(?:^|/)(con|prn|aux|nul|com[1-9]|lpt[1-9])(?=[./]|$)", re.IGNORECASE)


class Placed(NamedTuple):
    """A file and what its path says."""

    entry: TreeEntry
    location: Location


class Tree:
    """The files of a registry; where each has its place is worked out once, and only when somebody asks."""

    def __init__(self, entries: Iterable[TreeEntry]) -> None:
        self.entries = list(entries)

    @cached_property
    def by_path(self) -> dict[str, TreeEntry]:
        """Each file by its path."""
        return {entry.path: entry for entry in self.entries}

    @property
    def placed(self) -> list[Placed]:
        """Files that have a place."""
        return self._places[0]

    @property
    def misplaced(self) -> list[Finding]:
        """Findings about the others."""
        return self._places[1]

    @cached_property
    def _places(self) -> tuple[list[Placed], list[Finding]]:
        return place(self.entries)


def place(entries: Iterable[TreeEntry]) -> tuple[list[Placed], list[Finding]]:
    """Files that have a place, and findings about the others."""
    placed: list[Placed] = []
    findings: list[Finding] = []
    folded: dict[str, str] = {}
    for entry in entries:
        location = locate_path(entry.path)
        refused = _refused(entry, location, folded)
        if refused:
            findings.append(refused)
        elif location:
            placed.append(Placed(entry, location))
    return placed, findings


def _refused(entry: TreeEntry, location: Location | None, folded: dict[str, str]) -> Finding | None:
    path = entry.path
    if entry.mode == _SUBMODULE:
        return _CODES["DP003"].finding(path, "this is a submodule")
    if entry.mode == _SYMLINK:
        return _CODES["DP002"].finding(path, "this is a symbolic link")
    if location is None:
        return _CODES["DP001"].finding(path, "the registry has no place for this file", advice=_advice(path))
    if entry.mode != REGULAR:
        return _CODES["DP002"].finding(path, "this file is executable")
    if location.kind.is_media:
        first = folded.setdefault(path.casefold(), path)
        if first != path:
            return _CODES["DP004"].finding(path, f"the name differs from {first} in upper and lower case only")
    reserved = _RESERVED.search(path)
    if reserved:
        return _CODES["DP004"].finding(path, f"Windows reserves the name {reserved[1]}")
    return None


def _advice(path: str) -> str:
    """The mend that makes the path fit, if there is a simple one; else what the folder may hold."""
    stem, dot, ending = path.rpartition(".")
    simple = [f"{stem}.yaml" if dot and ending.casefold() == "yml" else path, path.lower(), path.replace("_", "-")]
    fits = next(
        (one for one in (*simple, simple[0].lower().replace("_", "-").replace(" ", "-")) if locate_path(one)), ""
    )
    if fits:
        return f"Rename it to {fits}."
    near = did_you_mean(path.rpartition("/")[2], {rule.rpartition("/")[2] for rule in TEMPLATES_OF_PATHS.values()})
    if near and "{" not in near:
        return f"Did you mean {near}, in another folder? {layout.CODES[0].mend}"
    return layout.CODES[0].mend
