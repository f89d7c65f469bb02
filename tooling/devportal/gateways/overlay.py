"""A registry with some files put in another's place, for looking at a change before it is written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from ..domain.layout import REGULAR, ROOT
from ..domain.snapshot import TreeEntry, within
from ..domain.source import Source, SourceError
from .folder import blob_id

MANAGED: Final = f"{ROOT}/managed"


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


def managed_files(folder: Path) -> dict[str, bytes]:
    """Facts in a folder of their own, by the paths that they have in the registry. Raises SourceError."""
    try:
        files = sorted(folder.rglob("credentials.yaml")) if folder.is_dir() else []
        return {f"{MANAGED}/{file.relative_to(folder).as_posix()}": file.read_bytes() for file in files}
    except OSError as error:
        raise SourceError(f"{folder} cannot be read: {error.strerror}. Remove it; it is made anew.") from None
