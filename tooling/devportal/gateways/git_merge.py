"""What a merge would leave, worked out in git's objects; nothing is checked out."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from ..domain.source import SourceError
from .git_run import git


class MergeResult(NamedTuple):
    """The tree that a merge leaves, and the paths that it could not settle."""

    tree: str
    conflicts: tuple[str, ...] = ()


class ChangedPath(NamedTuple):
    """One path that differs between two trees; mode 0 and an empty id where there is no file."""

    path: str
    old_mode: int
    old_oid: str
    new_mode: int
    new_oid: str


def merged_tree(root: Path, ours: str, theirs: str) -> MergeResult:
    """The result of merging ``theirs`` into ``ours``. Raises SourceError."""
    options = ("--write-tree", "--name-only", "-z", "--no-messages")
    done = git(root, "merge-tree", *options, ours, theirs, fine=range(256))
    if done.code not in {0, 1}:
        raise SourceError(f"git cannot merge {theirs[:12]} into {ours[:12]}: {done.error.splitlines()[:1]}")
    tree, *conflicts = done.text.rstrip("\0").split("\0")
    return MergeResult(tree, tuple(conflicts))


def merge_base(root: Path, one: str, other: str) -> str:
    """The commit that two histories share; empty when there is none."""
    return git(root, "merge-base", one, other, fine=range(256)).text


def is_shallow(root: Path) -> bool:
    """Whether the clone lacks history."""
    return git(root, "rev-parse", "--is-shallow-repository").text == "true"


def changed_paths(root: Path, before: str, after: str) -> list[ChangedPath]:
    """Every path that differs between two trees, the whole repository over."""
    options = ("-r", "-z", "--raw", "--no-renames", "--full-index")
    out = git(root, "diff-tree", *options, before, after).out
    parts = out.rstrip(b"\0").split(b"\0") if out else []
    return [_changed(head, path) for head, path in zip(parts[::2], parts[1::2], strict=True)]


def _changed(head: bytes, path: bytes) -> ChangedPath:
    old_mode, new_mode, old, new, _ = head.decode().lstrip(":").split(" ")
    return ChangedPath(
        path.decode("utf-8", "surrogateescape"), int(old_mode, 8), old.strip("0") and old, int(new_mode, 8),
        new.strip("0") and new,
    )  # fmt: skip
