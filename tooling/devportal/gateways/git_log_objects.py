"""Many small objects of a repository, read in batches by one git process."""

from __future__ import annotations

import weakref
from collections.abc import Iterable
from pathlib import Path
from typing import IO, Any, cast

import git

_BATCH = 500
"""So many questions fit into a pipe's buffer while git is writing its answers."""


class GitObjects:
    """Reads blobs and commits by id. What is missing, or larger than ``limit`` bytes, is nothing."""

    def __init__(self, root: Path, limit: int) -> None:
        self._limit = limit
        self._process: Any = git.Git(root).execute(
            ["git", "--no-replace-objects", "cat-file", "--batch-command", "--buffer"], as_process=True, istream=-1
        )
        weakref.finalize(self, _end, self._process)

    def read(self, oids: Iterable[str]) -> dict[str, bytes | None]:
        """Objects by their ids."""
        found: dict[str, bytes | None] = {}
        wanted = list(dict.fromkeys(oids))
        stdin, stdout = self._process.stdin, cast("IO[bytes]", self._process.stdout)
        for start in range(0, len(wanted), _BATCH):
            batch = wanted[start : start + _BATCH]
            stdin.write("".join(f"contents {oid}\n" for oid in batch).encode() + b"flush\n")
            stdin.flush()
            for oid in batch:
                found[oid] = self._next(stdout)
        return found

    def _next(self, stdout: IO[bytes]) -> bytes | None:
        header = stdout.readline().split()
        if len(header) != 3 or not header[2].isdigit():
            return None
        size = int(header[2])
        if size <= self._limit:
            return stdout.read(size + 1)[:-1]
        left = size + 1
        while left:
            left -= len(stdout.read(min(left, 2**20))) or left
        return None


def _end(process: Any) -> None:
    for pipe in (process.stdin, process.stdout, process.stderr):
        pipe.close()
    process.proc.wait()


def name_oids(root: Path, commit: str, folder: str) -> dict[str, str]:
    """Every file below a folder of a commit: path to blob id; nothing for an empty ``commit``."""
    if not commit:
        return {}
    out = git.Git(root).ls_tree("-r", "-z", commit, "--", f"{folder}/", stdout_as_string=False)
    rows = (line.split(b"\t", 1) for line in cast("bytes", out).split(b"\0") if line)
    return {path.decode("utf-8", "surrogateescape"): facts.split(b" ")[2].decode("ascii") for facts, path in rows}
