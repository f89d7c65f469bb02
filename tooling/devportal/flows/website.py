"""The stores of the website that MkDocs builds."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from ..decide.pages.store import store_pages
from ..decide.pages.store.previews import PREVIEWED, staff_pages
from ..domain.page import Page
from ..gateways.templates import Templates
from .load import load
from .read import open_folder
from .store import Site, portal_shelves, write_pages, write_stores

_OURS: Final = (
    "app-store",
    *(f"{place}/app-store-{one.value}" for one in PREVIEWED for place in ("partners/*", "staff")),
)
"""Folders in which nothing but stores stands."""


def write_website_stores(root: Path, out: Path, address: str, extra: dict[str, Any], *, public_only: bool) -> int:
    """Bring the public store and the partners' previews in ``out`` up to date; the number of files.

    Only files that differ are written, and what is left over is deleted. Raises SourceError.
    """
    source = open_folder(root)
    snapshot = load(source)
    site = Site(root, address if address.endswith("/") else f"{address}/", extra)
    shelves = portal_shelves(snapshot, site, public_only=public_only)
    written = write_stores(site, out, source, snapshot, shelves, with_robots=True)
    if not public_only:
        written += write_pages(Templates(site.overrides, extra), out, staff_pages(snapshot))
    _tidy(out, set(written))
    return len(written)


def website_store_pages(root: Path, address: str) -> Iterator[Page]:
    """The same pages before they are written, for another engine."""
    snapshot = load(open_folder(root))
    for shelf in portal_shelves(snapshot, Site(root, address, {}), public_only=False):
        yield from store_pages(snapshot, shelf)
    yield from staff_pages(snapshot)


def _tidy(out: Path, written: set[str]) -> None:
    for pattern in _OURS:
        for folder in out.glob(pattern):
            for file in sorted(folder.rglob("*"), reverse=True):
                if file.is_dir():
                    if not any(file.iterdir()):
                        file.rmdir()
                elif file.relative_to(out).as_posix() not in written:
                    file.unlink()
