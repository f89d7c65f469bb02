"""Each picture that a record names: where it is named, for what, and what is known of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from ...domain.finding import Pointer
from ...domain.image import ImageFacts
from ...domain.snapshot import Filed, PartnerRecords


class Named(NamedTuple):
    """A picture as a record names it."""

    filed: Filed[Any]
    pointer: Pointer
    file: str
    alt: str
    is_screenshot: bool
    media: Mapping[str, ImageFacts]


def named_pictures(partner: PartnerRecords) -> Iterator[Named]:
    """The logo of each profile, the icons and screenshots of each listing."""
    for profile in partner.profiles.values():
        logo = profile.record.logo
        if logo:
            yield Named(profile, ("logo",), logo.file, logo.alt, False, partner.media)
    for app in partner.apps.values():
        for listing in app.listings.values():
            media = listing.record.media
            for name in ("home_icon", "detail_icon"):
                icon = getattr(media, name)
                if icon:
                    yield Named(listing, ("media", name), icon.file, icon.alt, False, app.media)
            for position, shot in enumerate(media.screenshots):
                yield Named(listing, ("media", "screenshots", position), shot.file, shot.alt, True, app.media)
