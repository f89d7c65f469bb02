"""The website's speed: against plain mkdocs-material, against its own size, and after a change of one app."""

from __future__ import annotations

import sys
from pathlib import Path

from peers import Timed, line, run

ROOT = Path(__file__).resolve().parents[2]
_REBUILDS = 3
PYTHON = sys.executable
DEVPORTAL = [PYTHON, "-m", "devportal"]
_PLAIN = """\
site_name: Bare pages
site_url: https://bare.example/
theme: {name: material, font: false}
not_in_nav: "/pages/*"
nav:
  - Home: index.md
"""


def website(place: Path, partners: int) -> list[str]:
    """Three rows: cost of a page against plain Material's, growth with size, a rebuild against the whole build."""
    whole, few = Timed("whole build"), Timed("a quarter of it")
    again, plain = Timed("rebuild"), Timed("plain mkdocs-material")
    large, small = place / "site-large", place / "site-small"
    pages = _build(large, partners, whole)
    fewer = _build(small, partners // 4, few)
    for number in range(_REBUILDS):
        _change(large, number)
        run(again, [*DEVPORTAL, "build", "--out", str(large / "out")], large, _cache(large), [0])
    _plain(place / "site-plain", pages, plain)
    per_page = Timed(f"ours, {pages:,} pages", [whole.median / pages * 1_000])
    bare = Timed("plain mkdocs-material", [plain.median / pages * 1_000])
    few_each = Timed(f"ours, {fewer:,} pages", [few.median / fewer * 1_000])
    return [
        line("a page's cost, in thousandths of a second", per_page, bare, 1, at_least=False),
        line("a page's cost, four times as many pages", per_page, few_each, 1.25, at_least=False),
        line("a rebuild after a change of one app", again, whole, 1 / 20, at_least=False),
    ]


def _cache(folder: Path) -> dict[str, str]:
    return {"DEVPORTAL_CACHE": str(folder / "cache"), "NO_MKDOCS_2_WARNING": "1"}


def _build(folder: Path, partners: int, timed: Timed) -> int:
    """A registry of that many partners and its website, with nothing remembered; the number of pages."""
    sample = [*DEVPORTAL, "sample", "--partners", str(partners), "--commits", "1", "--media", "tiny", str(folder)]
    run(Timed("sample"), sample, ROOT, {"DEVPORTAL_CACHE": "off"}, [0])
    (folder / "site").symlink_to(ROOT / "site")
    (folder / "mkdocs.yml").write_bytes((ROOT / "mkdocs.yml").read_bytes())
    run(timed, [*DEVPORTAL, "build", "--out", str(folder / "out")], folder, _cache(folder), [0])
    return sum(1 for _ in (folder / "out").resolve().rglob("*.html"))


def _change(folder: Path, number: int) -> None:
    """Another address for error reports of one app, each time another's."""
    files = sorted((folder / "registry/partners").glob("*/apps/*/app.yaml"))
    fitting = [file for file in files if "  - errors@" in file.read_text()]
    file = fitting[number * len(fitting) // _REBUILDS]
    file.write_text(file.read_text().replace("  - errors@", "  - faults@", 1))


def _plain(folder: Path, pages: int, timed: Timed) -> None:
    """As many bare pages, out of the navigation, which is the quickest that plain Material can be."""
    (folder / "docs/pages").mkdir(parents=True)
    (folder / "mkdocs.yml").write_text(_PLAIN)
    (folder / "docs/index.md").write_text("# Home\n")
    for number in range(pages - 1):
        (folder / f"docs/pages/p{number}.md").write_text(f"# Page {number}\n\nA sentence on page {number}.\n")
    run(timed, [PYTHON, "-m", "mkdocs", "build", "--quiet"], folder, _cache(folder), [0])
