"""Pictures for shared links, made once and kept by content beside the renditions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from ..decide.pages.frame import name_of_partner
from ..decide.pages.store import Listed, Shelf
from ..domain.image import ImageFacts
from ..domain.rendition import ICON, Rendition
from ..gateways.renditions import open_renditions
from ..gateways.share import share_key, share_picture


def share_pictures(fonts: Path, shelf: Shelf, listed: Sequence[Listed]) -> Iterator[tuple[Listed, str, bytes]]:
    """For each app the address and the PNG. They are made after the renditions, whose icons stand on them."""
    renditions = open_renditions()
    for one in listed:
        name, partner, header = one.settings.name, name_of_partner(one.partner), one.listing.description.header or ""
        icon = _icon(one)
        key = share_key(name, partner, header, icon)
        kept = renditions.other(f"{key}.png")
        if kept is None:
            drawn = share_picture(fonts, name, partner, header, renditions.other(icon) if icon else None)
            kept = renditions.keep(f"{key}.png", drawn)
        yield one, f"{shelf.app(*one.key)}share.png", kept


def _icon(one: Listed) -> str:
    """The name of the largest file of the icon; empty when the app has none."""
    icon = one.listing.media.detail_icon or one.listing.media.home_icon
    facts: ImageFacts | None = one.app.media.get(icon.file) if icon else None
    return Rendition(facts.oid, ICON).webp(facts.width)[-1][1] if facts and facts.ok and facts.oid else ""
