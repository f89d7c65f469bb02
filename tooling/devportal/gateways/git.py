"""A registry at a commit, read from git's objects; nothing is checked out."""

from __future__ import annotations

import weakref
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any, cast

import git

from ..domain.layout import ROOT
from ..domain.snapshot import TreeEntry, within
from ..domain.source import SourceError


@dataclass
class GitSource:
    """The files below ``registry/`` at one commit, seen from the folder ``root`` of a repository (bare ones too)."""

    root: Path
    commit: str
    _batch: Any = field(default=None, compare=False, repr=False)
    _entries: list[TreeEntry] = field(default_factory=list, compare=False, repr=False)
    """A commit does not change, so its files are listed once."""

    def __getstate__(self) -> dict[str, object]:
        """Worker processes start a git of their own."""
        return {"root": self.root, "commit": self.commit, "_batch": None, "_entries": []}

    def entries(self, below: Sequence[str] = ()) -> list[TreeEntry]:
        """All files, or those below some paths, sorted by path. Raises SourceError when there is no registry."""
        if below and not self._entries:
            # Nothing there may also mean that the whole registry is not.
            return self._listed(below) or within(self.entries(), below)
        if not self._entries:
            self._entries = self._listed([f"{ROOT}/"])
        if not self._entries:
            raise SourceError(f"There is no folder {ROOT}/ at {self.commit[:12]}. Name a commit of the portal.")
        return within(self._entries, below) if below else self._entries

    def _listed(self, paths: Sequence[str]) -> list[TreeEntry]:
        listing = git.Git(self.root).ls_tree("-r", "-z", self.commit, "--", *paths, stdout_as_string=False)
        found = [_entry(line) for line in cast("bytes", listing).split(b"\0") if line]
        return sorted(found, key=lambda entry: entry.path)

    def read(self, entry: TreeEntry, limit: int) -> bytes | None:
        """A file's bytes; nothing when there are more than ``limit``. Raises SourceError for a missing object."""
        stdin, stdout = self._pipes()
        stdin.write(entry.oid.encode() + b"\n")
        stdin.flush()
        header = stdout.readline().split()
        if len(header) != 3 or not header[2].isdigit():
            raise SourceError(
                f"{entry.path}: the object {entry.oid} is missing. Fetch the whole history (no shallow clone)."
            )
        data = _exactly(stdout, int(header[2]), limit)
        stdout.read(1)
        return data

    def _pipes(self) -> tuple[IO[bytes], IO[bytes]]:
        if self._batch is None:
            self._batch = git.Git(self.root).cat_file("--batch", istream=-1, as_process=True)
            # Even a source that is lost in a cycle with an exception ends its git.
            weakref.finalize(self, _end, self._batch)
        return self._batch.stdin, self._batch.stdout


def open_commit(root: Path, revision: str) -> GitSource:
    """The registry at a revision (branch, tag, commit). Raises SourceError when git does not know it."""
    try:
        commit = git.Git(root).rev_parse("--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    except git.GitCommandError as error:
        if error.status == 1:
            message = f"Git knows no commit {revision!r} here. Look it up with `git log`, or fetch it first."
        else:
            message = f"{root} is not in a git repository. Leave --at away, or go to a clone of the portal."
        raise SourceError(message) from None
    except (git.GitCommandNotFound, OSError):
        raise SourceError("The program git cannot be started here. Install git, or leave --at away.") from None
    return GitSource(root, str(commit))


def _end(batch: Any) -> None:
    for pipe in (batch.stdin, batch.stdout, batch.stderr):
        pipe.close()
    batch.proc.wait()


def _entry(line: bytes) -> TreeEntry:
    facts, path = line.split(b"\t", 1)
    mode, _, oid = facts.split(b" ")
    return TreeEntry(path.decode("utf-8", "surrogateescape"), int(mode, 8), oid.decode())


def _exactly(stream: IO[bytes], size: int, limit: int) -> bytes | None:
    """Read ``size`` bytes; pass over them in pieces when they are more than ``limit``."""
    if size <= limit:
        return stream.read(size)
    while size > 0:
        size -= len(stream.read(min(size, 2**20))) or size
    return None
