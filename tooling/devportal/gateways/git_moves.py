"""What became of some files on a branch, moves to other places included, in one stream of git's."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import git


class FileEvent(NamedTuple):
    """A file after a commit: when (seconds since 1970), where, its blob (empty: gone), and where it came from."""

    time: int
    path: str
    oid: str
    moved_from: str = ""


def is_whole(root: Path) -> bool:
    """Whether the repository has its whole history; no where there is no repository."""
    status, out, _ = git.Git(root).rev_parse(
        "--is-shallow-repository", with_extended_output=True, with_exceptions=False
    )
    return int(status) == 0 and str(out).strip() == "false"


def head_time(root: Path, commit: str) -> int:
    """When a commit was made, in seconds since 1970."""
    return int(git.Git(root).log("-1", "--format=%ct", commit))


def last_commit(root: Path, paths: Sequence[str]) -> str:
    """The last of the branch's own commits that touched some paths; empty when none did."""
    return str(git.Git(root).log("-1", "--first-parent", "-m", "--format=%H", "HEAD", "--", *paths)).strip()


def file_events(root: Path, commit: str, paths: Sequence[str]) -> Iterator[FileEvent]:
    """Events along the branch's own commits, oldest first. A move is two: gone there, come here."""
    out = git.Git(root).log(
        "--first-parent", "-m", "--reverse", "--raw", "--full-index", "-z", "-M50%", "-l20000", "--format=%x01%ct",
        commit, "--", *paths,
    )  # fmt: skip
    for record in str(out).split("\1")[1:]:
        head, _, rest = record.partition("\0")
        yield from _events(int(head.split()[0]), rest.lstrip("\n\0").split("\0"))


def _events(time: int, fields: list[str]) -> Iterator[FileEvent]:
    left = iter(fields)
    for facts in left:
        if not facts.startswith(":"):
            continue
        _, _, _, oid, status = facts.split(" ")
        path = next(left)
        if status.startswith("R"):
            target = next(left)
            yield FileEvent(time, path, "")
            yield FileEvent(time, target, oid, path)
        else:
            yield FileEvent(time, path, oid if oid.strip("0") else "")
