"""The public home page, and the door to the private pages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from ...domain.environment import Environment
from ...domain.page import Page
from ...domain.snapshot import PartnerRecords, Snapshot
from ..each import of_each
from .store import card, listed_app

_SPOTLIGHT: Final = 3


def front_pages(snapshot: Snapshot) -> Iterator[Page]:
    """What the portal is, for everybody, without a private word; it counts only what the App Store shows."""
    listed = of_each(snapshot, "listed", _listed)
    lit = sorted((name, partner, app) for partner, apps in listed.items() for app, name, is_lit in apps if is_lit)
    view = {
        "area": "home",
        "heading": "Developer Portal",
        "listed": sum(map(len, listed.values())),
        "spotlight": [_card(snapshot, partner, app) for _, partner, app in lit[:_SPOTLIGHT]],
    }
    text = "Register apps for SuperOffice CRM Online, configure them, and take them live with a pull request."
    yield Page("index", "Home", "home.html", view, description=text)


def _listed(partner: PartnerRecords) -> list[tuple[str, str, bool]]:
    """The apps that the App Store shows: id, the name that it is sorted by, whether it is in the spotlight."""
    found = (listed_app(partner, app, Environment.PRODUCTION) for app in partner.apps.values())
    return [(one.app.id, one.settings.name.casefold(), one.settings.spotlight) for one in found if one]


def _card(snapshot: Snapshot, partner: str, app: str) -> dict[str, Any]:
    records = snapshot.partners[partner]
    one = listed_app(records, records.apps[app], Environment.PRODUCTION)
    assert one is not None, "it was listed a moment ago"
    return card(snapshot.platform, one)
