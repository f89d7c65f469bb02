"""References of another repository, read by fetch and moved by pushes that name what they replace."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import git

from ..domain.hand_over import OutboxError
from .git_history import object_of

_WHOSE = re.compile(r"://[^/@\s]*@")


@dataclass(frozen=True)
class Remote:
    """A repository at any address that git knows; ``root`` becomes a bare repository for its objects."""

    address: str
    root: Path

    def fetch(self, refspec: str) -> None:
        """Bring references here; those that are gone there are gone here. Raises OutboxError."""
        self._ready()
        status, error = self._run("fetch", "--quiet", "--no-tags", "--prune", "--no-write-fetch-head", refspec)
        if status:
            raise self._unavailable(error)

    def move(self, ref: str, new: str, old: str) -> bool:
        """Move a reference there from ``old`` (empty: it must not be there) to ``new``; no when somebody else did.

        ``new`` has to be a commit that nobody else can have made. Raises OutboxError.
        """
        status, error = self._run("push", "--quiet", f"--force-with-lease={ref}:{old}", f"{new}:{ref}")
        if not status:
            return True
        # The answer may have been lost after the push was taken, and a lock there may be somebody else's push.
        here = "refs/devportal/now"
        git.Git(self.root).update_ref("-d", here)
        missing, _ = self._run("fetch", "--quiet", "--no-tags", "--no-write-fetch-head", f"+{ref}:{here}")
        now = "" if missing else object_of(self.root, here)
        if now == new:
            return True
        if now == old and not re.search(r"stale info|lock|already exists|reference", error):
            raise self._unavailable(error)
        return False

    def _ready(self) -> None:
        if not (self.root / "HEAD").exists():
            try:
                self.root.mkdir(parents=True, exist_ok=True)
                git.Git(self.root).init("--bare", "--quiet")
            except (git.GitCommandNotFound, OSError):
                raise OutboxError("The program git cannot be started here. Install git.") from None

    def _run(self, command: str, *arguments: str) -> tuple[int, str]:
        *options, refspec = arguments
        method: Any = getattr(git.Git(self.root), command)
        status, _, error = method(
            *options, "--", self.address, refspec, with_extended_output=True, with_exceptions=False
        )
        return int(status), str(error)

    def _unavailable(self, error: str) -> OutboxError:
        # An address may hold a name and a password.
        last = next(
            (line for line in reversed(error.splitlines()) if line.startswith(("fatal", "error", "remote"))), ""
        )
        where, why = _WHOSE.sub("://…@", self.address), _WHOSE.sub("://…@", last)
        return OutboxError(
            f"The outbox {where} does not answer ({why[:200]}). Check the address and your access to it."
        )
