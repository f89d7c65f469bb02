"""Where a registry is read from, with what is remembered of it."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Final

from ..domain.source import Source, SourceError
from ..gateways.cache import Cache, open_cache, tool_fingerprint
from ..gateways.folder import FolderSource
from ..gateways.overlay import OverlaySource, managed_files

MANAGED_VARIABLE: Final = "DEVPORTAL_MANAGED"
"""Names a folder of facts that the website shows in place of the registry's own."""


@dataclass(frozen=True)
class Memory:
    """What was worked out before, under this version of the tool only."""

    cache: Cache | None
    tool: str = field(default_factory=tool_fingerprint)


@cache
def memory() -> Memory:
    """This process's connection to the cache."""
    return Memory(open_cache())


def open_folder(root: Path) -> Source:
    """The registry in ``root/registry``."""
    return FolderSource(root.resolve(), memory().cache)


def open_portal(root: Path) -> Source:
    """The registry in ``root/registry`` as the website shows it: with the facts in DEVPORTAL_MANAGED laid over it.

    Raises SourceError.
    """
    folder = os.environ.get(MANAGED_VARIABLE, "")
    files = managed_files(root / folder) if folder else {}
    return OverlaySource(open_folder(root), files) if files else open_folder(root)


def open_revision(root: Path, revision: str) -> Source:
    """The registry at a revision of the repository that ``root`` stands in. Raises SourceError."""
    # Imported here: most runs look at a folder, and the library takes a tenth of their time.
    from ..gateways.git import open_commit

    return open_commit(root.resolve(), revision)


def find_root(start: Path) -> Path:
    """The nearest folder at or above ``start`` that holds ``registry/``. Raises SourceError."""
    here = start.resolve()
    for folder in (here, *here.parents):
        if (folder / "registry").is_dir():
            return folder
    raise SourceError(f"There is no folder registry/ in {start} or above it. Go to a clone of the portal, or name one.")
