"""What people are called, and what they look like on a page."""

from __future__ import annotations

from ...domain.snapshot import Snapshot


def person_name(snapshot: Snapshot, person: str) -> str:
    """What a person is called; an employee of SuperOffice too."""
    filed = snapshot.people.get(person)
    if filed:
        return filed.record.name
    staff = snapshot.platform.staff.record.employees if snapshot.platform.staff else {}
    return staff[person].name if person in staff else person


def initials(name: str) -> str:
    """Two letters that stand for a person where there is no picture."""
    return "".join(part[0] for part in name.split()[:2]).upper()
