"""What the commits of a branch changed, as one stream of git's."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import git

_FORMAT = "%x01%H%x00%P%x00%ct%x00%an%x00%ae"


class FileChange(NamedTuple):
    """A file after a commit: its blob, empty where the commit removed it, and whether the commit brought it."""

    path: str
    oid: str
    is_new: bool


class Commit(NamedTuple):
    """A commit on the branch itself; of a merge, ``name`` and ``email`` are those of what was merged.

    ``time`` is in seconds since 1970. ``is_cut`` marks the edge of a shallow clone, which seems to bring everything.
    """

    id: str
    time: int
    name: str
    email: str
    files: tuple[FileChange, ...]
    is_cut: bool


def branch_log(root: Path, tip: str, paths: list[str]) -> list[Commit]:
    """Commits that changed anything below ``paths`` (git's patterns), newest first; nothing outside a repository."""
    command = git.Git(root)
    try:
        out = command.log(
            "--first-parent", "-m", "--raw", "--no-abbrev", "--no-renames", "-z", f"--format={_FORMAT}", tip, "--",
            *paths, stdout_as_string=False,
        )  # fmt: skip
        is_shallow = command.rev_parse("--is-shallow-repository") == "true"
    except (git.GitCommandError, git.GitCommandNotFound, OSError):
        return []
    records = [one for one in bytes(out).split(b"\1") if one]
    found = [_commit(one) for one in records]
    asked = _authors(command, [parents[1] for _, parents in found if len(parents) > 1])
    return [_told(commit, parents, asked, is_shallow) for commit, parents in found]


def _commit(record: bytes) -> tuple[Commit, list[str]]:
    fields = record.split(b"\0", 5)
    identity, parents, time, name, email = (one.decode("utf-8", "replace") for one in fields[:5])
    # git puts a line break between what the format prints and the list of files.
    files = tuple(_files(fields[5].lstrip(b"\n"))) if len(fields) > 5 else ()
    return Commit(identity, int(time), name, email.strip(), files, False), parents.split()


def _files(raw: bytes) -> Iterator[FileChange]:
    fields = [one for one in raw.split(b"\0") if one.strip(b"\n")]
    for facts, path in zip(fields[::2], fields[1::2], strict=False):
        _, _, before, after, *_ = facts.decode().lstrip("\n:").split(" ")
        yield FileChange(path.decode("utf-8", "surrogateescape"), after.strip("0") and after, not before.strip("0"))


def _authors(command: git.Git, commits: list[str]) -> dict[str, tuple[str, str]]:
    """Who wrote each of some commits."""
    if not commits:
        return {}
    out = str(command.log("--no-walk=unsorted", "--format=%H%x00%an%x00%ae", *dict.fromkeys(commits)))
    rows = (line.split("\0") for line in out.splitlines() if line)
    return {identity: (name, email) for identity, name, email in rows}


def _told(commit: Commit, parents: list[str], asked: dict[str, tuple[str, str]], is_shallow: bool) -> Commit:
    merged = parents[1] if len(parents) > 1 else ""
    name, email = asked.get(merged, (commit.name, commit.email))
    return commit._replace(name=name, email=email, is_cut=is_shallow and not parents)
