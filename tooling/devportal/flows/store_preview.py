"""What a request would change of the stores: the changed pages, made from git's objects. Nothing of head is run."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from ..decide.pages.store import Shelf, listed_apps, store_pages
from ..decide.pages.store.rehearsal import Changed, rehearsal_page
from ..decide.pages.store.shelf import ANY
from ..domain.environment import Environment
from ..domain.page import Page
from ..domain.snapshot import Snapshot, TreeEntry, within
from ..domain.source import Source
from ..gateways.templates import Templates
from .load import read_registry
from .read import open_revision
from .store import made_pictures, put, write_pages
from .store_alone import begin_folder, copy_assets, tool_root


class Preview(NamedTuple):
    """What was written: the changed pages and how many files there are in all."""

    changed: list[Changed]
    files: int


@dataclass(frozen=True)
class _Part:
    """A source of which only some files are seen."""

    whole: Source
    below: tuple[str, ...]

    def entries(self, below: Sequence[str] = ()) -> list[TreeEntry]:
        """The files that are seen."""
        return within(self.whole.entries(self.below), below)

    def content_id(self, folder: str = "registry") -> str:
        """None: a part has no name."""
        return ""

    def read(self, entry: TreeEntry, limit: int) -> bytes | None:
        """A file's bytes."""
        return self.whole.read(entry, limit)


def build_preview(root: Path, base: str, head: str, out: Path) -> Preview:
    """Write the pages of each store that differ between two revisions, and a page that lists them.

    Raises SourceError. Related apps of other partners are left out: only the partners that changed are read.
    """
    begin_folder(out)
    before, after = open_revision(root, base), open_revision(root, head)
    below = _below(before.entries(), after.entries())
    parts = _Part(before, below), _Part(after, below)
    old, new = (read_registry(part) for part in parts)
    templates = Templates(tool_root() / "site" / "overrides")
    changed: list[Changed] = []
    copy_assets(out)
    written: list[str] = []
    for environment in Environment:
        shelf = Shelf(environment, f"{environment.value}/", is_in_portal=False, is_rehearsal=True, only=ANY)
        found = list(_changed(shelf, old, new))
        changed += [one for one, _ in found]
        written += write_pages(templates, out, (page for _, page in found if page))
        if found:
            written += [put(out, address, data) for address, data in made_pictures(parts[1], new, shelf)]
    written += write_pages(templates, out, [rehearsal_page(changed)])
    return Preview(changed, len(written))


def _below(before: Sequence[TreeEntry], after: Sequence[TreeEntry]) -> tuple[str, ...]:
    """The folders to read: the platform, and the partners with a changed file; all where the platform changed."""
    changed = {(one.path, one.oid) for one in before} ^ {(one.path, one.oid) for one in after}
    folders = {"/".join(path.split("/")[:3]) for path, _ in changed}
    if any(folder.startswith("registry/platform") for folder in folders):
        return ("registry",)
    return ("registry/platform", *sorted(one for one in folders if one.startswith("registry/partners/")))


def _changed(shelf: Shelf, old: Snapshot, new: Snapshot) -> Iterator[tuple[Changed, Page | None]]:
    before, after = ({page.path: page for page in store_pages(one, shelf)} for one in (old, new))
    listed = {"/".join(one.key) for one in listed_apps(new, shelf.environment)}
    for path in sorted({*before, *after}):
        if before.get(path) == after.get(path) or path == f"{shelf.root}index":
            continue
        page = after.get(path)
        shown = page or before[path]
        name = path.removeprefix(shelf.root).removesuffix("/index")
        kind = "changed" if page and path in before else "new" if page else "gone"
        is_app = name in listed or "/" in name
        yield Changed(shelf.environment, kind, shown.title, f"{shelf.root}{name}/" if page else "", is_app), page
