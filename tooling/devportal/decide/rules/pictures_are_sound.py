"""Every picture is a sound PNG, whatever its name says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ...domain.code import Code, Example
from ...domain.image import ImageFacts
from ...domain.layout import Kind, path_of
from ...domain.snapshot import PartnerRecords, PersonRecords, Platform
from .rule import Rule, Told

_ICON = "registry/partners/acme/apps/visual-reports/listing/media/icon.png"

CODE = Code(
    id="DP502",
    title="A picture is not a sound PNG",
    why="Pictures are judged by their content. Another format, a broken file, hidden data behind the picture or one "
    "that unpacks to a giant could harm those who open it.",
    mend="Save the picture anew as PNG from a picture editor, without metadata and animation.",
    source="Developer Portal: App Store information, media; security policy: pictures",
    bad=Example(_ICON, "GIF89a, with another name\n"),
    good=Example("registry/partners/acme/apps/visual-reports/listing/draft.yaml", "label: Draft\n"),
)


def _of(media: Mapping[str, ImageFacts], kind: Kind, **names: str) -> Iterator[Told]:
    for file, facts in media.items():
        if not facts.ok:
            yield CODE.finding(path_of(kind, file=file, **names), f"the picture is not taken: {facts.detail}")


def check(partner: PartnerRecords, platform: Platform) -> Iterator[Told]:
    """All pictures, those that nobody names included."""
    yield from _of(partner.media, Kind.PROFILE_MEDIA, partner=partner.id)
    for app in partner.apps.values():
        yield from _of(app.media, Kind.LISTING_MEDIA, partner=partner.id, app=app.id)


def check_person(person: PersonRecords, platform: Platform) -> Iterator[Told]:
    """The person's picture."""
    if person.avatar:
        yield from _of({f"{person.id}.png": person.avatar}, Kind.AVATAR, person=person.id)


RULE = Rule(CODE, partner=check, person=check_person)
