"""Makes sections: their pages, pictures and other files, in as many processes as there is work for."""

from __future__ import annotations

import gc
import multiprocessing
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from ...decide.pages.sections import Section
from ...domain.audience import audience_of
from ...domain.lazy import LazyMapping
from ...domain.page import Asset
from ...domain.snapshot import Snapshot, TreeEntry
from ...domain.source import Source
from ...gateways.buffers import link, replace
from ..edits import Edit
from ..files import LARGEST_PICTURE
from ..read import memory
from .engine import Engine
from .manifest import Made
from .watch import Digests, digest, page_digest, watched

_ALONE: Final = 40
"""Up to this many sections a second process costs more than it saves."""


@dataclass
class Job:
    """What sections are made from, and where to; ``before`` are those that stand there already, by name."""

    out: Path
    engine: Engine
    source: Source
    snapshot: Snapshot
    entries: Mapping[str, TreeEntry]
    digests: Digests
    edit: Edit
    before: Mapping[str, Made]
    public_only: bool = False
    pictures: dict[str, Path] = field(default_factory=dict)

    def is_up_to_date(self, section: Section) -> bool:
        """Whether nothing that the section read has changed since."""
        made = self.before.get(section.name)
        return (
            made is not None
            and made.given == section.given
            and all(self.digests.of(name, key) == found for name, key, found in made.read)
        )


def make_sections(job: Job, wanted: Sequence[Section]) -> dict[str, Made]:
    """Make them, and say what each read and wrote."""
    workers = min(os.cpu_count() or 1, 4)
    if len(wanted) <= _ALONE or workers < 2 or "fork" not in multiprocessing.get_all_start_methods():
        return {section.name: make_section(job, section) for section in wanted}
    _Shared.job, _Shared.wanted = job, wanted
    # What is there now is shared with the workers: left alone by the collector, it is not copied.
    gc.freeze()
    try:
        chunk = max(1, len(wanted) // (workers * 16))
        spans = [range(start, min(start + chunk, len(wanted))) for start in range(0, len(wanted), chunk)]
        with ProcessPoolExecutor(workers, multiprocessing.get_context("fork"), initializer=_begin) as pool:
            return {name: made for part in pool.map(_span, spans) for name, made in part}
    finally:
        gc.unfreeze()
        _Shared.job, _Shared.wanted = None, ()


class _Shared:
    """What a forked worker finds in its memory."""

    job: Job | None = None
    wanted: Sequence[Section] = ()


def _begin() -> None:
    """A connection to the cache is not shared; and workers live too briefly to tidy up."""
    memory.cache_clear()
    gc.disable()


def _span(span: range) -> list[tuple[str, Made]]:
    job = _Shared.job
    assert job is not None, "workers are forked with a job"
    done = [(section.name, make_section(job, section)) for section in (_Shared.wanted[number] for number in span)]
    gc.collect(0)  # what was made since the last time; what lived on then is left alone
    return done


def make_section(job: Job, section: Section) -> Made:
    """Write what has changed of one section."""
    made, view = Made(given=section.given), watched(job.snapshot)
    before = job.before[section.name].files if section.name in job.before else {}

    def write(path: str, wanted: str, content: Callable[[], bytes | None]) -> None:
        made.files[path] = wanted
        if not wanted or before.get(path) != wanted:
            data = content()
            if data is not None:
                put(job.out / path, data, fresh=path not in before)

    for content in section.contents(view):
        one = job.edit(content, view)
        if job.public_only and not one.audience.is_public:
            continue
        if isinstance(one, Asset):
            write(one.path, digest(one.data), lambda one=one: one.data)  # type: ignore[misc]
        else:
            write(one.file, page_digest(one), lambda one=one: job.engine.html(one))  # type: ignore[misc]
            if one.audience.is_public:
                made.public.append(job.engine.address(one))
    for path, entry in _pictures(job, section, view):
        _picture(job, made, before, path, entry)
    made.read = sorted((name, key, job.digests.of(name, key)) for name, key in view.seen)
    if section.partner and isinstance(job.snapshot.partners, LazyMapping):
        job.snapshot.partners.forget(section.partner)
    return made


def _pictures(job: Job, section: Section, view: Snapshot) -> Iterator[tuple[str, TreeEntry]]:
    for address, path in section.pictures(view):
        if not job.public_only or audience_of(address).is_public:
            yield address, job.entries[path]


def _picture(job: Job, made: Made, before: Mapping[str, str], path: str, entry: TreeEntry) -> None:
    """As it is served: nothing of the partner's file is left but the pixels. One that was written already is linked."""
    made.files[path] = entry.oid
    if entry.oid and before.get(path) == entry.oid:
        return
    same = job.pictures.get(entry.oid) if entry.oid else None
    if same:
        replace(job.out / path, lambda place: link(same, place))
        return
    data = job.source.read(entry, LARGEST_PICTURE)
    if data is not None:
        # Imported here: few changes bring a picture.
        from ...gateways.images import clean

        put(job.out / path, clean(data), fresh=path not in before)
        if entry.oid:
            job.pictures[entry.oid] = job.out / path


def put(path: Path, data: bytes, *, fresh: bool) -> None:
    """Write a file; one that stands there is replaced and not changed, for another copy may share it."""
    if not fresh or not _written(path, data):
        replace(path, lambda place: _write(place, data))


def _written(path: Path, data: bytes) -> bool:
    """Write a file that is not there; whether that was so."""
    try:
        with open(path, "xb") as file:  # noqa: PTH123 - tens of thousands of files
            file.write(data)
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        return _written(path, data)
    except FileExistsError:
        return False
    return True


def _write(path: Path, data: bytes) -> None:
    path.write_bytes(data)
