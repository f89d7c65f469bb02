"""Which events are asked for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from fnmatch import fnmatchcase
from typing import Final

from ..decide.suggest import did_you_mean
from ..domain.event import Event, EventKind
from ..domain.log import Log
from ..domain.source import SourceError

_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_MOMENT: Final = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2})?Z?", re.ASCII)
_AGO: Final = re.compile(r"(\d{1,5})d", re.ASCII)
_WHEN: Final = "Write a day such as 2026-11-24, a time in UTC such as 2026-11-24T09:30:00Z, or 30d for 30 days ago."


@dataclass(frozen=True)
class Query:
    """What is asked for; empty asks for everything. Times are in UTC, the last one inclusive."""

    partner: str = ""
    app: str = ""
    kinds: frozenset[EventKind] = frozenset()
    by: str = ""
    since: str = ""
    until: str = ""


def select(log: Log, query: Query) -> Iterator[Event]:
    """The events, newest first. Raises SourceError for a partner or an app of which there is no event."""
    events: Sequence[Event] = log.events
    if query.partner:
        events = log.of(query.partner, query.app)
        if not events:
            raise SourceError(_nobody(log, query))
    by = query.by.casefold()
    for event in events:
        fits = not query.kinds or event.what.kind in query.kinds
        if fits and (not by or _is_by(event, by)) and query.since <= event.time <= (query.until or "9"):
            yield event


def _is_by(event: Event, by: str) -> bool:
    return by == event.person or by in event.name.casefold() or (bool(event.role) and by in event.role.casefold())


def _nobody(log: Log, query: Query) -> str:
    owners = {(one.what.partner, one.what.app) for one in log.events}
    if query.app and (query.partner, "") in owners:
        near = did_you_mean(query.app, {app for partner, app in owners if partner == query.partner and app})
        hint = f"Did you mean {query.partner}/{near}?" if near else f"See them all: devportal log {query.partner}"
        return f"The log knows no app {query.app} of {query.partner}. {hint}"
    near = did_you_mean(query.partner, {partner for partner, _ in owners if partner})
    hint = f"Did you mean {near}?" if near else "See everything: devportal log"
    return f"The log knows no partner {query.partner}. {hint}"


def kinds_named(names: Sequence[str]) -> frozenset[EventKind]:
    """Kinds of event by name, ``*`` standing for anything. Raises SourceError."""
    found: set[EventKind] = set()
    for name in names:
        matching = {kind for kind in EventKind if fnmatchcase(kind.value, name)}
        if not matching:
            near = did_you_mean(name, {kind.value for kind in EventKind})
            hint = f"Did you mean {near}?" if near else f"There are: {', '.join(EventKind)}."
            raise SourceError(f"There is no event {name}. {hint}")
        found |= matching
    return frozenset(found)


def time_named(text: str, now: datetime, *, end: bool) -> str:
    """A time in UTC as the log writes it; a day stands for its beginning, or its ``end``. Raises SourceError."""
    if not text:
        return ""
    try:
        if ago := _AGO.fullmatch(text):
            return (now.astimezone(UTC) - timedelta(days=int(ago[1]))).strftime("%Y-%m-%dT%H:%M:%SZ")
        if _DAY.fullmatch(text):
            return f"{datetime.fromisoformat(text):%Y-%m-%d}T{'23:59:59' if end else '00:00:00'}Z"
        if _MOMENT.fullmatch(text):
            return f"{datetime.fromisoformat(text.removesuffix('Z')):%Y-%m-%dT%H:%M:%S}Z"
    except (ValueError, OverflowError):
        pass
    raise SourceError(f"{text!r} is no time. {_WHEN}")
