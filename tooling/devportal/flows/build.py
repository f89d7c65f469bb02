"""Builds the website: whole once, after that only what has changed, and never half."""

from __future__ import annotations

import contextlib
import multiprocessing
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from ..decide.pages.sections import Section, wide_sections
from ..decide.place import Tree
from ..domain.snapshot import Snapshot
from ..domain.source import Source, SourceError
from ..gateways.buffers import Buffers, bring_up_to_date, link_tree, remove
from ..gateways.lock import locked
from .checked import refuse_errors
from .edits import editor
from .kept import keeping
from .lazy import load_lazily
from .log_pages import with_log
from .metrics_pages import with_metrics
from .read import memory, open_portal
from .remember import remember
from .site.engine import Engine, build_documents, open_engine, reopen, setting_of
from .site.make import Job, make_sections, put
from .site.manifest import Made, Manifest, read_manifest, write_manifest
from .site.wanted import Wanted
from .site.watch import Digests
from .site_sections import site_sections
from .store_made import keep_all_made, read_all_made
from .website import write_website_stores


class Built(NamedTuple):
    """How many files the portal has, and how many of them were written now; stores and assets are not counted."""

    files: int
    written: int


def build_site(root: Path, out: Path, *, public_only: bool = False, strict: bool = True, site_url: str = "") -> Built:
    """Bring the website at ``out`` up to date. Raises SourceError when it cannot be built; then ``out`` is as before.

    ``public_only`` leaves out everything that not everybody may see. ``out`` becomes a symbolic link to one of two
    copies beside it, so that it changes at once and as a whole.
    """
    out = out.absolute()
    out.parent.mkdir(parents=True, exist_ok=True)
    with locked(out.with_name(f".{out.name}.lock")):
        return _build(Wanted(root, public_only, strict, site_url), Buffers(out))


def _build(wanted: Wanted, buffers: Buffers) -> Built:
    engine = open_engine(wanted, buffers.other)
    setting = setting_of(engine, memory().tool, public_only=wanted.public_only)
    source = open_portal(wanted.root)
    tree = Tree(source.entries())
    _ = tree.placed  # before processes are forked: each of them asks for it
    current = buffers.current
    before = read_manifest(buffers.manifest_of(current)) if current else None
    if current is None or before is None or before.setting != setting:
        return _whole(wanted, buffers, engine, setting, source, tree)
    refuse = partial(refuse_errors, wanted.root, tree)
    try:
        snapshot = load_lazily(source, tree)
        catch_up = partial(_catch_up, buffers, before, current)
        with _meanwhile(refuse, catch_up, _stores(engine, buffers.other, wanted, tree, snapshot)) as meanwhile:
            job = _job(buffers.other, engine, source, tree, snapshot, before.sections, wanted)
            return _changed(buffers, job, before, meanwhile, wanted)
    except Exception:
        # A registry with errors cannot be read lazily: say what is wrong with it, not how that was noticed.
        refuse()
        raise


def _whole(wanted: Wanted, buffers: Buffers, engine: Engine, setting: str, source: Source, tree: Tree) -> Built:
    copy = buffers.empty()
    with _meanwhile(partial(refuse_errors, wanted.root, tree)) as (verdict,):
        manifest = Manifest(setting, *build_documents(engine))
        verdict.result()
    with _meanwhile(_stores(engine, copy, wanted, tree)) as (stores,):
        job = _job(copy, engine, source, tree, load_lazily(source, tree), {}, wanted)
        manifest.sections = make_sections(job, list(site_sections(wanted.root, source, job.entries, job.snapshot)))
        stores.result()
    _finish(buffers, engine, manifest, copy)
    link_tree(copy, buffers.other)
    keep_all_made(Buffers.stores_of(buffers.other), read_all_made(Buffers.stores_of(copy)))
    write_manifest(buffers.manifest_of(buffers.other), manifest)
    return Built(manifest.count, manifest.count)


def _changed(buffers: Buffers, job: Job, before: Manifest, meanwhile: list[Future[Any]], wanted: Wanted) -> Built:
    """Make what is outdated; ``meanwhile`` the registry is judged, the copy caught up, and stores are made."""
    verdict, caught_up, stores = meanwhile
    caught_up.result()
    wide = _outdated(job, before, wide_sections())
    with _meanwhile(partial(make_sections, job, wide)) as (widely,):
        every = list(site_sections(wanted.root, job.source, job.entries, job.snapshot))
        made = make_sections(job, _outdated(job, before, (one for one in every if not one.is_wide)))
        made.update(widely.result())
    gone = before.sections.keys() - {section.name for section in every}
    if not made and not gone and not stores.result():
        verdict.result()
        return Built(before.count, 0)
    Buffers.manifest_of(job.out).unlink(missing_ok=True)
    after = Manifest(before.setting, before.documents, before.titles)
    after.sections = {one.name: made.get(one.name) or before.sections[one.name] for one in every}
    old = {path: digest for name in gone | made.keys() for path, digest in before.files_of(name)}
    new = {path: digest for section in made.values() for path, digest in section.files.items()}
    for path in old.keys() - new.keys():
        remove(job.out, path)
    stores.result()
    verdict.result()
    _finish(buffers, job.engine, after, job.out)
    written = sum(old.get(path) != digest for path, digest in new.items())
    return Built(after.count, written)


def _outdated(job: Job, before: Manifest, sections: Iterable[Section]) -> list[Section]:
    """Those that something has changed of; until they are made, nobody takes the copy for a finished one."""
    outdated = [section for section in sections if not job.is_up_to_date(section)]
    if outdated:
        Buffers.manifest_of(job.out).unlink(missing_ok=True)
        if job.engine.navigation is None:
            reopen(job.engine, before.titles)
    return outdated


def _job(
    out: Path,
    engine: Engine,
    source: Source,
    tree: Tree,
    registry: Snapshot,
    before: Mapping[str, Made],
    wanted: Wanted,
) -> Job:
    told = with_metrics(wanted.root, with_log(wanted.root, remember(wanted.root, registry)))
    digests, edit = Digests(told, tree), editor(wanted.root, source, tree.by_path)
    snapshot = replace(told, beside=replace(told.beside, kept=keeping(digests)))
    return Job(out, engine, source, snapshot, tree.by_path, digests, edit, before, wanted.public_only)


def _catch_up(buffers: Buffers, before: Manifest, current: Path) -> None:
    """Make the copy that nobody looks at like the one that is shown, but for the stores, which know themselves."""
    file = buffers.manifest_of(buffers.other)
    there = read_manifest(file) if buffers.other.is_dir() else None
    if there == before:
        return
    file.unlink(missing_ok=True)
    if there is None or there.setting != before.setting:
        link_tree(current, buffers.other)
    else:
        bring_up_to_date(current, buffers.other, before.files, there.files)
    write_manifest(file, before)


def _stores(
    engine: Engine,
    copy: Path,
    wanted: Wanted,
    tree: Tree,
    snapshot: Snapshot | None = None,
) -> Callable[[], int]:
    """How the App Store and its previews are written: they share no file with the sections."""
    return partial(
        write_website_stores,
        wanted.root,
        copy,
        str(engine.config.site_url),
        dict(engine.config.extra),
        public_only=wanted.public_only,
        entries=tree.entries,
        snapshot=snapshot,
        beside=Buffers.stores_of(copy),
    )


def _finish(buffers: Buffers, engine: Engine, manifest: Manifest, copy: Path) -> None:
    """What speaks of all pages; then the switch."""
    promised = {path for path in engine.promised if not (copy / path.removesuffix(".md")).with_suffix(".html").exists()}
    missing = [path for path in promised if not (copy / path.removesuffix(".md") / "index.html").exists()]
    if missing:
        raise SourceError(f"A document or the navigation leads to {missing[0]}, and there is no such page.")
    for path, data in engine.sitemap(manifest.public).items():
        put(copy / path, data, fresh=False)
    write_manifest(buffers.manifest_of(copy), manifest)
    buffers.show(copy)


@contextlib.contextmanager
def _meanwhile(*works: Callable[[], Any]) -> Iterator[list[Future[Any]]]:
    """Do things, one after the other, in another process meanwhile; at once where processes cannot be forked."""
    if "fork" not in multiprocessing.get_all_start_methods():
        yield [_done(work()) for work in works]
        return
    with ProcessPoolExecutor(1, multiprocessing.get_context("fork"), initializer=_take, initargs=works) as pool:
        yield [pool.submit(_do, number) for number in range(len(works))]


def _done(result: Any) -> Future[Any]:
    future: Future[Any] = Future()
    future.set_result(result)
    return future


class _Forked:
    """What a forked process finds in its memory: the registry as it was read so far need not travel."""

    works: tuple[Callable[[], Any], ...] = ()


def _take(*works: Callable[[], Any]) -> None:
    memory.cache_clear()
    _Forked.works = works


def _do(number: int) -> Any:
    return _Forked.works[number]()
