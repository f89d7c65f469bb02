"""All generated pages of the website."""

from __future__ import annotations

from collections.abc import Iterator

from ...domain.page import Page
from ...domain.snapshot import Snapshot
from .app import app_pages
from .failures import failure_pages
from .front import front_pages
from .logs import app_log_pages, partner_log_pages
from .metrics import metrics_pages
from .partner import partner_pages
from .person import person_pages
from .staff import staff_pages
from .store import store_pages
from .tenants import app_tenant_pages, partner_tenant_pages


def all_pages(snapshot: Snapshot) -> Iterator[Page]:
    """The portal's pages, then the App Store's."""
    yield from front_pages(snapshot)
    yield from person_pages(snapshot)
    yield from staff_pages(snapshot)
    for partner in snapshot.partners.values():
        yield from partner_pages(snapshot, partner)
        yield from partner_tenant_pages(snapshot, partner)
        yield from partner_log_pages(snapshot, partner)
        for app in partner.apps.values():
            yield from app_pages(snapshot, partner, app)
            yield from metrics_pages(snapshot, partner, app)
            yield from failure_pages(snapshot, partner, app)
            yield from app_tenant_pages(snapshot, partner, app)
            yield from app_log_pages(snapshot, partner, app)
    yield from store_pages(snapshot)
