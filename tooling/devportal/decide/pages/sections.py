"""The website in sections: what belongs together is made anew together, when something that it is made from changes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from ...domain.page import Asset, Page
from ...domain.snapshot import Snapshot
from .app import app_pages
from .front import front_pages
from .media import partner_media
from .partner import partner_pages
from .search import partner_search
from .store import store_pages


@dataclass(frozen=True, slots=True)
class Section:
    """Pages and pictures (address, path in the registry) that depend on one snapshot, and on nothing else.

    ``partner`` says whose section it is, if one partner's.
    """

    name: str
    pages: Callable[[Snapshot], Iterable[Page]]
    pictures: Callable[[Snapshot], Iterable[tuple[str, str]]] = lambda _: ()
    partner: str = ""

    def contents(self, snapshot: Snapshot) -> Iterator[Page | Asset]:
        """The pages, and the files that go with them."""
        pages = list(self.pages(snapshot))
        yield from pages
        if self.partner:
            yield partner_search(self.partner, pages)


def sections(snapshot: Snapshot) -> Iterator[Section]:
    """All sections, in the order of the website: the portal's pages, each partner's, the App Store's."""
    yield Section("front", front_pages)
    for partner in snapshot.partners:
        yield _partner(partner)
    yield Section("store", store_pages)


def _partner(partner: str) -> Section:
    def pages(snapshot: Snapshot) -> Iterator[Page]:
        records = snapshot.partners[partner]
        yield from partner_pages(snapshot, records)
        for app in records.apps.values():
            yield from app_pages(snapshot, records, app)

    return Section(f"partner {partner}", pages, lambda snapshot: partner_media(snapshot.partners[partner]), partner)
