"""Drafts become events: who did it, where it came from, and what was asked before it was published."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Final, NamedTuple, TypeAlias

from ...domain.environment import Environment
from ...domain.event import Draft, Event, EventKind, SourceKind, Vouched
from ...domain.history import Author, Known
from ...domain.ledger import LedgerEntry
from ...domain.managed import Part
from .facts import request_sentence
from .origin import Origin
from .who import People, Who

_Asked: TypeAlias = tuple[int, str, str, EventKind, str, str]
_REQUESTED: Final = {EventKind(f"{part.value}-published"): part for part in Part}


class CommitTold(NamedTuple):
    """One commit with what happened in it; ``author`` is who wrote it or, of a merge, the last commit it brought.

    ``known`` is whom the registry knows since then.
    """

    id: str
    time: int
    author: Author
    origin: Origin
    drafts: tuple[Draft, ...]
    known: tuple[Known, ...] = ()


class Settler:
    """Goes forward through the history; what happened before the first commit is handed over beforehand."""

    def __init__(self, ledger: Iterable[LedgerEntry] = ()) -> None:
        self.people = People()
        self._asked: set[_Asked] = set()
        self._merged: Mapping[str, LedgerEntry] = {one.base: one for one in ledger}

    def remember(self, event: Event) -> None:
        """An event of before: a request that is known is not told again."""
        if event.what.request:
            self._asked.add(_key(event.what, event.what.request))

    def settle(self, told: CommitTold) -> Iterator[Event]:
        """The events of the next commit."""
        origin = self._origin(told)
        who = self.people.author(told.author, origin)
        if told.known:
            self.people.learn(told.known)
        if not who.person:
            who = self.people.author(told.author, origin)
        time, approved = moment(told.time), tuple(map(self.people.approver, origin.approved_by))
        for draft in told.drafts:
            if draft.at:
                yield self.of_request(draft, told.id)
                continue
            if asked := self._asked_before(draft, origin, time):
                yield Event(asked.at, told.id, asked, *who, origin.source, origin.request)
            yield Event(time, told.id, draft, *who, origin.source, origin.request, approved)

    def of_request(self, draft: Draft, commit: str) -> Event:
        """An event that the portal recorded with its own time."""
        self._asked.add(_key(draft, draft.request))
        who = self.people.named(draft.by) if draft.by else Who("", _SOMEBODY[bool(draft.request)], "", Vouched.PORTAL)
        source = SourceKind.PULL_REQUEST if draft.request else SourceKind.AUTOMATION
        return Event(draft.at, commit, draft, *who, source, draft.request)

    def _origin(self, told: CommitTold) -> Origin:
        """What the portal's own ledger says of a merge stands above what the commit says of itself."""
        entry = self._merged.get(told.id)
        if entry is None:
            return told.origin
        return told.origin._replace(source=SourceKind.HOOK, request=entry.number, asked_by=entry.author)

    def _asked_before(self, draft: Draft, origin: Origin, time: str) -> Draft | None:
        """The request that a merge answers, unless it was told already."""
        part = _REQUESTED.get(draft.kind)
        environment = Environment(draft.environment) if part and draft.environment else None
        if part is None or environment is None or not environment.needs_approval or not origin.request:
            return None
        kind = EventKind(f"{part.value}-publish-requested")
        sentence = request_sentence(part, draft.version, draft.subject, environment.shown, rejected=False)
        asked = draft._replace(kind=kind, description=sentence, values=(), request=origin.request)
        if _key(asked, origin.request) in self._asked:
            return None
        self._asked.add(_key(asked, origin.request))
        return asked._replace(at=self._opened(origin.request) or time)

    def _opened(self, number: int) -> str:
        return next((one.opened for one in self._merged.values() if one.number == number), "")


_SOMEBODY: Final = {True: "SuperOffice", False: "A customer"}


def _key(draft: Draft, number: int) -> _Asked:
    return number, draft.partner, draft.app, draft.kind, draft.version, draft.environment


def moment(seconds: int) -> str:
    """A time in UTC; the last or first that a calendar has for one beyond it."""
    try:
        return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    except (OverflowError, ValueError, OSError):
        return "9999-12-31T23:59:59Z"
