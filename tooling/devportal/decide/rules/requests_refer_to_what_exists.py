"""A request to publish speaks of something that exists."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ...domain.code import Code
from ...domain.facts import Claim, Need
from ...domain.layout import Kind, path_of
from ...domain.managed import Part, PublishRequest, Requests
from ...domain.snapshot import Filed, PersonRecords, Platform
from .rule import Rule, Told
from .texts import REQUESTS, varied

CODE = Code(
    id="DP707",
    title="A request speaks of something that does not exist",
    why="The portal shows who waits for what; partner, app, version and author are those of the registry.",
    mend="Run the portal's automation again: it writes this file from the open pull requests.",
    bad=varied(REQUESTS, '"version": "initial"', '"version": "autumn"'),
    good=REQUESTS,
)


_AUTHOR: Final = "person or employee"
"""Members of a partner ask, and SuperOffice's employees may ask for them."""


def check(requests: Filed[Requests], platform: Platform) -> Iterator[Told]:
    """Everything that a request names."""
    for position, request in enumerate(requests.record.requests):
        pointer = ("requests", position)
        if platform.staff:
            yield Need(CODE.id, _AUTHOR, request.author, requests.path, (*pointer, "author"))
        yield Need(CODE.id, "partner", request.partner, requests.path, (*pointer, "partner"))
        yield Need(CODE.id, "version", _version(request), requests.path, (*pointer, "version"))
    for position, other in enumerate(requests.record.others):
        pointer = ("others", position)
        if platform.staff and other.author:
            yield Need(CODE.id, _AUTHOR, other.author, requests.path, (*pointer, "author"))
        if other.partner:
            yield Need(CODE.id, "partner", other.partner, requests.path, (*pointer, "partner"))


def _version(request: PublishRequest) -> str:
    if request.part is Part.PROFILE:
        return f"{request.partner}/profile/{request.version}"
    return f"{request.partner}/{request.app}/{request.part.value}/{request.version}"


def check_person(person: PersonRecords, platform: Platform) -> Iterator[Told]:
    """A person may be an author, even while their file cannot be read."""
    yield Claim("", _AUTHOR, person.id, person.id, path_of(Kind.PERSON, person=person.id))


def check_platform(platform: Platform) -> Iterator[Told]:
    """So may an employee."""
    if platform.staff:
        for employee in platform.staff.record.employees:
            yield Claim("", _AUTHOR, employee, employee, platform.staff.path)


RULE = Rule(CODE, person=check_person, platform=check_platform, requests=check)
