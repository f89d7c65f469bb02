"""Writes the website's generated pages as a docs tree, which another engine can build."""

from __future__ import annotations

import json
from pathlib import Path

from ..domain.page import Page
from ..domain.source import SourceError
from .pages import load_site


def render_pages(root: Path, out: Path) -> int:
    """Write each page as Markdown with front matter, and each picture; the number of files. Raises SourceError.

    The front matter is JSON, which every YAML reader reads.
    """
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise SourceError(f"{out} is not empty. Name a new folder, or empty it first.")
    pages, pictures = load_site(root)
    files = {f"{page.path}.md": _text(page).encode() for page in pages} | dict(pictures)
    for name, data in files.items():
        path = out / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return len(files)


def _text(page: Page) -> str:
    return f"---\n{json.dumps(page.meta, ensure_ascii=False)}\n---\n"
