"""The page of a partner."""

from __future__ import annotations

from collections.abc import Sequence

from ....domain.page import Page
from ....domain.partner import Profile
from ....domain.snapshot import PartnerRecords, Platform
from ...formatted import to_html
from ...store.jsonld import partner_facts
from ..frame import name_of_partner
from .card import card
from .head import head_view
from .pictures import logo_view
from .shelf import Listed, Shelf


def partner_page(
    platform: Platform, shelf: Shelf, partner: PartnerRecords, profile: Profile, listed: Sequence[Listed]
) -> Page:
    """Logo, description, links, and all of the partner's listed apps."""
    name = name_of_partner(partner)
    logo = profile.logo
    view = {
        "heading": name,
        "picture": logo_view(shelf, partner.media, logo.file, logo.alt) if logo else None,
        "initial": name[:1].upper(),
        "description_html": to_html(profile.description or ""),
        "links": [{"href": link.url, "title": link.text} for link in profile.links],
        "cards": [card(platform, one, shelf) for one in listed],
        "crumbs": [{"title": "App Store", "href": shelf.root or "."}],
    }
    view["head"] = head_view(
        shelf,
        title=f"{name}: apps for SuperOffice",
        description=profile.meta_description or "",
        address=shelf.partner(partner.id),
        facts=partner_facts(shelf.site, view, shelf.partner(partner.id)) if not shelf.is_preview else (),
    )
    path = f"{shelf.root}{partner.id}/index"
    return Page(path, name, "store/partner.html", view, profile.meta_description or "")
