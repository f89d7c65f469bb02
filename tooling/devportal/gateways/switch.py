"""Lets a name lead to another folder, at once: a reader sees the old one or the new one, whole."""

from __future__ import annotations

import os
import secrets
from pathlib import Path


def switch(name: Path, target: Path) -> None:
    """Make ``name`` a symbolic link to ``target``, which stands beside it or below it. Raises OSError."""
    fresh = name.with_name(f".{name.name}.{secrets.token_hex(4)}")
    fresh.symlink_to(os.path.relpath(target, name.parent))
    try:
        fresh.replace(name)
    except OSError:
        fresh.unlink()
        raise
