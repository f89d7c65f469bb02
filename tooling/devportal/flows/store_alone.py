"""The store of one environment as a website of its own, for a host such as appstore-sod."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from ..decide.pages.store import Shelf
from ..decide.store.chronicle import Chronicle
from ..domain.environment import Environment
from ..domain.source import Source, SourceError
from .load import load
from .store import Site, write_stores
from .store_history import store_chronicle

_ASSETS: Final = ("assets/favicon.svg", "assets/fonts", "assets/css/store.css")
_SCRIPTS: Final = "assets/js/store-*.js"


def build_alone(source: Source, root: Path, out: Path, environment: Environment, address: str, commit: str) -> int:
    """Write the store of an environment into a new folder; the number of files. Raises SourceError.

    ``address`` is where the store will stand; ``commit`` the revision that is read, empty for the folder.
    """
    begin_folder(out)
    chronicle = store_chronicle(root, commit or "HEAD") if environment is Environment.PRODUCTION else Chronicle()
    site = Site(tool_root(), address if address.endswith("/") else f"{address}/", {})
    shelf = Shelf(environment, "", site.address, chronicle=chronicle, is_in_portal=False)
    written = write_stores(site, out, source, load(source), [shelf], with_robots=True)
    return len(written) + copy_assets(out)


def begin_folder(out: Path) -> None:
    """Refuse a folder with something in it: nothing old may stand beside what is new. Raises SourceError."""
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise SourceError(f"{out} is not empty. Name a new folder, or empty it first.")


def tool_root() -> Path:
    """The clone that this tool runs from: templates and styles are its own, never those of what is previewed."""
    root = Path(__file__).resolve().parents[3]
    if not (root / "site" / "overrides" / "store").is_dir():
        raise SourceError(f"The store's templates are not in {root}. Run the tool from a clone of the portal.")
    return root


def copy_assets(out: Path) -> int:
    """Styles, scripts and typeface of the store's pages; the number of files."""
    docs = tool_root() / "site" / "docs"
    return sum(_copy(docs, file, out) for file in _files(docs))


def _files(docs: Path) -> Iterable[Path]:
    for name in _ASSETS:
        place = docs / name
        yield from sorted(place.iterdir()) if place.is_dir() else [place]
    yield from sorted(docs.glob(_SCRIPTS))


def _copy(docs: Path, file: Path, out: Path) -> int:
    target = out / file.relative_to(docs)
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(file, target)
    return 1
