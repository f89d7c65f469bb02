"""The log: events of main in their order, and those that belong to one partner or app."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple, Protocol, TypeAlias, TypeVar

from .event import Event, EventKind
from .managed import Part

Owner: TypeAlias = tuple[str, str]
"""A partner and one of its apps, by today's names; an empty app for what belongs to the partner itself."""


_Event = TypeVar("_Event")


class Logged(NamedTuple):
    """An event with today's name of the app whose it is, empty for the partner's own."""

    app: str
    event: Event


class LaterLogged(Sequence[Logged]):
    """Events that are made when somebody looks at them; ``name`` stands for what they are."""

    def __init__(self, name: str, make: Callable[[], tuple[Logged, ...]]) -> None:
        self._name, self._make = name, make

    @cached_property
    def _events(self) -> tuple[Logged, ...]:
        return self._make()

    def __getitem__(self, place: Any) -> Any:
        return self._events[place]

    def __len__(self) -> int:
        return len(self._events)

    def __repr__(self) -> str:
        """Equal for equal events, without making them: builds compare what pages were made from by it."""
        return f"LaterLogged({self._name})"


@dataclass(frozen=True)
class Log:
    """Events, newest first, in the order in which they came to main; times are no order, for clocks differ."""

    events: tuple[Event, ...] = field(default=(), repr=False)

    def of(self, partner: str, app: str = "") -> tuple[Event, ...]:
        """The events of a partner with all of its apps, or of one app, under former names, too."""
        if app:
            return self._by_app.get((partner, app), ())
        return tuple(one.event for one in self.by_partner.get(partner, ()))

    def publications(self, partner: str, app: str, part: Part) -> Iterator[Event]:
        """Who published which version where and when, newest first; taking one out of an environment counts, too."""
        kinds = {EventKind(f"{part.value}-published"), EventKind(f"{part.value}-withdrawn")}
        owner = (partner, app)
        return (one for one in self._by_app.get(owner, ()) if one.what.kind in kinds)

    @cached_property
    def _owned(self) -> tuple[tuple[Owner, Event], ...]:
        return tuple(owned(self.events))

    @cached_property
    def _by_app(self) -> Mapping[Owner, tuple[Event, ...]]:
        found: dict[Owner, list[Event]] = defaultdict(list)
        for owner, event in self._owned:
            found[owner].append(event)
        return {owner: tuple(events) for owner, events in found.items()}

    @cached_property
    def by_partner(self) -> Mapping[str, tuple[Logged, ...]]:
        """Each partner's events with those of its apps, by today's names."""
        found: dict[str, list[Logged]] = defaultdict(list)
        for (partner, app), event in self._owned:
            found[partner].append(Logged(app, event))
        return {partner: tuple(events) for partner, events in found.items()}


def owned(events: Iterable[Event]) -> Iterator[tuple[Owner, Event]]:
    """Events, newest first, each with whose it is by today's names; those of nobody of today are left out.

    A name that somebody else had before leads to nobody: what happened before a partner or an app came into being is
    not theirs. Nobody may see the log of those who had the name before them.
    """
    return owned_by(events, lambda event: event.what)


class Subject(Protocol):
    """Whose an event is, and what names it brings."""

    @property
    def kind(self) -> str:
        """What happened; an ``EventKind``, or its value."""
        ...

    @property
    def partner(self) -> str:
        """The partner's name at that time; empty for what belongs to nobody."""
        ...

    @property
    def app(self) -> str:
        """The app's name at that time; empty for what is the partner's own."""
        ...

    @property
    def was(self) -> str:
        """The name before, where the event gives a new one."""
        ...


def owned_by(events: Iterable[_Event], draft: Callable[[_Event], Subject]) -> Iterator[tuple[Owner, _Event]]:
    """The same of anything that tells an event; ``draft`` says what happened, its kind perhaps as a plain text."""
    partners, apps = _Names(), _Names()
    for event in events:
        what = draft(event)
        partner = partners.today(("", what.partner)) if what.partner else ""
        app = apps.today((what.partner, what.app)) if what.app else ""
        if partner and (app or not what.app):
            yield (partner, app), event
        if what.app:
            apps.go_back((what.partner, what.app), what.was, what.kind == EventKind.APP_CREATED)
        elif what.partner:
            if what.was:
                apps.move((what.partner, what.was))
            partners.go_back(("", what.partner), what.was, what.kind == EventKind.PARTNER_CREATED)


class _Names:
    """What a name of an earlier time is called today, while the history is walked backwards."""

    def __init__(self) -> None:
        self._today: dict[Owner, str] = {}

    def today(self, name: Owner) -> str:
        """Today's name; empty for somebody who is gone."""
        return self._today.get(name, name[1])

    def go_back(self, name: Owner, was: str, begins: bool) -> None:
        """Step over the event that gave the name, or that began whoever has it."""
        if was:
            self._today[name[0], was] = self.today(name)
        if was or begins:
            self._today[name] = ""

    def move(self, names: Owner) -> None:
        """A partner's apps were below another name before."""
        new, old = names
        for (partner, app), today in list(self._today.items()):
            if partner == new:
                self._today[old, app] = today
