"""Pages at addresses that apps once had: where an app is now, or that it has left the store."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from ....domain.page import Page
from ....domain.snapshot import Snapshot
from ..frame import name_of_partner
from .card import card
from .head import head_view
from .shelf import Listed, Shelf, day_shown, live_profile

FORMER: Final = "store/former.html"
"""The template of a page that search engines should not keep."""


def former_pages(snapshot: Snapshot, shelf: Shelf, listed: Sequence[Listed]) -> Iterator[Page]:
    """A page for each former address that no app has now. They stay out of search engines and of the sitemap."""
    by_key = {one.key: one for one in listed}
    for key, former in shelf.chronicle.former.items():
        target = by_key.get(former.moved_to) if former.moved_to else None
        if key in by_key:
            continue
        address = shelf.app(*key)
        partner = snapshot.partners.get(key[0])
        has_page = partner is not None and live_profile(partner, shelf.environment) is not None
        view = {
            "heading": former.name,
            "left": day_shown(former.left),
            "target": card(snapshot.platform, target, shelf) if target else None,
            "partner": name_of_partner(partner) if partner and has_page else "",
            "partner_href": shelf.partner(key[0]) if has_page else "",
            "crumbs": [{"title": "App Store", "href": shelf.root or "."}],
        }
        title = f"{target.settings.name} has moved" if target else f"{former.name} has left the App Store"
        head = head_view(shelf, title=title, description=title, address=address, indexed=False)
        if target:
            head["canonical"] = shelf.absolute(shelf.app(*target.key))
        yield Page(f"{address}index", title, FORMER, {**view, "head": head}, title)
