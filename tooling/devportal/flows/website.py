"""The stores of the website that MkDocs builds."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from ..decide.pages.store import store_pages
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
_MARK: Final = "app-store/-/made.txt"
"""Names what the stores in a folder were made from."""


def write_website_stores(root: Path, out: Path, address: str, extra: dict[str, Any], *, public_only: bool) -> int:
    """Bring the public store and the partners' previews in ``out`` up to date; the number of files that were made.

    Nothing is made when nothing has changed that a store is made from; else only files that differ are written, and
    what is left over is deleted. Raises SourceError.
    """
    source = open_folder(root)
    site = Site(root, address if address.endswith("/") else f"{address}/", extra)
    name = _name(site, source, public_only=public_only)
    mark = out / _MARK
    if mark.is_file() and mark.read_text() == name:
        return 0
    mark.unlink(missing_ok=True)
    snapshot = load(source)
    shelves = portal_shelves(snapshot, site, public_only=public_only)
    written = write_stores(site, out, source, snapshot, shelves, with_robots=False)
    if not public_only:
        written += write_pages(Templates(site.overrides, extra), out, staff_pages(snapshot))
    _tidy(out, {*written, put(out, _MARK, name.encode())})
    return len(written)


def _name(site: Site, source: Source, *, public_only: bool) -> str:
    """Changes with all that stores are made from: the registry's files, their history, templates, tool, settings."""
    parts = [memory().tool, site.address, repr(sorted(site.extra.items())), str(public_only), last_event(site.root)]
    parts += [f"{one.path} {one.oid or one}" for one in source.entries(_READ)]
    parts += [f"{file} {blob_id(file.read_bytes())}" for file in sorted(site.overrides.rglob("*")) if file.is_file()]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


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
