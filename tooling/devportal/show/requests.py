"""Open requests for a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from ..domain.managed import PlainRequest, PublishRequest, Requests, RequestState
from .printable import printable


def as_table(requests: Requests) -> str:
    """One request a line, the oldest first, and how long each role takes."""
    return "".join(f"{printable(line)}\n" for line in _lines(requests))


def _lines(requests: Requests) -> Iterator[str]:
    everything: list[PublishRequest | PlainRequest] = [*requests.requests, *requests.others]
    everything.sort(key=lambda one: one.number)
    if not everything:
        yield "Nothing waits."
    for one in everything:
        yield f"#{one.number} {_what(one)}, asked by {one.author or 'a newcomer'}"
        yield f"   {_stands(one)}, since {one.since}"
    for time in requests.waiting_times:
        median = f"; half of {time.answered} within {time.median} hours" if time.answered else ""
        yield f"{time.role.shown}: {time.open} waiting, promised within {time.promised} working hours{median}"


def _what(one: PublishRequest | PlainRequest) -> str:
    if isinstance(one, PlainRequest):
        return one.summary
    thing = f"{one.partner}/{one.app}" if one.app else one.partner
    return f"{one.part.value} {one.version} of {thing} to {one.target.shown}"


def _stands(one: PublishRequest | PlainRequest) -> str:
    if one.state is RequestState.PENDING and one.waiting_for:
        waited = f", {one.waited} of {one.promised} working hours" if one.promised else ""
        return f"waiting for {one.waiting_for.somebody}{waited}"
    return f"rejected: {one.reason}" if one.reason else one.state.value
