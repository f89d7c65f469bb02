"""Writes a git repository with a history in one stream (git fast-import)."""

from __future__ import annotations

import subprocess
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO, cast

import git


@dataclass(frozen=True)
class Step:
    """One commit: who, when (seconds since 1970, UTC), why, and the files that it writes."""

    author: str
    email: str
    time: int
    message: str
    files: Mapping[str, bytes]


class GitWriteError(Exception):
    """git could not be started or refused; the text says what to do."""


def write_history(folder: Path, steps: Iterable[Step]) -> None:
    """Make ``folder`` a repository whose branch main has these commits, and check it out. Raises GitWriteError."""
    try:
        repository = git.Repo.init(folder, initial_branch="main")
        importer = repository.git.fast_import("--quiet", "--done", istream=subprocess.PIPE, as_process=True)
        stream = cast("IO[bytes]", importer.stdin)
        for step in steps:
            _write(stream, step)
        stream.write(b"done\n")
        stream.close()
        importer.wait()
        repository.git.reset("--hard", "--quiet")
    except (git.GitCommandNotFound, FileNotFoundError):
        raise GitWriteError("The program git cannot be started here. Install git.") from None
    except (git.GitCommandError, OSError) as error:
        raise GitWriteError(
            f"git could not write to {folder}: {str(error)[:200]}. Check the space and the rights."
        ) from None


def _write(stream: IO[bytes], step: Step) -> None:
    who = f"{step.author} <{step.email}> {step.time} +0000".encode()
    message = step.message.encode()
    stream.write(b"commit refs/heads/main\nauthor %s\ncommitter %s\ndata %d\n%s\n" % (who, who, len(message), message))
    for path, data in step.files.items():
        stream.write(b"M 100644 inline %s\ndata %d\n" % (path.encode(), len(data)))
        stream.write(data)
        stream.write(b"\n")
