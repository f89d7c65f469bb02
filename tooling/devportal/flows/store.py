"""Builds stores: pages, pictures, search index, feed and data."""

from __future__ import annotations

import contextlib
import hashlib
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

import orjson

from ..decide.pages.store import Listed, Shelf, listed_apps, store_pages
from ..decide.pages.store.data import apps_data, feed, map_of
from ..decide.pages.store.pictures import media_folder, wanted
from ..decide.pages.store.searched import entries, groups
from ..decide.store.data import schema
from ..decide.store.search import index_files
from ..decide.store.sitemap import robots
from ..domain.layout import REGULAR
from ..domain.page import Page
from ..domain.rendition import Rendition
from ..domain.snapshot import Snapshot, TreeEntry
from ..domain.source import Source
from ..gateways.renditions import Task, open_renditions
from ..gateways.templates import Templates
from .site.watch import page_digest
from .store_made import Made
from .store_share import share_pictures


class Site(NamedTuple):
    """Where the website is made from and how it is reached: its folder, address, and what ``mkdocs.yml`` adds."""

    root: Path
    address: str
    extra: dict[str, Any]

    def templates(self) -> Templates:
        """What makes its pages; it keeps what it has read."""
        return Templates(self.overrides, self.extra)

    @property
    def overrides(self) -> Path:
        """The templates."""
        return self.root / "site" / "overrides"

    @property
    def fonts(self) -> Path:
        """The website's typeface."""
        return self.root / "site" / "docs" / "assets" / "fonts"


class Registry(NamedTuple):
    """What a store is made from: where its files are read, and its records."""

    source: Source
    snapshot: Snapshot


def write_store(templates: Templates, fonts: Path, out: Path, registry: Registry, shelf: Shelf, before: Made) -> Made:
    """Write a store into the website at ``out``, but for what stands there already; what there is of it.

    Raises SourceError when a picture cannot be made.
    """
    snapshot = registry.snapshot
    listed = listed_apps(snapshot, shelf.environment, shelf.only)
    index = _index(snapshot, shelf, listed) if shelf.is_whole else {}
    folder = shelf.own(f"search/{_digest(index)}/") if index else ""
    pages = list(store_pages(snapshot, shelf, folder))
    made = Made(pages=write_pages(templates, out, pages, before.pages))
    made.pictures = write_pictures(fonts, out, registry, shelf, before.pictures)
    files = {folder + name: data for name, data in index.items()}
    if not shelf.is_preview:
        files.update(_data(snapshot, shelf, listed, pages))
    made.files = [put(out, address, data) for address, data in files.items()]
    return made


def _data(
    snapshot: Snapshot, shelf: Shelf, listed: Sequence[Listed], pages: Sequence[Page]
) -> Iterator[tuple[str, bytes]]:
    """The store for other programs."""
    address = f"{shelf.root}apps.schema.json"
    yield address, orjson.dumps(schema(shelf.absolute(address)), option=orjson.OPT_INDENT_2) + b"\n"
    yield f"{shelf.root}apps.json", apps_data(snapshot.platform, shelf, listed)
    yield f"{shelf.root}feed.xml", feed(shelf, listed)
    yield from ((shelf.root + name, data) for name, data in map_of(shelf, pages))


def write_pictures(
    fonts: Path, out: Path, registry: Registry, shelf: Shelf, before: Mapping[str, tuple[str, list[str]]]
) -> dict[str, tuple[str, list[str]]]:
    """Write the pictures that a store shows, but for those of partners of whom nothing has changed.

    The addresses by partner, each with what the partner's pages are made from.
    """
    source, snapshot = registry
    stays = {one for one, (name, _) in before.items() if name and name == shelf.sources.get(one)}
    found = {partner: before[partner] for partner in stays}
    made: dict[str, list[str]] = defaultdict(list)
    for partners, address, data in _pictures(source, snapshot, shelf, stays):
        put(out, address, data)
        for partner in partners:
            made[partner].append(address)
    if not shelf.is_preview:
        changed = [one for one in listed_apps(snapshot, shelf.environment, shelf.only) if one.partner.id not in stays]
        for one, address, data in share_pictures(fonts, shelf, changed):
            made[one.partner.id].append(put(out, address, data))
    return {**found, **{one: (shelf.sources.get(one, ""), sorted(set(files))) for one, files in made.items()}}


def _index(snapshot: Snapshot, shelf: Shelf, listed: Sequence[Listed]) -> dict[str, bytes]:
    files = index_files(entries(snapshot.platform, shelf, listed), groups(snapshot.platform, listed))
    return {name: orjson.dumps(value) for name, value in files}


def _digest(index: dict[str, bytes]) -> str:
    """Names the folder of the index, so that a reader never mixes an old file with a new one."""
    digest = hashlib.sha256()
    for name, data in index.items():
        digest.update(f"{name} {len(data)}\n".encode() + data)
    return digest.hexdigest()[:16]


def made_pictures(source: Source, snapshot: Snapshot, shelf: Shelf) -> Iterator[tuple[str, bytes]]:
    """Every picture that a store shows, in its sizes, by address. Raises SourceError."""
    return ((address, data) for _, address, data in _pictures(source, snapshot, shelf, frozenset()))


def _pictures(
    source: Source, snapshot: Snapshot, shelf: Shelf, without: Container[str]
) -> Iterator[tuple[list[str], str, bytes]]:
    """Pictures with the partners that show them: the same one may stand in several places."""
    partners: dict[Rendition, list[str]] = defaultdict(list)
    tasks: dict[Rendition, Task] = {}
    for path, _, rendition in wanted(shelf, snapshot, without):
        partners[rendition].append(path.split("/")[2])
        tasks[rendition] = Task(TreeEntry(path, REGULAR, rendition.oid), rendition)
    folder = media_folder(shelf)
    for rendition, files in open_renditions().made(source, tasks.values()):
        for file in files:
            yield list(dict.fromkeys(partners[rendition])), folder + file.name, file.read_bytes()


def write_stores(
    site: Site, out: Path, source: Source, snapshot: Snapshot, shelves: Iterable[Shelf], *, with_robots: bool
) -> list[str]:
    """Write stores into a new folder; the addresses of the files. Raises SourceError."""
    written: list[str] = []
    maps: list[str] = []
    templates = site.templates()
    for shelf in shelves:
        written += write_store(templates, site.fonts, out, Registry(source, snapshot), shelf, Made()).addresses()
        if not shelf.is_preview:
            maps.append(shelf.absolute(f"{shelf.root}sitemap.xml"))
    if with_robots:
        others = {f"{site.address}sitemap.xml"} - set(maps) if maps else set()
        written.append(put(out, "robots.txt", robots([*others, *maps], closed=not maps)))
    return written


def write_pages(
    templates: Templates, out: Path, pages: Iterable[Page], before: Mapping[str, str] = MappingProxyType({})
) -> dict[str, str]:
    """Write pages, but for those that were made from the same ``before``; their addresses, with what they show."""
    made = {}
    for page in pages:
        address, name = f"{page.path}.html", page_digest(page)
        if before.get(address) != name:
            put(out, address, templates.render(page).encode())
        made[address] = name
    return made


def put(out: Path, address: str, data: bytes) -> str:
    """Write a file unless it is there already. One that differs is made anew: it may be linked to another copy."""
    path = out / address
    with contextlib.suppress(FileNotFoundError):
        if path.stat().st_size == len(data) and path.read_bytes() == data:
            return address
        path.unlink()
    try:
        path.write_bytes(data)
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return address
