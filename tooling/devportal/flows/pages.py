"""The website's generated files: pages and pictures."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from ..decide.pages.all import all_pages
from ..decide.pages.media import media_files
from ..decide.pages.metrics import metrics_files
from ..domain.page import Page
from ..domain.snapshot import Snapshot
from ..domain.source import Source
from ..gateways.images import clean
from .files import LARGEST_PICTURE
from .load import load
from .log_pages import with_log
from .metrics_pages import with_metrics
from .read import open_folder
from .remember import remember


def load_pages(root: Path) -> tuple[list[Page], Iterator[tuple[str, bytes]]]:
    """Every page of the registry in ``root``, and every picture with its address, written anew."""
    source = open_folder(root)
    snapshot = with_metrics(root, with_log(root, remember(root, load(source))))
    return list(all_pages(snapshot)), chain(pictures(source, snapshot), metrics_files(snapshot))


def pictures(source: Source, snapshot: Snapshot) -> Iterator[tuple[str, bytes]]:
    """Pictures as they are served: nothing of the partner's file is left but the pixels."""
    entry_of = {entry.path: entry for entry in source.entries()}
    for address, path in media_files(snapshot):
        data = source.read(entry_of[path], LARGEST_PICTURE)
        if data is not None:
            yield address, clean(data)
