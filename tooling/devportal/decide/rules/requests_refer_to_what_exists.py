"""A request to publish speaks of something that exists."""

from __future__ import annotations

from collections.abc import Iterator

from ...domain.code import Code
from ...domain.facts import Need
from ...domain.managed import Part, PublishRequest, Requests
from ...domain.snapshot import Filed, Platform
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


def check(requests: Filed[Requests], platform: Platform) -> Iterator[Told]:
    """Everything that a request names."""
    for position, request in enumerate(requests.record.requests):
        pointer = ("requests", position)
        yield Need(CODE.id, "person", request.author, requests.path, (*pointer, "author"))
        yield Need(CODE.id, "partner", request.partner, requests.path, (*pointer, "partner"))
        yield Need(CODE.id, "version", _version(request), requests.path, (*pointer, "version"))


def _version(request: PublishRequest) -> str:
    if request.part is Part.PROFILE:
        return f"{request.partner}/profile/{request.version}"
    return f"{request.partner}/{request.app}/{request.part.value}/{request.version}"


RULE = Rule(CODE, requests=check)
