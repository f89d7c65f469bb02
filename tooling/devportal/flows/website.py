"""The stores of the website that MkDocs builds."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ..decide.pages.store.previews import staff_pages
from .load import load
from .read import open_folder
from .store import Site, portal_shelves, write_pages, write_stores


def write_website_stores(root: Path, out: Path, address: str, extra: dict[str, Any], *, public_only: bool) -> int:
    """Write the public store and the partners' previews into ``out``; the number of files. Raises SourceError."""
    source = open_folder(root)
    snapshot = load(source)
    site = Site(root, address if address.endswith("/") else f"{address}/", extra)
    shelves = portal_shelves(snapshot, site, public_only=public_only)
    count = write_stores(site, out, source, snapshot, shelves, with_robots=True)
    return count if public_only else count + write_pages(site, out, staff_pages(snapshot))
