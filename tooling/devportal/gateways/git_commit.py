"""Commits that change some files of a branch without a checkout, and branches that move in one step."""

from __future__ import annotations

import os
import secrets
import subprocess
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import git

from ..domain.push import NO_COMMIT, STATEMENTS
from ..domain.source import SourceError
from .git_history import move_reference, object_of, tree_of

_SCRATCH: Final = "refs/devportal/receipts"
_MOVED: Final = ("[rejected]", "[remote rejected]", "non-fast-forward", "fetch first", "cannot lock ref")


@dataclass(frozen=True, slots=True)
class Author:
    """Who commits; ``key`` is the file of an SSH key to sign with, empty for none."""

    name: str = "devportal"
    email: str = "devportal@localhost"
    key: str = ""


def commit_files(root: Path, parent: str, files: Mapping[str, bytes], message: str, author: Author) -> str:
    """A commit on top of ``parent`` with these files written; ``parent`` itself when nothing differs.

    One process writes all of it; no reference moves. Raises SourceError.
    """
    ref = f"{_SCRATCH}/{secrets.token_hex(8)}"
    _run(root, ["fast-import", "--quiet", "--date-format=now"], _stream(ref, parent, files, message, author))
    commit = object_of(root, ref)
    move_reference(root, ref, NO_COMMIT, commit)
    if not commit:
        raise SourceError("git did not write the receipts. Check the space and the rights of the repository.")
    if tree_of(root, commit) == tree_of(root, parent):
        return parent
    return _signed(root, commit, parent, message, author) if author.key else commit


def _stream(ref: str, parent: str, files: Mapping[str, bytes], message: str, author: Author) -> bytes:
    who = f"{author.name} <{author.email}> now".encode()
    text = message.encode()
    parts = [b"commit %s\nauthor %s\ncommitter %s\ndata %d\n%s\n" % (ref.encode(), who, who, len(text), text)]
    parts.append(b"from %s\n" % parent.encode())
    for path, data in sorted(files.items()):
        parts.append(b"M 100644 inline %s\ndata %d\n%s\n" % (path.encode(), len(data), data))
    return b"".join(parts)


def _signed(root: Path, commit: str, parent: str, message: str, author: Author) -> str:
    who = {"GIT_AUTHOR_NAME": author.name, "GIT_AUTHOR_EMAIL": author.email}
    who |= {"GIT_COMMITTER_NAME": author.name, "GIT_COMMITTER_EMAIL": author.email}
    command = ["-c", "gpg.format=ssh", "-c", f"user.signingkey={author.key}", "commit-tree", "-S"]
    return _run(root, [*command, tree_of(root, commit), "-p", parent], message.encode(), who).strip()


def advance(root: Path, branch: str, new: str, old: str, files: Iterable[str]) -> bool:
    """Move a branch from ``old`` to ``new``; no when somebody else moved it meanwhile.

    Where the branch is checked out, the files follow first: nobody but the portal writes them, and a run that is ended
    in between has left them as they are going to be.
    """
    if _checked_out(root) == branch and object_of(root, branch) == old:
        names = b"\0".join(path.encode() for path in files)
        options = ["--staged", "--worktree", "--pathspec-from-file=-", "--pathspec-file-nul"]
        _run(root, ["restore", f"--source={new}", *options], names)
    return move_reference(root, branch, new, old)


def _checked_out(root: Path) -> str:
    """The branch that a working copy shows; empty for a bare repository and a detached HEAD."""
    if _run(root, ["rev-parse", "--is-bare-repository"]).strip() == "true":
        return ""
    _, out, _ = git.Git(root).symbolic_ref("--quiet", "HEAD", with_extended_output=True, with_exceptions=False)
    return str(out).strip()


def fetch_branch(root: Path, remote: str, branch: str) -> str:
    """The commit that a remote's branch points at, with its history and what was said of requests.

    Raises SourceError.
    """
    ref = f"refs/devportal/remote/{branch.removeprefix('refs/heads/')}"
    said = f"+{STATEMENTS}*:{STATEMENTS}*"
    _run(root, ["fetch", "--quiet", "--no-tags", "--no-recurse-submodules", "--", remote, f"+{branch}:{ref}", said])
    return object_of(root, ref)


def push_commit(root: Path, remote: str, commit: str, branch: str) -> bool:
    """Move a remote's branch forward to a commit; no when it moved meanwhile. Raises SourceError."""
    command = ["git", "push", "--porcelain", "--", remote, f"{commit}:{branch}"]
    done = subprocess.run(command, cwd=root, capture_output=True, check=False, env=_environment())  # noqa: S603
    if done.returncode == 0:
        return True
    said = (done.stdout + done.stderr).decode("utf-8", "replace")
    hook = "pre-receive hook declined" in said
    if not hook and any(word in said for word in _MOVED):
        return False
    told = [line.removeprefix("remote:").strip() for line in said.splitlines() if line.startswith("remote:")]
    why = " ".join(told)[:400] or _last(said)
    raise SourceError(f"The receipts could not be pushed to {remote}: {why}")


def _last(said: str) -> str:
    lines = [line.removeprefix("remote:").strip() for line in said.splitlines()]
    return " ".join(filter(None, lines))[-400:]


def _run(root: Path, arguments: list[str], given: bytes = b"", more: Mapping[str, str] | None = None) -> str:
    command = ["git", *arguments]
    environment = {**_environment(), **(more or {})}
    try:
        done = subprocess.run(command, cwd=root, input=given, capture_output=True, check=False, env=environment)  # noqa: S603
    except OSError:
        raise SourceError("The program git cannot be started here. Install git.") from None
    if done.returncode:
        verb = next(word for word in arguments if word[0] != "-" and "=" not in word)
        raise SourceError(f"git {verb} failed: {_last(done.stderr.decode('utf-8', 'replace'))}")
    return done.stdout.decode("utf-8", "surrogateescape")


def _environment() -> dict[str, str]:
    """Nobody is asked for a password: a job that waits for an answer never ends."""
    return {**os.environ, "GIT_TERMINAL_PROMPT": "0"}
