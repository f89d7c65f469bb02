"""All pages of a store."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from ....domain.page import Page
from ....domain.snapshot import Snapshot
from .app import app_page
from .former import former_pages
from .front import front_page
from .lists import list_pages
from .neighbours import Neighbours
from .partner import partner_page
from .shelf import Listed, Shelf, listed_apps, live_profile, partners_of


def store_pages(snapshot: Snapshot, shelf: Shelf, index: str = "") -> Iterator[Page]:
    """Front page, a page for each app and each partner with a published profile, lists, and former addresses.

    ``index`` is the folder of the search index. A store without one is the preview of a partner: it has no lists.
    """
    listed = listed_apps(snapshot, shelf.environment, shelf.only)
    yield front_page(snapshot, shelf, listed, index)
    neighbours = Neighbours(listed)
    for one in listed:
        yield app_page(snapshot, shelf, one, neighbours)
    yield from _partners(snapshot, shelf, listed)
    if shelf.is_whole:
        yield from list_pages(snapshot.platform, shelf, listed)
        yield from former_pages(snapshot, shelf, listed)


def _partners(snapshot: Snapshot, shelf: Shelf, listed: Sequence[Listed]) -> Iterator[Page]:
    by_partner: dict[str, list[Listed]] = defaultdict(list)
    for one in listed:
        by_partner[one.partner.id].append(one)
    for partner in partners_of(snapshot, shelf.only):
        profile = live_profile(partner, shelf.environment)
        if profile:
            yield partner_page(snapshot.platform, shelf, partner, profile, by_partner[partner.id])
