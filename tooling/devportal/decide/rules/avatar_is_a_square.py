"""A person's picture is there when the file says so, and is a square."""

from __future__ import annotations

from collections.abc import Iterator

from ...domain.code import Code
from ...domain.facts import Need
from ...domain.layout import Kind, path_of
from ...domain.snapshot import PersonRecords, Platform
from .rule import Rule, Told
from .texts import PERSON, varied

CODE = Code(
    id="DP505",
    title="A person's picture is missing or not a square",
    why="The portal shows it in a circle.",
    mend="Put a square PNG of 64 to 1024 pixels at people/media/, named like the person's file.",
    source="Developer Portal: users",
    bad=varied(PERSON, "superid:", "avatar: true\nsuperid:"),
    good=PERSON,
)


def check(person: PersonRecords, platform: Platform) -> Iterator[Told]:
    """The setting and the picture agree, and a picture is somebody's."""
    path = path_of(Kind.AVATAR, person=person.id)
    if person.avatar:
        yield Need(CODE.id, "person", person.id, path)
    if person.person is None:
        return
    if person.person.record.avatar and person.avatar is None:
        yield CODE.finding(person.person.path, f"there is no picture {path}", ("avatar",))
    if person.avatar and person.avatar.ok:
        width, height = person.avatar.width, person.avatar.height
        if width != height or not 64 <= width <= 1_024:
            yield CODE.finding(path, f"the picture has {width} x {height} pixels")


RULE = Rule(CODE, person=check)
