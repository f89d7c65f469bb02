"""Judges a registry: every unit by itself (in two processes, and only if it changed), then what holds across them."""

from __future__ import annotations

import hashlib
import os
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, NamedTuple, TypeAlias

from ..decide.assemble import Unit, UnitKind, assemble_platform, folders_of, unit_of
from ..decide.place import Placed, Tree, place
from ..domain.facts import UnitVerdict
from ..domain.finding import Finding, in_order
from ..domain.snapshot import Platform
from ..domain.source import Source
from ..gateways.overlay import OverlaySource
from .files import LARGEST_TEXT, open_files
from .places import with_places
from .read import memory, open_folder
from .verdicts import from_json, to_json

Progress: TypeAlias = Callable[[int, int], None]
"""Told how many of how many files are judged."""

_SPACE: Final = "verdict"
_ALONE: Final = 200
"""Below this many files a second process costs more than it saves."""
_CHUNK: Final = 150


@dataclass(frozen=True, slots=True)
class Validation:
    """All findings, in order, and how many files were judged."""

    findings: tuple[Finding, ...]
    files: int


_DECODED: Final[dict[str, UnitVerdict]] = {}
"""A request is judged by two states of one registry, which share nearly all of their units."""

_Units: TypeAlias = Mapping[Unit, Sequence[Placed]]


def validate_folder(root: Path, overlay: Mapping[str, bytes | None] | None = None) -> tuple[Finding, ...]:
    """Findings on the registry in ``root``, as if the files of ``overlay`` stood there already."""
    source = open_folder(root)
    return validate(OverlaySource(source, overlay) if overlay else source).findings


def validate(source: Source, progress: Progress | None = None, tree: Tree | None = None) -> Validation:
    """Judge a whole registry; ``tree`` are its files, where they are known. Raises SourceError."""
    judged = judge_whole(source, progress, tree)
    return Validation(judged.findings, judged.files)


class Judged(NamedTuple):
    """Units with their verdicts; ``findings`` are all, in order, where the whole registry was judged."""

    verdicts: Mapping[Unit, UnitVerdict]
    misplaced: tuple[Finding, ...]
    findings: tuple[Finding, ...] = ()
    files: int = 0


def judge_whole(source: Source, progress: Progress | None = None, tree: Tree | None = None) -> Judged:
    """Every unit, and what holds across them. Raises SourceError when it cannot be read."""
    # Imported here: a request is mostly judged without looking at the whole registry, and the rules take a while.
    from ..decide.across import across

    tree = tree or Tree(source.entries())
    units = _in_units(tree.placed)
    units.setdefault(Unit(UnitKind.PLATFORM), [])
    verdicts = _verdicts(source, units, units[Unit(UnitKind.PLATFORM)], progress)
    loose = told_places(source, (*tree.misplaced, *across(verdicts.values())), tree.placed)
    findings = in_order((*loose, *(one for verdict in verdicts.values() for one in verdict.findings)))
    return Judged(verdicts, tuple(tree.misplaced), findings, len(tree.entries))


def judge_units(source: Source, wanted: Collection[Unit]) -> Judged:
    """Some units, each for itself. Raises SourceError."""
    platform = Unit(UnitKind.PLATFORM)
    folders = sorted(folder for unit in {*wanted, platform} for folder in folders_of(unit))
    placed, misplaced = place(source.entries(folders))
    units = _in_units(placed)
    mine = {unit: units[unit] for unit in wanted if unit in units}
    verdicts = _verdicts(source, mine, units.get(platform, []), None)
    return Judged(verdicts, told_places(source, misplaced, placed))


def _in_units(placed: Iterable[Placed]) -> dict[Unit, list[Placed]]:
    units: dict[Unit, list[Placed]] = defaultdict(list)
    for one in placed:
        units[unit_of(one.location)].append(one)
    return dict(units)


def told_places(source: Source, findings: Iterable[Finding], placed: Iterable[Placed] = ()) -> tuple[Finding, ...]:
    """Findings with line and column, as far as the files among ``placed`` tell."""
    entry_of = {one.entry.path: one.entry for one in placed if not one.location.kind.is_media}

    def read(path: str) -> bytes:
        return (source.read(entry_of[path], LARGEST_TEXT) if path in entry_of else None) or b""

    return tuple(with_places(findings, read))


def _platform(source: Source, files: Sequence[Placed]) -> Platform:
    return assemble_platform([opened.file for opened in open_files(source, files)])


def _verdicts(
    source: Source, units: _Units, of_platform: Sequence[Placed], progress: Progress | None
) -> dict[Unit, UnitVerdict]:
    keys = _keys(units, of_platform)
    cache = memory().cache
    known = _remembered(keys.values())
    missing = {unit: files for unit, files in units.items() if keys[unit] not in known}
    found = {unit: known[key] for unit, key in keys.items() if unit not in missing}
    total = sum(map(len, units.values()))
    done = total - sum(map(len, missing.values()))
    fresh: list[tuple[str, Any]] = []
    platform = _platform(source, of_platform) if missing else Platform()
    for judged in _judged(source, missing, platform):
        for unit, encoded in judged:
            fresh.append((keys[unit], encoded))
            found[unit] = from_json(encoded)
            if keys[unit]:
                _DECODED[keys[unit]] = found[unit]
            done += len(missing[unit])
        if progress:
            progress(done, total)
    if cache and fresh:
        cache.put(_SPACE, [row for row in fresh if row[0]])
    return found


def _remembered(keys: Iterable[str]) -> dict[str, UnitVerdict]:
    """Verdicts by their keys: what this process has judged or read already, then the cache's."""
    wanted = [key for key in keys if key]
    cache = memory().cache
    asked = [key for key in wanted if key not in _DECODED]
    if cache and asked:
        _DECODED.update((key, from_json(value)) for key, value in cache.get(_SPACE, asked).items())
    return {key: _DECODED[key] for key in wanted if key in _DECODED}


def _keys(units: _Units, of_platform: Sequence[Placed]) -> dict[Unit, str]:
    """A verdict depends on the tool, the platform and the unit's own files; empty: it is not to be remembered."""
    platform = _digest(of_platform)
    keys: dict[Unit, str] = {}
    for unit, files in units.items():
        whole = all(file.entry.oid for file in files) and platform
        keys[unit] = f"{memory().tool}{platform}{unit.kind}{_digest(files)}" if whole else ""
    return keys


def _digest(files: Iterable[Placed]) -> str:
    listing = "\n".join(f"{file.entry.path} {file.entry.oid}" for file in files)
    return hashlib.blake2b(listing.encode(), digest_size=16).hexdigest()


_Judged: TypeAlias = list[tuple[Unit, Any]]


def _judged(source: Source, units: _Units, platform: Platform) -> Iterator[_Judged]:
    chunks = list(_chunks(units))
    if sum(map(len, units.values())) < _ALONE or (os.cpu_count() or 1) < 2:
        yield from (_judge(source, chunk, platform) for chunk in chunks)
        return
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    context = multiprocessing.get_context("fork" if "fork" in multiprocessing.get_all_start_methods() else None)
    workers = min(os.cpu_count() or 1, 4)
    with ProcessPoolExecutor(workers, context, initializer=memory.cache_clear) as pool:
        yield from pool.map(_judge, *zip(*((source, chunk, platform) for chunk in chunks), strict=True))


def _chunks(units: _Units) -> Iterator[dict[Unit, Sequence[Placed]]]:
    chunk: dict[Unit, Sequence[Placed]] = {}
    count = 0
    for unit, files in units.items():
        chunk[unit] = files
        count += len(files)
        if count >= _CHUNK:
            yield chunk
            chunk, count = {}, 0
    if chunk:
        yield chunk


def _judge(source: Source, units: _Units, platform: Platform) -> _Judged:
    """Judge units; runs in a worker process, too."""
    opened = iter(open_files(source, [file for files in units.values() for file in files]))
    return [(unit, to_json(_verdict(source, unit, files, platform, opened))) for unit, files in units.items()]


def _verdict(source: Source, unit: Unit, files: Sequence[Placed], platform: Platform, opened: Any) -> UnitVerdict:
    # Imported here: units that are known already need no rule.
    from ..decide.judge import judge_unit

    mine = [next(opened) for _ in files]
    verdict = judge_unit(unit, [one.file for one in mine], platform)
    own = [finding for one in mine for finding in one.findings]
    if not own and not verdict.findings:
        return verdict
    data = {one.file.location.path: one.data for one in mine}
    entry_of = {file.entry.path: file.entry for file in files}

    def read(path: str) -> bytes:
        return data.get(path) or (path in entry_of and source.read(entry_of[path], LARGEST_TEXT)) or b""

    return verdict._replace(findings=tuple(with_places((*own, *verdict.findings), read)))
