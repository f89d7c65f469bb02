"""The website's generated files: pages, pictures, and what else goes with them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ..decide.pages.sections import Section
from ..domain.audience import audience_of
from ..domain.page import Asset, Page
from ..domain.snapshot import Snapshot
from ..domain.source import Source
from ..gateways.images import clean
from ..show.headers import HEADERS
from .edits import editor
from .files import LARGEST_PICTURE
from .load import load
from .log_pages import with_log
from .metrics_pages import with_metrics
from .read import open_portal
from .remember import remember
from .site_sections import site_sections


def load_site(root: Path, *, public_only: bool = False) -> tuple[list[Page], Iterator[tuple[str, bytes]]]:
    """Every page of the registry in ``root``, and every other file with its address; pictures are written anew.

    ``public_only`` leaves out all that not everybody may see.
    """
    source = open_portal(root)
    snapshot = with_metrics(root, with_log(root, remember(root, load(source))))
    entries = {entry.path: entry for entry in source.entries()}
    parts = list(site_sections(root, source, entries, snapshot))
    edit = editor(root, source, entries)
    made = (edit(one, snapshot) for part in parts for one in part.contents(snapshot))
    wanted = [one for one in made if one.audience.is_public or not public_only]
    assets = [(one.path, one.data) for one in wanted if isinstance(one, Asset)]
    return [one for one in wanted if isinstance(one, Page)], _files(source, snapshot, parts, assets, public_only)


def _files(
    source: Source, snapshot: Snapshot, parts: list[Section], assets: list[tuple[str, bytes]], public_only: bool
) -> Iterator[tuple[str, bytes]]:
    yield from assets
    entry_of = {entry.path: entry for entry in source.entries()}
    for part in parts:
        for address, path in part.pictures(snapshot):
            if audience_of(address).is_public or not public_only:
                data = source.read(entry_of[path], LARGEST_PICTURE)
                if data is not None:
                    yield address, clean(data)


def settled_files(site_url: str, *, public_only: bool) -> Iterator[tuple[str, bytes]]:
    """Files that do not depend on the registry: for robots, and headers for hosts that read them from ``_headers``."""
    closed = "".join(f"Disallow: /{folder}/\n" for folder in ("partners", "people", "staff", "sign-in", "sign-out"))
    yield "robots.txt", f"User-agent: *\n{closed}\n{_sitemaps(site_url)}".encode()
    if public_only:
        yield "_headers", "".join(["/*\n", *(f"  {name}: {value}\n" for name, value in HEADERS.items())]).encode()


def _sitemaps(site_url: str) -> str:
    """The portal's own, and the App Store's."""
    return "".join(f"Sitemap: {site_url.rstrip('/')}/{place}sitemap.xml\n" for place in ("", "app-store/"))
