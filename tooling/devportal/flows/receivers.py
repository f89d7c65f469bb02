"""To whose keys a partner's secrets are sealed: read at a commit of main, and from its history."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from ..decide.assemble import ReadFile, only
from ..decide.keys_that_count import Counted, WaitingKey, counted, first_keys, receiving
from ..decide.place import Placed
from ..decide.yaml_text import yaml_text
from ..domain.hand_over import TERMS, Recipient, Terms
from ..domain.layout import ROOT, Kind, Location, path_of
from ..domain.managed import Requests, SeenKeys
from ..domain.partner import Members
from ..domain.person import Person
from ..domain.snapshot import Filed, PartnerRecords, Platform, Snapshot, TreeEntry
from ..domain.source import Source, SourceError
from ..gateways.git import GitSource
from ..gateways.git_history import histories
from ..gateways.git_merge import is_shallow
from ..gateways.overlay import OverlaySource
from .files import open_files

_SCHEMA = "../../../schemas/seen-keys.schema.json"


class Receivers(NamedTuple):
    """The keys that count, by person; those that wait; and files below ``registry/`` that keep what was seen.

    Commit ``files`` to main with the receipts: the days of a changed key are counted from there.
    """

    keys: Mapping[str, tuple[Recipient, ...]]
    waiting: tuple[WaitingKey, ...]
    files: Mapping[str, bytes]


def receivers(source: Source, partner: str, people: Iterable[str], now: str, terms: Terms) -> Receivers:
    """Which keys of some users of a partner count at a commit. Raises SourceError, also for a shallow clone."""
    names = sorted(set(people))
    counts = KeysThatCount(source, _small(source, partner, names), now, terms)
    return Receivers(
        keys={name: counts.of(partner, name) for name in names},
        waiting=tuple(one for name in names for one in counts.waiting(partner, name)),
        files=counts.files(),
    )


def _small(source: Source, partner: str, people: list[str]) -> Snapshot:
    """Just those people, and the partner's members."""
    members = _records(source, [Location(Kind.MEMBERS, partner=partner)])
    own = _records(source, [Location(kind, person=name) for name in people for kind in (Kind.PERSON, Kind.SEEN_KEYS)])
    found = {(one.location.kind, one.location.person): one.record for one in own}
    return Snapshot(
        platform=Platform(),
        people={name: Filed(Location(kind, person=name), record) for (kind, name), record in found.items()
                if isinstance(record, Person)},
        partners={partner: PartnerRecords(partner, members=only(members, Members))},
        requests=Requests(),
        seen_keys={name: record for (_, name), record in found.items() if isinstance(record, SeenKeys)},
    )  # fmt: skip


def _records(source: Source, locations: list[Location]) -> list[ReadFile]:
    entries = {entry.path: entry for entry in source.entries([one.path for one in locations])}
    placed = [Placed(entries[one.path], one) for one in locations if one.path in entries]
    return [opened.file for opened in open_files(source, placed)]


class KeysThatCount:
    """Which keys of which people count, worked out when somebody asks.

    ``snapshot`` holds people, members, policy and seen keys of ``source``. A folder has no history: there all keys are
    the first ones.
    """

    def __init__(self, source: Source, snapshot: Snapshot, now: str, terms: Terms | None = None) -> None:
        self._source, self._snapshot, self._now, self._terms = source, snapshot, now, terms

    @property
    def terms(self) -> Terms:
        """How long things take, by the policy."""
        policy = self._snapshot.platform.policy
        return self._terms or (policy.record.hand_over.terms if policy else TERMS)

    def of(self, partner: str, person: str) -> tuple[Recipient, ...]:
        """The keys of a user of a partner that count now; none of anybody else. Raises SourceError."""
        found = self._counted(partner, person)
        return found.recipients if found else ()

    def waiting(self, partner: str, person: str) -> tuple[WaitingKey, ...]:
        """The changed keys of a user of a partner that do not count yet. Raises SourceError."""
        found = self._counted(partner, person)
        return found.waiting if found else ()

    def files(self) -> dict[str, bytes]:
        """Files below ``registry/managed/people/`` that keep which changed keys were seen, where they have to change.

        Commit them to main: the days are counted from there. Raises SourceError.
        """
        found = {}
        for name, filed in self._snapshot.people.items():
            before = self._snapshot.seen_keys.get(name, SeenKeys())
            seen = counted(name, filed.record, self._first(name), before, (), self._now, self.terms).seen
            if seen != before:
                found[path_of(Kind.SEEN_KEYS, person=name)] = yaml_text(seen.model_dump(mode="json"), _SCHEMA)
        return found

    def _counted(self, partner: str, person: str) -> Counted | None:
        records, filed = self._snapshot.partners.get(partner), self._snapshot.people.get(person)
        members = records.members.record.members if records and records.members else {}
        if filed is None or person not in members:
            return None
        seen = self._snapshot.seen_keys.get(person)
        sure = members[person].confirmed_keys
        return counted(person, filed.record, self._first(person), seen, sure, self._now, self.terms)

    def _first(self, person: str) -> frozenset[str]:
        """The keys that a person began with."""
        versions = self._histories.get(path_of(Kind.PERSON, person=person), [])
        if len(versions) < 2:
            return frozenset(receiving(self._snapshot.people[person].record.keys))
        return first_keys(_states(self._source, person, versions))

    @property
    def _histories(self) -> Mapping[str, list[str]]:
        source = self._source.below if isinstance(self._source, OverlaySource) else self._source
        if not isinstance(source, GitSource):
            return {}
        return _histories(source.root, source.commit)


@lru_cache(maxsize=4)
def _histories(root: Path, commit: str) -> Mapping[str, list[str]]:
    """A commit's past does not change, so it is walked once."""
    if is_shallow(root):
        raise SourceError("This clone is shallow, so nobody can say which keys are new. Fetch the whole history.")
    return histories(root, commit, f"{ROOT}/people/")


def _states(source: Source, person: str, versions: list[str]) -> Iterator[Person]:
    location = Location(Kind.PERSON, person=person)
    for oid in versions:
        entry = TreeEntry(location.path, 0o100644, oid)
        record = open_files(source, [Placed(entry, location)])[0].file.record
        if isinstance(record, Person):
            yield record
