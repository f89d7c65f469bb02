"""All generated pages of the website."""

from __future__ import annotations

from collections.abc import Iterator

from ...domain.page import Page
from ...domain.snapshot import Snapshot
from .app import app_pages
from .front import front_pages
from .partner import partner_pages
from .person import person_pages
from .staff import staff_pages


def all_pages(snapshot: Snapshot) -> Iterator[Page]:
    """The portal's pages. The App Store's are made apart: they need no theme."""
    yield from front_pages(snapshot)
    yield from person_pages(snapshot)
    yield from staff_pages(snapshot)
    for partner in snapshot.partners.values():
        yield from partner_pages(snapshot, partner)
        for app in partner.apps.values():
            yield from app_pages(snapshot, partner, app)
