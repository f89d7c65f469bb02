"""A request to publish says all that belongs to its state."""

from __future__ import annotations

from collections.abc import Iterator

from ...domain.code import Code
from ...domain.managed import Part, PlainRequest, PublishRequest, Requests, RequestState
from ...domain.snapshot import Filed, Platform
from .rule import Rule, Told
from .texts import REQUESTS, varied

CODE = Code(
    id="DP708",
    title="A request is incomplete",
    why="Who waits wants to know for whom; who was rejected wants to know why.",
    mend="Run the portal's automation again: it writes this file from the open pull requests.",
    bad=varied(REQUESTS, '"number": 9', '"number": 12'),
    good=REQUESTS,
)


def check(requests: Filed[Requests], platform: Platform) -> Iterator[Told]:
    """Each request, and that its number is its own."""
    seen: set[tuple[object, ...]] = set()
    for position, request in enumerate(requests.record.requests):
        problems = [*_problems(request), *_of_part(request)]
        same = (request.number, request.app, request.part, request.target)
        if same in seen:
            problems.append(("number", f"request {request.number} stands here twice"))
        seen.add(same)
        for name, problem in problems:
            yield CODE.finding(requests.path, problem, ("requests", position, name))
    for position, other in enumerate(requests.record.others):
        for name, problem in _problems(other):
            yield CODE.finding(requests.path, problem, ("others", position, name))


def _problems(request: PublishRequest | PlainRequest) -> Iterator[tuple[str, str]]:
    if request.state is RequestState.PENDING and request.waiting_for is None:
        yield "waiting_for", "a pending request waits for somebody"
    if request.state is RequestState.REJECTED and request.reason is None:
        yield "reason", "a rejected request has a reason"


def _of_part(request: PublishRequest) -> Iterator[tuple[str, str]]:
    if (request.part is Part.PROFILE) == (request.app is not None):
        yield "app", "configuration and listing are an app's, a profile is the partner's"


RULE = Rule(CODE, requests=check)
