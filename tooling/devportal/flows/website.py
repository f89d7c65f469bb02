"""The stores of the website that MkDocs builds."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from ..decide.pages.store import Shelf, store_pages
from ..decide.pages.store.previews import PREVIEWED, staff_pages
from ..domain.layout import ROOT
from ..domain.page import Page
from ..domain.source import Source
from ..gateways.folder import blob_id
from ..gateways.templates import Templates
from .load import load
from .read import memory, open_folder
from .store import Site, portal_shelves, put, write_pages, write_stores
from .store_history import last_event

_OURS: Final = (
    "app-store",
    *(f"{place}/app-store-{one.value}" for one in PREVIEWED for place in ("partners/*", "staff")),
)
"""Folders in which nothing but stores stands."""

_READ: Final = (f"{ROOT}/platform", f"{ROOT}/partners")
_MADE: Final = "made.txt"
"""Below a store's own addresses: names what it was made from."""

_MARK: Final = f"app-store/-/{_MADE}"
"""Names what the stores in a folder were made from."""


def write_website_stores(root: Path, out: Path, address: str, extra: dict[str, Any], *, public_only: bool) -> int:
    """Bring the public store and the partners' previews in ``out`` up to date; the number of files that were made.

    Nothing is made when nothing has changed that a store is made from; else only files that differ are written, and
    what is left over is deleted. Raises SourceError.
    """
    source = open_folder(root)
    site = Site(root, address if address.endswith("/") else f"{address}/", extra)
    names = _Names(site, source)
    name = names.of_all(public_only=public_only)
    mark = out / _MARK
    if _says(mark, name):
        return 0
    mark.unlink(missing_ok=True)
    snapshot = load(source)
    kept: list[Shelf] = []
    stale: list[Shelf] = []
    for shelf in portal_shelves(snapshot, site, public_only=public_only):
        stays = shelf.is_preview and _says(out / shelf.own(_MADE), names.of_partner(shelf.only))
        (kept if stays else stale).append(shelf)
    for shelf in stale:
        (out / shelf.own(_MADE)).unlink(missing_ok=True)
    written = write_stores(site, out, source, snapshot, stale, with_robots=False)
    written += [put(out, one.own(_MADE), names.of_partner(one.only).encode()) for one in stale if one.is_preview]
    if not public_only:
        written += write_pages(Templates(site.overrides, extra), out, staff_pages(snapshot))
    stays_there = {file for shelf in kept for file in _files_below(out, shelf.root)}
    _tidy(out, {*written, *stays_there, put(out, _MARK, name.encode())})
    return len(written)


class _Names:
    """Digests of what stores are made from: the registry's files, their history, templates, tool, settings."""

    def __init__(self, site: Site, source: Source) -> None:
        files = [file for file in sorted(site.overrides.rglob("*")) if file.is_file()]
        self._site = site
        self._shared = [memory().tool, site.address, repr(sorted(site.extra.items()))]
        self._shared += [f"{file} {blob_id(file.read_bytes())}" for file in files]
        self._own: dict[str, list[str]] = defaultdict(list)
        for one in source.entries(_READ):
            _, folder, name, *_ = one.path.split("/")
            self._own[name if folder == "partners" else ""].append(f"{one.path} {one.oid or one}")

    def of_all(self, *, public_only: bool) -> str:
        """All stores and previews, or the public store alone."""
        every = [line for own in self._own.values() for line in own]
        return _digest([*self._shared, str(public_only), last_event(self._site.root), *every])

    def of_partner(self, partner: str) -> str:
        """A preview of one partner's pages: nothing of another partner is in it, and no history."""
        return _digest([*self._shared, *self._own[""], *self._own[partner]])


def _digest(parts: list[str]) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _says(file: Path, wanted: str) -> bool:
    return file.is_file() and file.read_text() == wanted


def _files_below(out: Path, folder: str) -> Iterator[str]:
    return (file.relative_to(out).as_posix() for file in (out / folder).rglob("*") if file.is_file())


def website_store_pages(root: Path, address: str) -> Iterator[Page]:
    """The same pages before they are written, for another engine."""
    snapshot = load(open_folder(root))
    for shelf in portal_shelves(snapshot, Site(root, address, {}), public_only=False):
        yield from store_pages(snapshot, shelf)
    yield from staff_pages(snapshot)


def _tidy(out: Path, written: set[str]) -> None:
    for pattern in _OURS:
        for folder in out.glob(pattern):
            for file in (*sorted(folder.rglob("*"), reverse=True), folder):
                if file.is_dir():
                    if not any(file.iterdir()):
                        file.rmdir()
                elif file.relative_to(out).as_posix() not in written:
                    file.unlink()
