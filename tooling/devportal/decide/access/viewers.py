"""Everybody who can sign in, and what each may see."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from ...domain.audience import READING, Viewer
from ...domain.permission import Permission
from ...domain.snapshot import PartnerRecords, Snapshot
from ..each import of_each


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody who can sign in: their immutable id at SuperID (``sub``), and what they may see.

    ``id`` is the person's or the employee's. ``permissions`` has an entry for each partner that they may read.
    """

    id: str
    sub: str
    viewer: Viewer
    permissions: Mapping[str, frozenset[Permission]] = field(default_factory=dict)


def accounts(snapshot: Snapshot) -> Iterator[Account]:
    """People by id, then employees by id. Who belongs to no partner can still sign in and see themselves."""
    permissions = permissions_of(snapshot)
    for person, filed in snapshot.people.items():
        granted = permissions.get(person, {})
        viewer = Viewer(filed.record.name, person, frozenset(granted))
        yield Account(person, filed.record.superid.sub, viewer, granted)
    staff = snapshot.platform.staff
    for employee, record in sorted(staff.record.employees.items()) if staff else ():
        yield Account(employee, record.superid.sub, Viewer(record.name, roles=record.roles))


def find_account(snapshot: Snapshot, who: str) -> Account | None:
    """The person with this id, else the employee."""
    return next((one for one in accounts(snapshot) if one.id == who), None)


def permissions_of(snapshot: Snapshot) -> dict[str, dict[str, frozenset[Permission]]]:
    """Person to partner to permissions, of those partners only that the person may read."""
    found: dict[str, dict[str, frozenset[Permission]]] = defaultdict(dict)
    for partner, members in of_each(snapshot, "members", _members).items():
        for person, names in members.items():
            granted = frozenset(map(Permission, names))
            if granted >= READING:
                found[person][partner] = granted
    return found


def _members(partner: PartnerRecords) -> dict[str, list[str]]:
    members = partner.members.record.members if partner.members else {}
    return {person: sorted(member.granted) for person, member in members.items()}
