"""A registry at a commit, read from git's objects; nothing is checked out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ..domain.layout import ROOT
from ..domain.snapshot import TreeEntry, within
from ..domain.source import SourceError
from .git_run import Objects, git


@dataclass
class GitSource:
    """The files below ``registry/`` at one commit, seen from the folder ``root`` of a repository (bare ones too)."""

    root: Path
    commit: str
    _objects: Objects | None = field(default=None, compare=False, repr=False)
    _entries: list[TreeEntry] = field(default_factory=list, compare=False, repr=False)
    """A commit does not change, so its files are listed once."""
    _listings: dict[str, list[TreeEntry]] = field(default_factory=dict, compare=False, repr=False)
    _trees: dict[str, str] = field(default_factory=dict, compare=False, repr=False)

    def __getstate__(self) -> dict[str, object]:
        """Worker processes start a git of their own."""
        return {**vars(GitSource(self.root, self.commit))}

    def content_id(self, folder: str = ROOT) -> str:
        """The id of the tree below a folder; empty when there is none."""
        if folder not in self._trees:
            asked = f"{self.commit}:{folder}"
            self._trees[folder] = git(self.root, "rev-parse", "--verify", "--quiet", asked, fine=(0, 1)).text
        return self._trees[folder]

    def entries(self, below: Sequence[str] = ()) -> list[TreeEntry]:
        """All files, or those below some paths, sorted by path. Raises SourceError when there is no registry."""
        if below and not self._entries:
            found = self._below(below)
            if found or self.content_id():
                return found
        if not self._entries:
            self._entries = self._listed([f"{ROOT}/"])
        if not self._entries:
            raise SourceError(f"There is no folder {ROOT}/ at {self.commit[:12]}. Name a commit of the portal.")
        return within(self._entries, below) if below else self._entries

    def _below(self, paths: Sequence[str]) -> list[TreeEntry]:
        new = [path for path in paths if path not in self._listings]
        if new:
            listed = self._listed(new)
            self._listings.update((path, within(listed, [path])) for path in new)
        return sorted({entry for path in paths for entry in self._listings[path]}, key=lambda entry: entry.path)

    def _listed(self, paths: Sequence[str]) -> list[TreeEntry]:
        listing = git(self.root, "ls-tree", "-r", "-z", self.commit, "--", *paths).out
        return sorted((_entry(line) for line in listing.split(b"\0") if line), key=lambda entry: entry.path)

    def read(self, entry: TreeEntry, limit: int) -> bytes | None:
        """A file's bytes; nothing when there are more than ``limit``. Raises SourceError for a missing object."""
        if self._objects is None:
            self._objects = Objects(self.root)
        is_there, data = self._objects.read(entry.oid, limit)
        if not is_there:
            raise SourceError(
                f"{entry.path}: the object {entry.oid} is missing. Fetch the whole history (no shallow clone)."
            )
        return data


def open_commit(root: Path, revision: str) -> GitSource:
    """The registry at a revision (branch, tag, commit). Raises SourceError when git does not know it."""
    asked = f"{revision}^{{commit}}"
    found = git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", asked, fine=range(256))
    if found.code == 1:
        raise SourceError(f"Git knows no commit {revision!r} here. Look it up with `git log`, or fetch it first.")
    if found.code:
        raise SourceError(f"{root} is not in a git repository. Leave --at away, or go to a clone of the portal.")
    return GitSource(root, found.text)


def _entry(line: bytes) -> TreeEntry:
    facts, path = line.split(b"\t", 1)
    mode, _, oid = facts.split(b" ")
    return TreeEntry(path.decode("utf-8", "surrogateescape"), int(mode, 8), oid.decode())
