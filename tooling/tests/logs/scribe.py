"""Writes a history of main commit by commit, with real git, fixed clocks and whoever is to be its author."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ..conftest import VALID

GITHUB = ("GitHub", "noreply@github.com")
PORTAL = ("devportal", "devportal@localhost")

Who = tuple[str, str]
Files = Mapping[str, "str | bytes | None"]
"""Paths below ``registry/``; nothing for what goes."""


@dataclass
class Scribe:
    """A repository; each commit is five minutes after the one before, from 1 March 2026, 08:00 UTC."""

    root: Path
    minutes: int = 0
    keys: dict[str, Path] = field(default_factory=dict)

    def git(self, *arguments: str, who: Who = PORTAL, committer: Who | None = None) -> str:
        by = committer or who
        environment = {
            **{key: value for key, value in os.environ.items() if not key.startswith("GIT_")},
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_CONFIG_SYSTEM": os.devnull,
            "GIT_AUTHOR_NAME": who[0],
            "GIT_AUTHOR_EMAIL": who[1],
            "GIT_COMMITTER_NAME": by[0],
            "GIT_COMMITTER_EMAIL": by[1],
            "GIT_AUTHOR_DATE": self.clock,
            "GIT_COMMITTER_DATE": self.clock,
        }
        done = subprocess.run(["git", *arguments], cwd=self.root, env=environment, capture_output=True, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout.decode().strip()

    @property
    def clock(self) -> str:
        return f"2026-03-01T{8 + self.minutes // 60:02}:{self.minutes % 60:02}:00+0000"

    def begin(self) -> None:
        self.git("init", "--quiet", "--initial-branch=main")

    def key(self, name: str) -> str:
        """A new SSH key of somebody; the public half."""
        file = self.root.parent / f"key-{name}"
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(file)], check=True)
        self.keys[name] = file
        return " ".join(file.with_suffix(".pub").read_text().split()[:2])

    def put(self, files: Files) -> None:
        """Files below ``registry/``; nothing takes one away, a folder with all that is in it."""
        for path, text in files.items():
            file = self.root / "registry" / path
            if text is None:
                self.git("rm", "-r", "--quiet", f"registry/{path}")
                continue
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(text if isinstance(text, bytes) else text.encode())

    def read(self, path: str) -> str:
        return (self.root / "registry" / path).read_text(encoding="utf-8")

    def commit(
        self,
        message: str,
        who: Who,
        files: Files,
        committer: Who | None = None,
        sign: str = "",
    ) -> str:
        """A commit on the branch that is checked out."""
        self.put(files)
        self.git("add", "--all")
        signing = ()
        if sign:
            signing = ("-c", "gpg.format=ssh", "-c", f"user.signingkey={self.keys[sign]}")
        commands = [
            *signing,
            "commit",
            "--quiet",
            "--gpg-sign" if sign else "--no-gpg-sign",
            "--allow-empty",
            "-m",
            message,
        ]
        self.git(*commands, who=who, committer=committer)
        self.minutes += 5
        return self.git("rev-parse", "HEAD")

    def merge(self, message: str, author: Who, files: Files, committer: Who) -> str:
        """A branch with one commit of ``author``, merged in five minutes later by somebody else."""
        self.git("checkout", "--quiet", "-b", "request")
        self.commit("A request", author, files)
        self.git("checkout", "--quiet", "main")
        self.git("merge", "--quiet", "--no-ff", "--no-gpg-sign", "-m", message, "request", who=committer)
        self.git("branch", "--quiet", "-D", "request")
        self.minutes += 5
        return self.git("rev-parse", "HEAD")


def example(path: str) -> str:
    """A file of the example registry, below ``registry/``."""
    return (VALID / "registry" / path).read_text(encoding="utf-8")


def picture(path: str) -> bytes:
    return (VALID / "registry" / path).read_bytes()
