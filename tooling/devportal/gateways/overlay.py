"""A registry with some files put in another's place, for looking at a change before it is written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ..domain.layout import REGULAR, ROOT
from ..domain.snapshot import TreeEntry, within
from ..domain.source import Source
from .folder import blob_id


@dataclass(frozen=True)
class OverlaySource:
    """``below`` with each path of ``files`` replaced by its bytes, or taken away where they are ``None``."""

    below: Source
    files: Mapping[str, bytes | None]

    def entries(self, below: Sequence[str] = ()) -> list[TreeEntry]:
        """All files, or those below some paths, sorted by path."""
        kept = [entry for entry in self.below.entries(below) if entry.path not in self.files]
        laid = [
            TreeEntry(path, REGULAR, blob_id(data), len(data)) for path, data in self.files.items() if data is not None
        ]
        return sorted(kept + within(laid, below), key=lambda entry: entry.path)

    def content_id(self, folder: str = ROOT) -> str:
        """None: what was written by hand has no name."""
        return ""

    def read(self, entry: TreeEntry, limit: int) -> bytes | None:
        """A file's bytes; nothing when there are more than ``limit``."""
        if entry.path not in self.files:
            return self.below.read(entry, limit)
        data = self.files[entry.path]
        return data if data is not None and len(data) <= limit else None
