"""What the history of main says of the store: when apps came, when they changed, and which ones left or moved."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Final, NamedTuple

Key = tuple[str, str]
"""Partner and app."""

_NEW: Final = 60 * 86_400


class Moment(NamedTuple):
    """One state of an app's publishing on main: when (seconds since 1970), which version, what the app was called.

    ``version`` is empty where nothing was published; ``moved_to`` names the app that its folder became.
    """

    time: int
    version: str
    name: str = ""
    moved_to: Key | None = None


class Former(NamedTuple):
    """An app that once was listed under an address and no longer is: its name, when it left, where it is now."""

    name: str
    left: date
    moved_to: Key | None = None


@dataclass(frozen=True, slots=True)
class Chronicle:
    """``began`` is when an app was first listed, ``updated`` when its present version went live, ``head`` when the
    present commit was made: in seconds since 1970. All is empty where git's history is not there."""

    head: int = 0
    began: Mapping[Key, int] = field(default_factory=dict)
    updated: Mapping[Key, int] = field(default_factory=dict)
    former: Mapping[Key, Former] = field(default_factory=dict)

    def first(self, key: Key) -> date | None:
        """The day on which the app was first listed."""
        return _day(self.began[key]) if key in self.began else None

    def since(self, key: Key) -> date | None:
        """The day on which the version that customers see went live: SuperOffice approved it then."""
        return _day(self.updated[key]) if key in self.updated else None

    def is_new(self, key: Key) -> bool:
        """Whether the app was first listed within the last 60 days."""
        return key in self.began and self.head - self.began[key] <= _NEW

    def is_updated(self, key: Key) -> bool:
        """Whether the app got a new version within the last 60 days, after it was first listed."""
        began, updated = self.began.get(key), self.updated.get(key)
        return began is not None and updated is not None and updated > began and self.head - updated <= _NEW


def chronicle(moments: Mapping[Key, Sequence[Moment]], head: int) -> Chronicle:
    """The chronicle of apps from their states, newest first; ``head`` is when the present commit was made."""
    began: dict[Key, int] = {}
    updated: dict[Key, int] = {}
    former: dict[Key, Former] = {}
    origins: dict[Key, list[Key]] = defaultdict(list)
    for key, states in moments.items():
        if states and states[0].moved_to:
            origins[states[0].moved_to].append(key)
    for key in moments:
        line = list(_line(key, moments, origins, set()))
        listed = [one for one in line if one.version]
        if listed and line[0].version:
            began[key] = listed[-1].time
            updated[key] = _begun(line).time
        elif listed:
            name = next((one.name for one in listed if one.name), key[1])
            former[key] = Former(name, _day(line[0].time), _settled(line[0].moved_to, moments))
    return Chronicle(head, began, updated, former)


def _line(
    key: Key, moments: Mapping[Key, Sequence[Moment]], origins: Mapping[Key, list[Key]], seen: set[Key]
) -> Iterator[Moment]:
    """An app's states, then those that it had under earlier names."""
    if key in seen:
        return
    seen.add(key)
    yield from moments[key]
    for origin in origins.get(key, ()):
        yield from (one for one in _line(origin, moments, origins, seen) if one.version)


def _begun(line: list[Moment]) -> Moment:
    """The state in which the version that is live now went live."""
    begun = line[0]
    for one in line:
        if one.version != line[0].version:
            break
        begun = one
    return begun


def _settled(target: Key | None, moments: Mapping[Key, Sequence[Moment]]) -> Key | None:
    """Where a move ends that may have gone over several names; nothing when the app is listed nowhere now."""
    for _ in range(len(moments)):
        newest = next(iter(moments.get(target, ())), None) if target else None
        if newest is None:
            return None
        if newest.version:
            return target
        target = newest.moved_to
    return None


def _day(seconds: int) -> date:
    return datetime.fromtimestamp(seconds, UTC).date()
