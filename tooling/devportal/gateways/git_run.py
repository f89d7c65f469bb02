"""Runs git to read. GitPython does the same, but importing it takes a third of the time that a verdict may take."""

from __future__ import annotations

import subprocess
import weakref
from collections.abc import Collection
from pathlib import Path
from typing import IO, NamedTuple

from ..domain.source import SourceError


class Ran(NamedTuple):
    """How git ended, and what it said."""

    code: int
    out: bytes
    error: str

    @property
    def text(self) -> str:
        """What it printed, as one line of text."""
        return self.out.decode("utf-8", "surrogateescape").strip()


def git(root: Path, *arguments: str, fine: Collection[int] = (0,)) -> Ran:
    """Run git in the folder ``root``. Raises SourceError when it ends with a code that is not ``fine``."""
    try:
        done = subprocess.run(["git", *arguments], cwd=root, capture_output=True, check=False, stdin=subprocess.DEVNULL)  # noqa: S603, S607
    except OSError as error:
        raise SourceError(_cannot_start(root, error)) from None
    ran = Ran(done.returncode, done.stdout, done.stderr.decode("utf-8", "replace"))
    if ran.code not in fine:
        raise SourceError(f"git {arguments[0]} failed in {root}: {ran.error.strip()[:300] or f'code {ran.code}'}")
    return ran


class Objects:
    """A git that gives out objects for as long as it is needed."""

    def __init__(self, root: Path) -> None:
        try:
            process = subprocess.Popen(
                ["git", "cat-file", "--batch"],  # noqa: S607 - the git that the person has
                cwd=root,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
        except OSError as error:
            raise SourceError(_cannot_start(root, error)) from None
        if process.stdin is None or process.stdout is None:
            raise SourceError("git was started without pipes.")
        self._stdin, self._stdout = process.stdin, process.stdout
        # Even a source that is lost in a cycle with an exception ends its git.
        weakref.finalize(self, _end, process, process.stdin, process.stdout)

    def read(self, oid: str, limit: int) -> tuple[bool, bytes | None]:
        """Whether there is such an object, and its bytes; no bytes when there are more than ``limit``."""
        self._stdin.write(oid.encode() + b"\n")
        self._stdin.flush()
        header = self._stdout.readline().split()
        if len(header) != 3 or not header[2].isdigit():
            return False, None
        data = _exactly(self._stdout, int(header[2]), limit)
        self._stdout.read(1)
        return True, data


def _cannot_start(root: Path, error: OSError) -> str:
    if not root.is_dir():
        return f"{root} is not a folder. Go to a clone of the portal."
    return f"The program git cannot be started here ({error.strerror}). Install git, or leave --at away."


def _end(process: subprocess.Popen[bytes], *pipes: IO[bytes]) -> None:
    for pipe in pipes:
        pipe.close()
    process.wait()


def _exactly(stream: IO[bytes], size: int, limit: int) -> bytes | None:
    """Read ``size`` bytes; pass over them in pieces when they are more than ``limit``."""
    if size <= limit:
        return stream.read(size)
    while size > 0:
        size -= len(stream.read(min(size, 2**20))) or size
    return None
