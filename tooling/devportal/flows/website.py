"""The stores of the website that MkDocs builds."""

from __future__ import annotations

import hashlib
import shutil
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any, Final

from ..decide.pages.store import Shelf, store_pages
from ..decide.pages.store.previews import PREVIEWED, preview_shelf, preview_shelves, staff_pages
from ..decide.pages.store.shelf import ANY
from ..domain.page import Page
from ..domain.snapshot import Snapshot, TreeEntry
from ..gateways.folder import blob_id
from ..gateways.templates import Templates
from .load import load
from .read import memory, open_folder
from .store import Registry, Site, write_pages, write_store
from .store_history import last_event, store_chronicle
from .store_made import Made, forget_made, keep_made, read_made

_OURS: Final = tuple(f"{place}/app-store-{one.value}" for one in PREVIEWED for place in ("partners/*", "staff"))
"""Folders in which nothing but previews stands."""
_READ: Final = {"platform", "partners"}
_STAFF: Final = Shelf(PREVIEWED[0], f"staff/app-store-{PREVIEWED[0].value}/", only=ANY)
"""Where it stands what the lists of previews were made from."""


def write_website_stores(
    root: Path,
    out: Path,
    address: str,
    extra: dict[str, Any],
    *,
    public_only: bool,
    entries: Sequence[TreeEntry] = (),
    snapshot: Snapshot | None = None,
) -> int:
    """Bring the public store and the partners' previews in ``out`` up to date; how many files those have that changed.

    Nothing is made when nothing has changed that a store is made from; else only what differs, and what is left over
    is deleted. ``entries`` and ``snapshot`` are the registry, where it was read before. Raises SourceError.
    """
    source = open_folder(root)
    site = Site(root, address if address.endswith("/") else f"{address}/", extra)
    names = _Names(site, entries or source.entries())
    name = names.of_all(public_only=public_only)
    if read_made(out, Shelf()).name == name:
        return 0
    snapshot = snapshot or load(source)
    templates = site.templates()
    write = partial(write_store, templates, site.fonts, out, Registry(source, snapshot))
    shelf = store_shelf(site, names.of_partners())
    count = _bring(out, shelf, names.setting, name, partial(write, shelf))
    stays: set[str] = set()
    if not public_only:
        stays = _kept_previews(out, names)
        for shelf in preview_shelves(snapshot, site.address, frozenset(stays)):
            if shelf.root not in stays:
                stays.add(shelf.root)
                count += _bring(out, shelf, names.setting, names.of_partners()[shelf.only], partial(write, shelf))
        count += _bring(out, _STAFF, names.setting, name, partial(_staff, templates, out, snapshot))
    _remove_others(out, stays, public_only=public_only)
    return count


def store_shelf(site: Site, sources: Mapping[str, str]) -> Shelf:
    """The store that customers see."""
    return Shelf(site=site.address, chronicle=store_chronicle(site.root), sources=sources)


def _kept_previews(out: Path, names: _Names) -> set[str]:
    """The places of previews whose partner has not changed."""
    shelves = [
        (preview_shelf(one, environment), name)
        for one, name in names.of_partners().items()
        for environment in PREVIEWED
    ]
    return {shelf.root for shelf, name in shelves if read_made(out, shelf).name == name}


def _bring(out: Path, shelf: Shelf, setting: str, name: str, write: Callable[[Made], Made]) -> int:
    """Bring one store up to date; the number of its files."""
    before = read_made(out, shelf)
    forget_made(out, shelf)
    made = write(before if before.setting == setting else Made())
    made.name, made.setting = name, setting
    keep_made(out, shelf, before, made)
    return sum(1 for _ in made.addresses())


def _staff(templates: Templates, out: Path, snapshot: Snapshot, before: Made) -> Made:
    return Made(pages=write_pages(templates, out, staff_pages(snapshot), before.pages))


def _remove_others(out: Path, stays: set[str], *, public_only: bool) -> None:
    """Previews of which nothing is published any more."""
    for pattern in _OURS:
        for folder in out.glob(pattern):
            root = f"{folder.relative_to(out).as_posix()}/"
            if root not in stays and (public_only or not root.startswith("staff/")):
                shutil.rmtree(folder)


class _Names:
    """Digests of what stores are made from: the registry's files, their history, templates, tool, settings."""

    def __init__(self, site: Site, entries: Iterable[TreeEntry]) -> None:
        files = [file for file in sorted(site.overrides.rglob("*")) if file.is_file()]
        self._site = site
        self._shared = [memory().tool, site.address, repr(sorted(site.extra.items()))]
        self._shared += [f"{file} {blob_id(file.read_bytes())}" for file in files]
        self._own: dict[str, list[str]] = defaultdict(list)
        for one in entries:
            _, folder, name, *_ = one.path.split("/", 3)
            if folder in _READ:
                self._own[name if folder == "partners" else ""].append(f"{one.path} {one.oid or one}")
        self._of_partners: dict[str, str] = {}

    @property
    def setting(self) -> str:
        """What all stores share: tool, address, templates, settings."""
        return _digest(self._shared)

    def of_all(self, *, public_only: bool) -> str:
        """All stores and previews, or the public store alone."""
        every = [line for own in self._own.values() for line in own]
        return _digest([*self._shared, str(public_only), last_event(self._site.root), *every])

    def of_partners(self) -> dict[str, str]:
        """A partner's own pages: nothing of another partner and no history is in them."""
        if not self._of_partners:
            shared = [*self._shared, *self._own[""]]
            self._of_partners = {one: _digest([*shared, *own]) for one, own in self._own.items() if one}
        return self._of_partners


def _digest(parts: list[str]) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def website_store_pages(root: Path, address: str) -> Iterator[Page]:
    """The same pages before they are written, for another engine."""
    snapshot = load(open_folder(root))
    for shelf in (store_shelf(Site(root, address, {}), {}), *preview_shelves(snapshot, address)):
        yield from store_pages(snapshot, shelf)
    yield from staff_pages(snapshot)
