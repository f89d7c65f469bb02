"""Gives pages what *Edit* needs: lines of the registry's files, and the forge of ``mkdocs.yml``."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, TypeAlias

from yaml import CSafeLoader

from ..decide.pages.edit import Editing, with_edits
from ..domain.forge import Forge, forge_of
from ..domain.page import Asset, Page
from ..domain.snapshot import Snapshot, TreeEntry
from ..domain.source import Source, SourceError

_LARGEST: Final = 200_000
"""Bytes; larger files are refused by the reader anyway."""


Edit: TypeAlias = Callable[[Page | Asset, Snapshot], Page | Asset]


def editor(root: Path, source: Source, entries: Mapping[str, TreeEntry]) -> Edit:
    """Gives a page its links to the files that it shows; all else is left as it is. Raises SourceError."""
    forge = read_forge(root)

    @lru_cache(maxsize=64)
    def text(path: str) -> bytes:
        return (source.read(entries[path], _LARGEST) or b"") if path in entries else b""

    def edit(one: Page | Asset, snapshot: Snapshot) -> Page | Asset:
        if isinstance(one, Page) and one.private:
            return with_edits(one, Editing(snapshot, forge, text))
        return one

    return edit


def read_forge(root: Path) -> Forge | None:
    """The forge that ``mkdocs.yml`` names in ``extra.forge``: ``address`` (else ``repo_url``), ``branch``, ``kind``.

    Raises SourceError.
    """
    from mkdocs.exceptions import MkDocsException
    from mkdocs.utils.yaml import get_yaml_loader, yaml_load

    file = root / "mkdocs.yml"
    if not file.is_file():
        return None
    try:
        with file.open("rb") as opened:
            config: dict[str, Any] = yaml_load(opened, _quick(get_yaml_loader()))
        named = (config.get("extra") or {}).get("forge") or {}
        address = named.get("address") or config.get("repo_url") or ""
        return forge_of(address, named.get("branch") or "", named.get("kind") or "")
    except (MkDocsException, OSError, ValueError, AttributeError) as error:
        raise SourceError(f"{file} does not name a forge that is known: {error}") from None


def _quick(loader: Any) -> Any:
    """What MkDocs' loader makes of its tags, with libyaml as the parser: it is ten times as fast."""

    class Quick(CSafeLoader):
        yaml_constructors = loader.yaml_constructors
        yaml_multi_constructors = loader.yaml_multi_constructors

    return Quick
