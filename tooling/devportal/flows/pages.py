"""The website's generated files: pages and pictures."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ..decide.pages.all import all_pages
from ..decide.pages.media import media_files
from ..domain.audience import audience_of
from ..domain.page import Page
from ..domain.snapshot import Snapshot
from ..domain.source import Source
from ..gateways.images import clean
from .files import LARGEST_PICTURE
from .load import load
from .read import open_folder


def load_pages(root: Path, *, public_only: bool = False) -> tuple[list[Page], Iterator[tuple[str, bytes]]]:
    """Every page of the registry in ``root``, and every picture with its address, written anew.

    ``public_only`` leaves out all that not everybody may see.
    """
    source = open_folder(root)
    snapshot = load(source)
    pages = [page for page in all_pages(snapshot) if page.audience.is_public or not public_only]
    return pages, pictures(source, snapshot, public_only=public_only)


def pictures(source: Source, snapshot: Snapshot, *, public_only: bool) -> Iterator[tuple[str, bytes]]:
    """Pictures as they are served: nothing of the partner's file is left but the pixels."""
    entry_of = {entry.path: entry for entry in source.entries()}
    for address, path in media_files(snapshot):
        if public_only and not audience_of(address).is_public:
            continue
        data = source.read(entry_of[path], LARGEST_PICTURE)
        if data is not None:
            yield address, clean(data)
