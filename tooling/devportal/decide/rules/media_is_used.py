"""A picture that nobody names is pointed out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ...domain.code import Code
from ...domain.finding import Severity
from ...domain.image import ImageFacts
from ...domain.layout import Kind, path_of
from ...domain.snapshot import PartnerRecords, Platform
from .pictures import named_pictures
from .rule import Rule, Told
from .texts import LISTING, varied

CODE = Code(
    id="DP506",
    title="A picture is not used",
    why="Every clone of the registry carries it.",
    mend="Take the picture away, or name it in a version.",
    severity=Severity.WARNING,
    bad=varied(
        LISTING,
        "  screenshots:\n    - file: Sales-by-region.png\n      alt: A chart with a bar for each region\n",
        "",
    ),
    good=LISTING,
)


def check(partner: PartnerRecords, platform: Platform) -> Iterator[Told]:
    """Nothing is said while a version that could name the picture cannot be read."""
    used = {(id(named.media), named.file) for named in named_pictures(partner)}
    if _all_read(partner, Kind.PROFILE, len(partner.profiles)):
        yield from _unused(used, partner.media, Kind.PROFILE_MEDIA, partner=partner.id)
    for app in partner.apps.values():
        if _all_read(partner, Kind.LISTING, len(app.listings), app.id):
            yield from _unused(used, app.media, Kind.LISTING_MEDIA, partner=partner.id, app=app.id)


def _all_read(partner: PartnerRecords, kind: Kind, count: int, app: str = "") -> bool:
    folder = path_of(kind, partner=partner.id, app=app, version="").removesuffix(".yaml")
    return sum(path.startswith(folder) and path.endswith(".yaml") for path in partner.paths) == count


def _unused(used: set[tuple[int, str]], media: Mapping[str, ImageFacts], kind: Kind, **names: str) -> Iterator[Told]:
    for file in media:
        if (id(media), file) not in used:
            yield CODE.finding(path_of(kind, file=file, **names), f"no version names {file}")


RULE = Rule(CODE, partner=check)
