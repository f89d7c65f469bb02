"""A request for benchmarks: a branch with one changed file, by somebody who may change it."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path


def one_file_request(repository: Path) -> str:
    """Make the branch ``request``, in which a person changes their display name; the login of that person."""
    file = min((repository / "registry/people").glob("*.yaml"))
    text = file.read_text(encoding="utf-8")
    login = re.search(r"login: ([A-Za-z0-9-]+)", text)
    if login is None:
        raise RuntimeError(f"{file} names no login")
    _git(repository, "checkout", "--quiet", "-b", "request")
    file.write_text(re.sub(r"(?m)^name: .*$", "name: Somebody Else", text, count=1), encoding="utf-8")
    who = ("-c", "user.name=bench", "-c", "user.email=bench@example.com")
    _git(repository, *who, "commit", "--quiet", "--all", "-m", "One file")
    return login[1]


def _git(repository: Path, *arguments: str) -> None:
    subprocess.run(["git", *arguments], cwd=repository, check=True, capture_output=True)
