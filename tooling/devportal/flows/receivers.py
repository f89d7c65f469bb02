"""To whose keys a partner's secrets are sealed: read at a commit of main, and from its history."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from ..decide.keys_that_count import WaitingKey, counted, first_keys
from ..decide.place import Placed
from ..decide.yaml_text import yaml_text
from ..domain.hand_over import Recipient, Terms
from ..domain.layout import Kind, Location, path_of
from ..domain.managed import SeenKeys
from ..domain.partner import Members
from ..domain.person import Person
from ..domain.snapshot import TreeEntry
from ..domain.source import SourceError
from ..gateways.git import GitSource
from ..gateways.git_history import file_history
from ..gateways.git_merge import is_shallow
from .files import open_files

_MOST = 2**31 - 1
"""All of it: whoever changes their file often enough must not push their first key out of sight."""
_SCHEMA = "../../../schemas/seen-keys.schema.json"


class Receivers(NamedTuple):
    """The keys that count, by person; those that wait; and files below ``registry/`` that keep what was seen.

    Commit ``files`` to main with the receipts: the days of a changed key are counted from there.
    """

    keys: Mapping[str, tuple[Recipient, ...]]
    waiting: tuple[WaitingKey, ...]
    files: Mapping[str, bytes]

    def of(self, people: Iterable[str]) -> tuple[Recipient, ...]:
        """The keys of some people."""
        return tuple(key for person in people for key in self.keys.get(person, ()))


def receivers(source: GitSource, partner: str, people: Iterable[str], now: str, terms: Terms) -> Receivers:
    """Which keys of some users of a partner count at a commit. Raises SourceError, also for a shallow clone."""
    if is_shallow(source.root):
        raise SourceError("This clone is shallow, so nobody can say which keys are new. Fetch the whole history.")
    members = _record(source, Location(Kind.MEMBERS, partner=partner))
    keys: dict[str, tuple[Recipient, ...]] = {}
    waiting: list[WaitingKey] = []
    files: dict[str, bytes] = {}
    for name in sorted(set(people)):
        person = _record(source, Location(Kind.PERSON, person=name))
        member = members.members.get(name) if isinstance(members, Members) else None
        if isinstance(person, Person) and member:
            seen = _record(source, Location(Kind.SEEN_KEYS, person=name))
            before = seen if isinstance(seen, SeenKeys) else None
            found = counted(name, person, first_keys(_history(source, name)), before, member.confirmed_keys, now, terms)
            keys[name] = found.recipients
            waiting.extend(found.waiting)
            if found.seen != (before or SeenKeys()):
                path = path_of(Kind.SEEN_KEYS, person=name)
                files[path] = yaml_text(found.seen.model_dump(mode="json"), _SCHEMA)
    return Receivers(keys, tuple(waiting), files)


def _record(source: GitSource, location: Location) -> object:
    entries = source.entries([location.path])
    return open_files(source, [Placed(entries[0], location)])[0].file.record if entries else None


def _history(source: GitSource, name: str) -> Iterator[Person]:
    """Every state of a person's file on main's own line, oldest first."""
    location = Location(Kind.PERSON, person=name)
    for _, oid in reversed(file_history(source.root, source.commit, location.path, _MOST)):
        if oid.strip("0"):
            entry = TreeEntry(location.path, 0o100644, oid)
            record = open_files(source, [Placed(entry, location)])[0].file.record
            if isinstance(record, Person):
                yield record
