"""All sections of the website: what is shown of the registry, and the data of the forms."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from ..decide.pages.sections import Section, sections
from ..domain.snapshot import Snapshot, TreeEntry
from ..domain.source import Source
from .forms import form_sections


def site_sections(
    root: Path, source: Source, entries: Mapping[str, TreeEntry], snapshot: Snapshot
) -> Iterator[Section]:
    """Every section, those of pages first. Raises SourceError."""
    yield from sections(snapshot)
    yield from form_sections(root, source, entries, snapshot)
