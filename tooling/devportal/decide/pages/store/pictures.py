"""Pictures of the store in the sizes in which they are shown."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from typing import Any

from ....domain.image import ImageFacts
from ....domain.layout import Kind, path_of
from ....domain.rendition import ICON, LOGO, SHOT, Rendition, Role
from ....domain.snapshot import Snapshot
from .shelf import OWN, Listed, Shelf, listed_apps, live_profile, partners_of


def icon_view(shelf: Shelf, one: Listed, file: str | None, alt: str = "") -> dict[str, Any] | None:
    """The icon of an app; nothing when it has none."""
    return _view(shelf, one.app.media, file, alt, ICON)


def shot_view(shelf: Shelf, one: Listed, file: str, alt: str) -> dict[str, Any] | None:
    """A screenshot."""
    return _view(shelf, one.app.media, file, alt, SHOT)


def logo_view(shelf: Shelf, media: Mapping[str, ImageFacts], file: str | None, alt: str = "") -> dict[str, Any] | None:
    """The logo of a partner."""
    return _view(shelf, media, file, alt, LOGO)


def _view(
    shelf: Shelf, media: Mapping[str, ImageFacts], file: str | None, alt: str, role: Role
) -> dict[str, Any] | None:
    facts = media.get(file or "")
    if facts is None or not facts.ok or not facts.oid:
        return None
    folder = media_folder(shelf)
    made = Rendition(facts.oid, role)
    return {
        "alt": alt,
        "src": f"{folder}{made.fallback}",
        "webp": [{"href": f"{folder}{name}", "width": width} for width, name in made.webp(facts.width)],
        "full": f"{folder}{made.webp(facts.width)[-1][1]}",
        "width": role.fallback,
        "height": round(role.fallback * facts.height / facts.width),
    }


def media_folder(shelf: Shelf) -> str:
    """Where a store's pictures stand. A preview's are as private as its pages."""
    return f"{shelf.root}{OWN}/media/"


def wanted(
    shelf: Shelf, snapshot: Snapshot, without: Container[str] = frozenset()
) -> Iterator[tuple[str, str, Rendition]]:
    """The path in the registry, the folder and the renditions of each picture that the store's pages show.

    Pictures of the partners ``without`` are left out.
    """
    folder = media_folder(shelf)
    for one in listed_apps(snapshot, shelf.environment, shelf.only):
        if one.partner.id in without:
            continue
        media = one.listing.media
        names = {"partner": one.partner.id, "app": one.app.id}
        icons = [(icon.file, ICON) for icon in (media.home_icon, media.detail_icon) if icon]
        for file, role in dict.fromkeys([*icons, *((shot.file, SHOT) for shot in media.screenshots)]):
            facts = one.app.media.get(file)
            if facts and facts.ok and facts.oid:
                yield path_of(Kind.LISTING_MEDIA, file=file, **names), folder, Rendition(facts.oid, role)
    for partner in partners_of(snapshot, shelf.only):
        if partner.id in without:
            continue
        profile = live_profile(partner, shelf.environment)
        facts = partner.media.get(profile.logo.file) if profile and profile.logo else None
        if profile and profile.logo and facts and facts.ok and facts.oid:
            path = path_of(Kind.PROFILE_MEDIA, partner=partner.id, file=profile.logo.file)
            yield path, folder, Rendition(facts.oid, LOGO)
