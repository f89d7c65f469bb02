"""Where a registry is read from: a folder or a commit. The gateways have one each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from .snapshot import TreeEntry


class SourceError(Exception):
    """The place itself cannot be read (no such folder, commit or repository); the text says what to do."""


class Source(Protocol):
    """Files below ``registry/``; it can be pickled, so that worker processes read for themselves."""

    def entries(self, below: Sequence[str] = ()) -> Sequence[TreeEntry]:
        """Files, whatever their mode, sorted by path: all, or those at or below the paths ``below``.

        Raises SourceError.
        """
        ...

    def content_id(self, folder: str = "registry") -> str:
        """A name for all that is below a folder: the same name, the same content. Empty when there is no such name."""
        ...

    def read(self, entry: TreeEntry, limit: int) -> bytes | None:
        """A file's bytes; nothing when there are more than ``limit``. Raises SourceError."""
        ...
