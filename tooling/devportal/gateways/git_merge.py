"""What a merge would leave, worked out in git's objects; nothing is checked out."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple, cast

import git

from ..domain.source import SourceError


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
    status, out, error = git.Git(root).merge_tree(
        "--write-tree", "--name-only", "-z", "--no-messages", ours, theirs,
        with_extended_output=True, with_exceptions=False,
    )  # fmt: skip
    if status not in {0, 1}:
        raise SourceError(f"git cannot merge {theirs[:12]} into {ours[:12]}: {str(error).splitlines()[:1]}")
    tree, *conflicts = str(out).rstrip("\0").split("\0")
    return MergeResult(tree, tuple(conflicts))


def merge_base(root: Path, one: str, other: str) -> str:
    """The commit that two histories share; empty when there is none."""
    _, out, _ = git.Git(root).merge_base(one, other, with_extended_output=True, with_exceptions=False)
    return str(out).strip()


def is_shallow(root: Path) -> bool:
    """Whether the clone lacks history."""
    return str(git.Git(root).rev_parse("--is-shallow-repository")) == "true"


def changed_paths(root: Path, before: str, after: str) -> list[ChangedPath]:
    """Every path that differs between two trees, the whole repository over."""
    out = git.Git(root).diff_tree(
        "-r", "-z", "--raw", "--no-renames", "--full-index", before, after, stdout_as_string=False
    )
    parts = cast("bytes", out).rstrip(b"\0").split(b"\0") if out else []
    return [_changed(head, path) for head, path in zip(parts[::2], parts[1::2], strict=True)]


def _changed(head: bytes, path: bytes) -> ChangedPath:
    old_mode, new_mode, old, new, _ = head.decode().lstrip(":").split(" ")
    return ChangedPath(
        path.decode("utf-8", "surrogateescape"), int(old_mode, 8), old.strip("0") and old, int(new_mode, 8),
        new.strip("0") and new,
    )  # fmt: skip
