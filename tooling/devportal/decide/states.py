"""Which state each version is in, environment by environment."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from ..domain.environment import Environment
from ..domain.managed import Part, PublishRequest, Requests, RequestState
from ..domain.release import Published


class State(StrEnum):
    """The state of a version in an environment. Source: Developer Portal, versions and states."""

    DRAFT = "draft"
    PENDING = "pending"
    PUBLISHED = "published"
    REJECTED = "rejected"

    @property
    def shown(self) -> str:
        """The name that people read."""
        return "Request pending" if self is State.PENDING else self.value.capitalize()


@dataclass(frozen=True, slots=True)
class Standing:
    """One version in one environment; ``request`` is the pull request that asks for it."""

    environment: Environment
    state: State
    version: str
    request: PublishRequest | None = None


def standings(
    versions: Iterable[str], published: Published | None, requests: Iterable[PublishRequest]
) -> tuple[Standing, ...]:
    """Every state that versions of one thing are in, in the order of the environments.

    A version that is live nowhere and asked for nowhere is a draft, and stands in SOD, where everything is edited. A
    rejection counts until the version is published there or asked for again.
    """
    asked = list(requests)
    found = [*_live(published), *_asked(published, asked)]
    used = {standing.version for standing in found}
    drafts = [Standing(Environment.SOD, State.DRAFT, version) for version in versions if version not in used]
    order = list(Environment)
    return tuple(sorted((*found, *drafts), key=lambda one: order.index(one.environment)))


def _live(published: Published | None) -> Iterator[Standing]:
    for environment in Environment:
        version = published.in_environment(environment) if published else None
        if version:
            yield Standing(environment, State.PUBLISHED, version)


def _asked(published: Published | None, requests: list[PublishRequest]) -> Iterator[Standing]:
    pending = {(one.version, one.target) for one in requests if one.state is RequestState.PENDING}
    for request in requests:
        place = (request.version, request.target)
        if published and published.in_environment(request.target) == request.version:
            continue
        if request.state is RequestState.PENDING:
            yield Standing(request.target, State.PENDING, request.version, request)
        elif place not in pending:
            yield Standing(request.target, State.REJECTED, request.version, request)


def requests_of(requests: Requests, part: Part, partner: str, app: str | None = None) -> tuple[PublishRequest, ...]:
    """The requests that speak of one thing."""
    return requests.by_subject.get((part, partner, app), ())


def labels(versions: Mapping[str, Any]) -> dict[str, str]:
    """What each version is called."""
    return {version: filed.record.label for version, filed in versions.items()}
