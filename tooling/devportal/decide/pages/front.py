"""The public home page, and the door to the private pages."""

from __future__ import annotations

from collections.abc import Iterator

from ...domain.page import Page
from ...domain.snapshot import Snapshot
from .store import card, listed_apps


def front_pages(snapshot: Snapshot) -> Iterator[Page]:
    """What the portal is, for everybody, without a private word; it counts only what the App Store shows."""
    listed = listed_apps(snapshot)
    view = {
        "area": "home",
        "heading": "Developer Portal",
        "listed": len(listed),
        "spotlight": [card(snapshot.platform, one) for one in listed if one.settings.spotlight][:3],
    }
    text = "Register apps for SuperOffice CRM Online, configure them, and take them live with a pull request."
    yield Page("index", "Home", "home.html", view, description=text)
