"""Judges a registry: every unit by itself (in two processes, and only if it changed), then what holds across them."""

from __future__ import annotations

import hashlib
import multiprocessing
import os
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, TypeAlias

from ..decide.across import across
from ..decide.assemble import Unit, UnitKind, assemble_platform, unit_of
from ..decide.judge import judge_unit
from ..decide.place import Placed, place
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


def validate(source: Source, progress: Progress | None = None) -> Validation:
    """Judge a whole registry. Raises SourceError when it cannot be read."""
    entries = list(source.entries())
    placed, misplaced = place(entries)
    units: dict[Unit, list[Placed]] = defaultdict(list)
    for one in placed:
        units[unit_of(one.location)].append(one)
    platform = _platform(source, units.get(Unit(UnitKind.PLATFORM), []))
    units.setdefault(Unit(UnitKind.PLATFORM), [])
    verdicts = _verdicts(source, units, platform, progress)
    entry_of = {one.entry.path: one.entry for one in placed if not one.location.kind.is_media}

    def read(path: str) -> bytes:
        return (source.read(entry_of[path], LARGEST_TEXT) if path in entry_of else None) or b""

    loose = with_places((*misplaced, *across(verdicts)), read)
    return Validation(in_order((*loose, *(one for verdict in verdicts for one in verdict.findings))), len(entries))


def _platform(source: Source, files: Sequence[Placed]) -> Platform:
    return assemble_platform([opened.file for opened in open_files(source, files)])


def _verdicts(source: Source, units: _Units, platform: Platform, progress: Progress | None) -> list[UnitVerdict]:
    keys = _keys(units)
    cache = memory().cache
    known = _remembered(keys.values())
    missing = {unit: files for unit, files in units.items() if keys[unit] not in known}
    found = [known[key] for unit, key in keys.items() if unit not in missing]
    total = sum(map(len, units.values()))
    done = total - sum(map(len, missing.values()))
    fresh: list[tuple[str, Any]] = []
    for judged in _judged(source, missing, platform):
        for unit, encoded in judged:
            fresh.append((keys[unit], encoded))
            found.append(from_json(encoded))
            if keys[unit]:
                _DECODED[keys[unit]] = found[-1]
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


def _keys(units: _Units) -> dict[Unit, str]:
    """A verdict depends on the tool, the platform and the unit's own files; empty: it is not to be remembered."""
    platform = _digest(units[Unit(UnitKind.PLATFORM)])
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
