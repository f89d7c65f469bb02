"""What is built."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Wanted:
    """Where from, for whom, how strictly, and under which address when not that of ``mkdocs.yml``."""

    root: Path
    public_only: bool = False
    strict: bool = True
    site_url: str = ""
