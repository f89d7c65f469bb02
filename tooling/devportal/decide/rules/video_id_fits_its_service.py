"""A video's id has the form that its service gives."""

from __future__ import annotations

from collections.abc import Iterator

from ...domain.code import Code
from ...domain.listing import VideoService
from ...domain.snapshot import PartnerRecords, Platform
from .rule import Rule, Told
from .texts import LISTING, varied

_VIDEO = "  videos:\n    - service: {service}\n      id: {id}\n      description: A tour of the reports\n"

CODE = Code(
    id="DP512",
    title="A video's id is not one of its service",
    why="YouTube's ids have eleven characters, Vimeo's are numbers; the player would stay black.",
    mend="Copy the id out of the video's address.",
    source="Developer Portal: App Store information, media",
    bad=varied(LISTING, "description:\n", _VIDEO.format(service="vimeo", id="One6P5Jm5l0") + "description:\n"),
    good=varied(LISTING, "description:\n", _VIDEO.format(service="youtube", id="One6P5Jm5l0") + "description:\n"),
)


def check(partner: PartnerRecords, platform: Platform) -> Iterator[Told]:
    """Every video."""
    for app in partner.apps.values():
        for filed in app.listings.values():
            for position, video in enumerate(filed.record.media.videos):
                fits = video.id.isdigit() if video.service is VideoService.VIMEO else len(video.id) == 11
                if not fits:
                    message = f"{video.id} is not an id of {video.service.value}"
                    yield CODE.finding(filed.path, message, ("media", "videos", position, "id"))


RULE = Rule(CODE, partner=check)
