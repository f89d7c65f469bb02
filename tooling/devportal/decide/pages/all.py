"""All generated pages of the website."""

from __future__ import annotations

from collections.abc import Iterator

from ...domain.page import Page
from ...domain.snapshot import Snapshot
from .sections import sections


def all_pages(snapshot: Snapshot) -> Iterator[Page]:
    """Section by section."""
    for section in sections(snapshot):
        yield from (one for one in section.contents(snapshot) if isinstance(one, Page))
