"""Which kinds of page there are: found from the templates and the docs' folders, so that none is forgotten."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

from devportal.flows.pages import load_site

NOT_GENERATED = {"main.html", "portal.html", "404.html", "403.html", "form.html"}
"""Templates that no page of the registry has: frames, what the web server shows by itself, and the docs' forms."""


class PageKind(NamedTuple):
    """A kind of page and the address of its longest page; ``is_docs`` is a page written by hand."""

    name: str
    path: str
    is_docs: bool = False


def page_kinds(root: Path, site: Path) -> list[PageKind]:
    """The longest page of each template and of each folder of the docs, and what is shown for a missing page."""
    pages, _ = load_site(root)
    by_template: dict[str, list[str]] = {}
    for page in pages:
        by_template.setdefault(page.template, []).append(page.path.removesuffix("index").rstrip("/"))
    found = [PageKind(name, longest(site, paths)) for name, paths in sorted(by_template.items())]
    by_folder: dict[str, list[str]] = {}
    for file in sorted((root / "site" / "docs").rglob("*.md")):
        path = file.relative_to(root / "site" / "docs").with_suffix("").as_posix()
        by_folder.setdefault(path.rpartition("/")[0], []).append(path.removesuffix("index").rstrip("/"))
    found += [PageKind(f"docs {name}", longest(site, paths), True) for name, paths in sorted(by_folder.items())]
    return [*found, PageKind("a missing page", "404.html", True)]


def longest(site: Path, paths: list[str]) -> str:
    """The address of the longest of some pages."""
    return f"{max(paths, key=lambda path: (site / path / 'index.html').stat().st_size)}/".lstrip("/")


def templates(root: Path) -> set[str]:
    """Every template that is a page by itself."""
    folder = root / "site" / "overrides"
    found = {file for file in folder.rglob("*.html") if re.search(r"{%-? *extends", file.read_text())}
    return {file.relative_to(folder).as_posix() for file in found} - NOT_GENERATED
