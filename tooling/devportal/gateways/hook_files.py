"""The hooks of a bare repository: two small scripts that start this very installation."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path
from typing import Final

import git

from ..domain.source import SourceError

HOOKS: Final = ("pre-receive", "post-receive")
_MARK: Final = "# Written by devportal hook install."
_SETTINGS: Final = {
    "receive.fsckObjects": "true",
    "receive.maxInputSize": "64m",
    "core.logAllRefUpdates": "true",
    "gc.reflogExpire": "never",
}
"""Broken and hostile objects are refused before any hook sees them; what main was is never forgotten."""


def bare_repository(folder: Path) -> Path:
    """The folder of a bare repository. Raises SourceError for anything else."""
    try:
        repository = git.Repo(folder)
    except (git.InvalidGitRepositoryError, git.NoSuchPathError):
        raise SourceError(f"{folder} is no git repository. Make one: git init --bare {folder}") from None
    if not repository.bare:
        raise SourceError(f"{folder} is a working copy. Name the bare repository that people push to.")
    return Path(repository.git_dir)


def install_hooks(folder: Path) -> list[Path]:
    """Write the hooks and the settings; a hook that is somebody else's stays, and nothing is written."""
    files = [folder / "hooks" / name for name in HOOKS]
    for file in files:
        if file.exists() and _MARK not in file.read_text(encoding="utf-8", errors="replace"):
            raise SourceError(f"{file} is there already, and not ours. Move it away, and install again.")
    for name, value in _SETTINGS.items():
        git.Git(folder).config(name, value)
    for file in files:
        file.parent.mkdir(exist_ok=True)
        file.write_text(_script(file.name), encoding="utf-8")
        file.chmod(0o755)
    return files


def _script(name: str) -> str:
    return f"#!/bin/sh\n{_MARK}\nexec {shlex.quote(sys.executable)} -m devportal hook run {name}\n"
