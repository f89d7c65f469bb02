"""The stores of the website that MkDocs builds."""

from __future__ import annotations

import hashlib
import shutil
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, Final

from ..decide.pages.store import Shelf, store_pages
from ..decide.pages.store.previews import PREVIEWED, preview_shelf, preview_shelves, staff_pages
from ..decide.pages.store.shelf import ANY
from ..decide.pages.store.shown import shown_of
from ..domain.page import Page
from ..domain.snapshot import Snapshot, TreeEntry
from ..gateways.folder import blob_id
from ..gateways.templates import Templates
from .load import load
from .read import memory, open_folder
from .store import Registry, Site, write_pages, write_store
from .store_history import last_event, store_chronicle
from .store_made import (
    AllMade,
    Made,
    forget_made,
    keep_all_made,
    keep_made,
    leave_unfinished,
    read_all_made,
    read_made,
)

_OURS: Final = tuple(f"{place}/app-store-{one.value}" for one in PREVIEWED for place in ("partners/*", "staff"))
"""Folders in which nothing but previews stands."""
_READ: Final = {"platform", "partners"}
_STORE: Final = Shelf()
"""Where the public store stands."""
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
    beside: Path | None = None,
) -> int:
    """Bring the public store and the partners' previews in ``out`` up to date; how many files those have that changed.

    Nothing is made when nothing has changed that a store is made from; else only what differs, and what is left over
    is deleted. ``entries`` and ``snapshot`` are the registry, where it was read before; ``beside`` is a file that keeps
    what the next run need not read. Raises SourceError.
    """
    source = open_folder(root)
    site = Site(root, address if address.endswith("/") else f"{address}/", extra)
    names = _Names(site, entries or source.entries())
    name, known, made = names.of_files(public_only=public_only), read_all_made(beside), read_made(out, _STORE)
    if made.name and (made.name, name) == (known.shows, known.name):
        return 0
    snapshot = snapshot or load(source)
    partners = names.partners(snapshot, known.partners if known.setting == names.setting else {})
    shows = names.of_what_is_shown(partners, public_only=public_only)
    count = 0
    if made.name != shows:
        leave_unfinished(out, _STORE, made)
        count = _bring_all(site, out, Registry(source, snapshot), names, shows, names.sources(partners), public_only)
    keep_all_made(beside, AllMade(name, names.setting, shows, partners))
    return count


def _bring_all(
    site: Site, out: Path, registry: Registry, names: _Names, shows: str, sources: Mapping[str, str], public_only: bool
) -> int:
    """Bring every store up to date, the public one last: once it is finished, all are; how many files they have."""
    templates, count = site.templates(), 0
    write = partial(write_store, templates, site.fonts, out, registry)
    stays: set[str] = set()
    if not public_only:
        stays = _kept_previews(out, sources)
        for shelf in preview_shelves(registry.snapshot, site.address, frozenset(stays)):
            if shelf.root not in stays:
                stays.add(shelf.root)
                count += _bring(out, shelf, Made(sources[shelf.only], names.setting), partial(write, shelf))
        count += _bring(out, _STAFF, Made(shows, names.setting), partial(_staff, templates, out, registry.snapshot))
    _remove_others(out, stays, public_only=public_only)
    shelf = store_shelf(site, sources)
    return count + _bring(out, shelf, Made(shows, names.setting), partial(write, shelf))


def store_shelf(site: Site, sources: Mapping[str, str]) -> Shelf:
    """The store that customers see."""
    return Shelf(site=site.address, chronicle=store_chronicle(site.root), sources=sources)


def _kept_previews(out: Path, sources: Mapping[str, str]) -> set[str]:
    """The places of previews of whose partner the same is to be shown."""
    shelves = [(preview_shelf(one, environment), name) for one, name in sources.items() for environment in PREVIEWED]
    return {shelf.root for shelf, name in shelves if read_made(out, shelf).name == name}


def _bring(out: Path, shelf: Shelf, fresh: Made, write: Callable[[Made], Made]) -> int:
    """Bring one store up to date; the number of its files."""
    before = read_made(out, shelf)
    forget_made(out, shelf)
    made = write(before if before.setting == fresh.setting else Made())
    made = replace(fresh, pages=made.pages, pictures=made.pictures, files=made.files)
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
        shared = [memory().tool, site.address, repr(sorted(site.extra.items()))]
        shared += [f"{file} {blob_id(file.read_bytes())}" for file in files]
        self.setting = _digest(shared)
        """What all stores share: tool, address, templates, settings."""
        self._history = last_event(site.root)
        self._own: dict[str, list[str]] = defaultdict(list)
        for one in entries:
            _, folder, name, *_ = one.path.split("/", 3)
            if folder in _READ:
                self._own[name if folder == "partners" else ""].append(f"{one.path} {one.oid or one}")

    def of_files(self, *, public_only: bool) -> str:
        """All stores and previews, or the public store alone."""
        every = [line for own in self._own.values() for line in own]
        return _digest([self.setting, str(public_only), self._history, *every])

    def partners(self, snapshot: Snapshot, before: Mapping[str, Sequence[str]]) -> dict[str, tuple[str, str]]:
        """For each partner its files, and what is shown of them; only those with other files than before are read."""
        found = {}
        for one, own in self._own.items():
            if one:
                files = _digest(own)
                known = before.get(one, ("", ""))
                found[one] = (files, known[1] if known[0] == files else self._shown(snapshot, one, own))
        return found

    def _shown(self, snapshot: Snapshot, partner: str, own: Iterable[str]) -> str:
        pictures = [line for line in own if "/media/" in line]
        return _digest([shown_of(snapshot.partners[partner]), *pictures])

    def of_what_is_shown(self, partners: Mapping[str, Sequence[str]], *, public_only: bool) -> str:
        """All stores and previews, or the public store alone, by what they show."""
        every = [f"{one} {shown}" for one, (_, shown) in partners.items()]
        return _digest([self.setting, str(public_only), self._history, *self._own[""], *every])

    def sources(self, partners: Mapping[str, Sequence[str]]) -> dict[str, str]:
        """What a partner's own pages are made from: nothing of another partner and no history is in them."""
        shared = [self.setting, *self._own[""]]
        return {one: _digest([*shared, one, shown]) for one, (_, shown) in partners.items()}


def _digest(parts: list[str]) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def website_store_pages(root: Path, address: str) -> Iterator[Page]:
    """The same pages before they are written, for another engine."""
    snapshot = load(open_folder(root))
    for shelf in (store_shelf(Site(root, address, {}), {}), *preview_shelves(snapshot, address)):
        yield from store_pages(snapshot, shelf)
    yield from staff_pages(snapshot)
