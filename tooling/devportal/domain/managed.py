"""Facts that the portal's own automation writes: requests to publish."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from enum import StrEnum
from functools import cached_property
from typing import Annotated, ClassVar

from pydantic import Field, StrictInt

from .environment import Environment
from .permission import BY_CI, StaffRole
from .person import KeyName
from .record import Group, Record, setting
from .text import Moment, Paragraph, Slug

_Hours = Annotated[StrictInt, Field(ge=0, le=10**6)]


class Part(StrEnum):
    """What a request to publish speaks of."""

    CONFIGURATION = "configuration"
    LISTING = "listing"
    PROFILE = "profile"


class SeenKey(Group):
    """A changed key to receive with, and since when the portal knows it."""

    key: Annotated[KeyName, BY_CI] = setting("Key", "The fingerprint of an SSH key, or an age recipient.")
    since: Annotated[Moment, BY_CI] = setting("Since", "When the portal first saw it on main, in UTC.")


class SeenKeys(Record):
    """Changed keys of one person, in ``managed/people/<person>.yaml``: secrets are sealed to them after some days."""

    title: ClassVar[str] = "Keys seen"
    source: ClassVar[str] = "Security policy: hand-over"

    keys: Annotated[tuple[SeenKey, ...], BY_CI] = setting("Keys", "Each changed key.", (), max_length=20)

    def since(self, key: str) -> str:
        """When a key was first seen; empty for one that was not."""
        return next((one.since for one in self.keys if one.key == key), "")


class RequestState(StrEnum):
    """How a request to publish stands."""

    PENDING = "pending"
    APPROVED = "approved"
    REJECTED = "rejected"

    @property
    def shown(self) -> str:
        """The name that people read."""
        return "Request pending" if self is RequestState.PENDING else self.value.capitalize()


class PublishRequest(Group):
    """A pull request that asks to publish one version."""

    number: Annotated[StrictInt, BY_CI] = setting("Number", "The pull request's number.", ge=1, le=10**9)
    author: Annotated[Slug, BY_CI] = setting("Author", "The person who asks.")
    partner: Annotated[Slug, BY_CI] = setting("Partner", "Whose version it is.")
    app: Annotated[Slug | None, BY_CI] = setting(
        "Application", "Whose version it is; nothing for a partner's profile.", None
    )
    part: Annotated[Part, BY_CI] = setting("Part", "Configuration, listing or profile.")
    version: Annotated[Slug, BY_CI] = setting("Version", "The version that is to be published.")
    target: Annotated[Environment, BY_CI] = setting("Target", "Where it is to be published.")
    state: Annotated[RequestState, BY_CI] = setting(
        "State", "Pending, approved and about to be published, or rejected."
    )
    since: Annotated[Moment, BY_CI] = setting("Since", "When the request came into this state, in UTC.")
    waiting_for: Annotated[StaffRole | None, BY_CI] = setting(
        "Waiting for", "Who acts next, while it is pending.", None
    )
    reason: Annotated[Paragraph | None, BY_CI] = setting("Reason", "Why it was rejected.", None)
    rejected_by: Annotated[Slug | None, BY_CI] = setting("Rejected by", "The employee who rejected it.", None)
    waited: Annotated[_Hours | None, BY_CI] = setting("Waited", "Working hours that SuperOffice had it so far.", None)
    promised: Annotated[_Hours | None, BY_CI] = setting(
        "Promised", "Working hours after which it is passed on. Source: `platform/policy.yaml`.", None
    )


class PlainRequest(Group):
    """A pull request that needs an approval and publishes nothing: a registration, a locked setting."""

    number: Annotated[StrictInt, BY_CI] = setting("Number", "The pull request's number.", ge=1, le=10**9)
    summary: Annotated[Paragraph, BY_CI] = setting("Summary", "What it does, in the portal's words.")
    author: Annotated[Slug | None, BY_CI] = setting("Author", "The person who asks; a newcomer has no name yet.", None)
    partner: Annotated[Slug | None, BY_CI] = setting("Partner", "Whose it is; a new partner has no name yet.", None)
    state: Annotated[RequestState, BY_CI] = setting("State", "Pending, approved and about to be merged, or rejected.")
    since: Annotated[Moment, BY_CI] = setting("Since", "When the request came into this state, in UTC.")
    waiting_for: Annotated[StaffRole | None, BY_CI] = setting(
        "Waiting for", "Who acts next, while it is pending.", None
    )
    reason: Annotated[Paragraph | None, BY_CI] = setting("Reason", "Why it was rejected.", None)
    waited: Annotated[_Hours | None, BY_CI] = setting("Waited", "Working hours that SuperOffice had it so far.", None)
    promised: Annotated[_Hours | None, BY_CI] = setting("Promised", "Working hours after which it is passed on.", None)


class WaitingTime(Group):
    """How long requests wait for one role, in working hours."""

    role: Annotated[StaffRole, BY_CI] = setting("Role", "Who is waited for.")
    promised: Annotated[_Hours, BY_CI] = setting("Promised", "After so long a request is passed on.")
    open: Annotated[_Hours, BY_CI] = setting("Waiting", "How many requests wait now.")
    longest: Annotated[_Hours, BY_CI] = setting("Longest", "How long the oldest of them has waited.")
    answered: Annotated[_Hours, BY_CI] = setting("Answered", "How many were answered in the last 90 days.")
    median: Annotated[_Hours | None, BY_CI] = setting("Median", "How long half of those waited at most.", None)


class Requests(Record):
    """Open and rejected requests, in ``managed/requests.json``."""

    title: ClassVar[str] = "Requests"
    source: ClassVar[str] = "Developer Portal: publish status"

    requests: Annotated[tuple[PublishRequest, ...], BY_CI] = setting(
        "Requests", "Open, approved and rejected requests to publish.", ()
    )
    others: Annotated[tuple[PlainRequest, ...], BY_CI] = setting(
        "Other requests", "Those that publish nothing and need an approval.", ()
    )
    waiting_times: Annotated[tuple[WaitingTime, ...], BY_CI] = setting(
        "Waiting times", "How long requests wait, role by role.", (), max_length=3
    )

    @cached_property
    def by_subject(self) -> Mapping[tuple[Part, str, str | None], tuple[PublishRequest, ...]]:
        """The requests that speak of one thing: the part, the partner, and the app where it is an app's."""
        found: dict[tuple[Part, str, str | None], list[PublishRequest]] = defaultdict(list)
        for request in self.requests:
            found[request.part, request.partner, request.app].append(request)
        return {subject: tuple(requests) for subject, requests in found.items()}
