"""The commits of main, each with the files that it changed, from one stream of git."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any, Final

import git

from ..domain.history import Author, Commit, FileChange
from ..domain.source import SourceError

_CHUNK: Final = 2**20
_LONGEST_MESSAGE: Final = 4_000
_SSH: Final = b"\ngpgsig -----BEGIN SSH SIGNATURE-----"
_OPTIONS: Final = (
    "--first-parent", "--diff-merges=first-parent", "--root", "--reverse", "--raw", "-z", "--no-renames",
    "--no-abbrev", "--format=raw", "--no-notes", "--no-show-signature", "--no-mailmap", "--no-color", "--no-ext-diff",
)  # fmt: skip


def repository_of(root: Path) -> Path:
    """Where the repository keeps its objects: the same for all of its working trees."""
    return (root / str(git.Git(root).rev_parse("--git-common-dir"))).resolve()


def commit_ids(root: Path, tip: str, without: str = "", most: int = 0) -> list[str]:
    """The first-parent line down from ``tip``, newest first; ``without`` and what is behind it are left out."""
    limits = [f"--max-count={most}"] if most else []
    out = git.Git(root).rev_list("--first-parent", *limits, tip, *([f"^{without}"] if without else []), "--")
    return str(out).split()


def commits_between(root: Path, after: str, tip: str) -> Iterator[Commit]:
    """The commits of the first-parent line from behind ``after`` (empty: from the first) to ``tip``, oldest first.

    Raises SourceError when git fails on the way.
    """
    wanted = f"{after}..{tip}" if after else tip
    command = ["git", "-c", "i18n.logOutputEncoding=UTF-8", "--no-replace-objects", "log", *_OPTIONS, wanted, "--"]
    stream: Any = git.Git(root).execute(command, as_process=True)
    try:
        yield from _commits(_tokens(stream.stdout))
        stream.wait()
    except git.GitCommandError as error:
        why = str(error).splitlines()[-1][:200]
        raise SourceError(f"git cannot read the history of {tip[:12]}: {why}. Check it with `git fsck`.") from None
    finally:
        for pipe in (stream.proc.stdout, stream.proc.stderr):
            pipe.close()
        stream.proc.terminate()
        stream.proc.wait()


def _tokens(stream: IO[bytes]) -> Iterator[bytes]:
    """What stands between NUL bytes."""
    rest = b""
    while data := stream.read(_CHUNK):
        *whole, rest = (rest + data).split(b"\0")
        yield from whole
    if rest:
        yield rest


def _commits(tokens: Iterator[bytes]) -> Iterator[Commit]:
    """Commits as git keeps them. The message is moved in by four spaces, so nothing in it passes for a header."""
    head, changes = b"", []
    for token in tokens:
        if token.startswith(b":"):
            changes.append(_change(token, next(tokens, b"")))
        elif token:
            if head:
                yield _commit(head, changes)
            head, changes = token, []
            begin = token.rfind(b"\n:")
            if begin >= 0:
                head = token[:begin]
                changes.append(_change(token[begin + 1 :], next(tokens, b"")))
    if head:
        yield _commit(head, changes)


def _change(facts: bytes, path: bytes) -> FileChange:
    old_mode, new_mode, old, new, _ = facts[1:].decode("ascii").split(" ")
    return FileChange(
        path.decode("utf-8", "surrogateescape"), int(old_mode, 8), old if old_mode != "000000" else "",
        int(new_mode, 8), new if new_mode != "000000" else "",
    )  # fmt: skip


def _commit(data: bytes, changes: list[FileChange]) -> Commit:
    headers, _, message = data.partition(b"\n\n")
    parents = []
    author = committer = b""
    for line in headers.split(b"\n"):
        match line[:7]:
            case b"parent ":
                parents.append(line[7:].decode("ascii"))
            case b"author ":
                author = author or line
            case b"committ":
                committer = committer or line
    text = message[:_LONGEST_MESSAGE].decode("utf-8", "replace").replace("\n    ", "\n").removeprefix("    ").strip()
    name, email, _ = _signature(author)
    _, committer_email, time = _signature(committer)
    oid = headers[7 : headers.index(b"\n")].partition(b" ")[0].decode("ascii")
    signed = _SSH in headers
    return Commit(oid, tuple(parents), Author(name, email), committer_email, time, text, signed, tuple(changes))


def _signature(line: bytes) -> tuple[str, str, int]:
    """Name, address and time of an ``author`` or ``committer`` line; zero for a time that is none."""
    who, _, rest = line.partition(b" ")[2].decode("utf-8", "replace").rpartition("> ")
    name, _, email = who.rpartition("<")
    seconds = rest.partition(" ")[0]
    return name.strip(), email.strip(), int(seconds) if seconds.isascii() and seconds.isdigit() else 0


def author_in(data: bytes) -> Author:
    """Who wrote a commit, from the object's bytes; no key is looked at."""
    line = next((one for one in data.partition(b"\n\n")[0].split(b"\n") if one.startswith(b"author ")), b"author <>")
    return Author(*_signature(line)[:2])
