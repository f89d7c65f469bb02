"""Builds stores: pages, pictures, search index, feed and data."""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import orjson

from ..decide.pages.store import Listed, Shelf, listed_apps, store_pages
from ..decide.pages.store.data import apps_data, feed, map_of
from ..decide.pages.store.pictures import wanted
from ..decide.pages.store.previews import preview_shelves
from ..decide.pages.store.searched import entries, groups
from ..decide.store.data import schema
from ..decide.store.search import index_files
from ..decide.store.sitemap import robots
from ..domain.layout import REGULAR
from ..domain.page import Page
from ..domain.snapshot import Snapshot, TreeEntry
from ..domain.source import Source
from ..gateways.renditions import Task, open_renditions
from ..gateways.templates import Templates
from .store_history import store_chronicle
from .store_share import share_pictures


class Site(NamedTuple):
    """Where the website is made from and how it is reached: its folder, address, and what ``mkdocs.yml`` adds."""

    root: Path
    address: str
    extra: dict[str, Any]

    @property
    def overrides(self) -> Path:
        """The templates."""
        return self.root / "site" / "overrides"

    @property
    def fonts(self) -> Path:
        """The website's typeface."""
        return self.root / "site" / "docs" / "assets" / "fonts"


class Store(NamedTuple):
    """A store: its pages, and its other files with their addresses."""

    pages: list[Page]
    files: Iterator[tuple[str, bytes]]


def portal_shelves(snapshot: Snapshot, site: Site, *, public_only: bool) -> Iterator[Shelf]:
    """The store that customers see; and for each partner, below its own pages, what they would see of SOD and Stage."""
    yield Shelf(site=site.address, chronicle=store_chronicle(site.root))
    if not public_only:
        yield from preview_shelves(snapshot, site.address)


def make_store(site: Site, source: Source, snapshot: Snapshot, shelf: Shelf) -> Store:
    """A store's pages and files. Raises SourceError while the files are taken, when a picture cannot be made."""
    listed = listed_apps(snapshot, shelf.environment, shelf.only)
    index = _index(snapshot, shelf, listed) if shelf.is_whole else {}
    folder = shelf.own(f"search/{_digest(index)}/") if index else ""
    pages = list(store_pages(snapshot, shelf, folder))
    return Store(pages, _files(site, source, snapshot, shelf, listed, pages, {folder + n: d for n, d in index.items()}))


def _files(
    site: Site,
    source: Source,
    snapshot: Snapshot,
    shelf: Shelf,
    listed: Sequence[Listed],
    pages: Sequence[Page],
    index: dict[str, bytes],
) -> Iterator[tuple[str, bytes]]:
    yield from index.items()
    yield from made_pictures(source, snapshot, shelf)
    if not shelf.is_preview:
        yield from share_pictures(site.fonts, shelf, listed)
        address = f"{shelf.root}apps.schema.json"
        yield address, orjson.dumps(schema(shelf.absolute(address)), option=orjson.OPT_INDENT_2) + b"\n"
        yield f"{shelf.root}apps.json", apps_data(snapshot.platform, shelf, listed)
        yield f"{shelf.root}feed.xml", feed(shelf, listed)
        yield from ((shelf.root + name, data) for name, data in map_of(shelf, pages))


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
    found = list(wanted(shelf, snapshot))
    folder_of = {made: folder for _, folder, made in found}
    tasks = (Task(TreeEntry(path, REGULAR, made.oid), made) for path, _, made in found)
    for made, files in open_renditions().made(source, tasks):
        for file in files:
            yield folder_of[made] + file.name, file.read_bytes()


def write_stores(
    site: Site, out: Path, source: Source, snapshot: Snapshot, shelves: Iterable[Shelf], *, with_robots: bool
) -> list[str]:
    """Write stores into the website at ``out``; the addresses of the files. Raises SourceError."""
    templates = Templates(site.overrides, site.extra)
    written: list[str] = []
    maps: list[str] = []
    for shelf in shelves:
        store = make_store(site, source, snapshot, shelf)
        written += write_pages(templates, out, store.pages)
        written += [put(out, address, data) for address, data in store.files]
        if not shelf.is_preview:
            maps.append(shelf.absolute(f"{shelf.root}sitemap.xml"))
    if with_robots:
        others = {f"{site.address}sitemap.xml"} - set(maps) if maps else set()
        written.append(put(out, "robots.txt", robots([*others, *maps], closed=not maps)))
    return written


def write_pages(templates: Templates, out: Path, pages: Iterable[Page]) -> list[str]:
    """Write pages; the addresses of the files."""
    return [put(out, f"{page.path}.html", templates.render(page).encode()) for page in pages]


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
