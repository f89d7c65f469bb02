"""Who must know, and who instead when mail cannot be delivered. Source: the settings of partner and app."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ...domain.notice import Chain, Mailbox
from ...domain.permission import Permission, StaffRole
from ...domain.snapshot import AppRecords, PartnerRecords, Snapshot


def mailbox(snapshot: Snapshot, person: str) -> Chain:
    """A person's mailbox; nothing for somebody unknown."""
    filed = snapshot.people.get(person)
    return (Mailbox(filed.record.email, filed.record.name),) if filed else ()


def technical(snapshot: Snapshot, partner: PartnerRecords, app: AppRecords | None) -> Chain:
    """The technical contact: the app's, else the partner's, else the partner's administrative contact."""
    people = [app.settings.record.technical_contact] if app and app.settings else []
    if partner.settings:
        people += [partner.settings.record.technical_contact, partner.settings.record.administrative_contact]
    return _once(box for person in people for box in mailbox(snapshot, person))


def of_app(snapshot: Snapshot, partner: PartnerRecords, app: AppRecords) -> Iterator[Chain]:
    """Who must know what happens to an app: technical contact and error reporting emails."""
    instead = technical(snapshot, partner, app)
    yield instead
    for email in app.settings.record.error_reporting_emails if app.settings else ():
        yield _once((Mailbox(email), *instead))


def of_partner(snapshot: Snapshot, partner: PartnerRecords) -> Iterator[Chain]:
    """Who must know what happens to a partner: the administrative contact, else the technical one."""
    yield tuple(reversed(technical(snapshot, partner, None)))


def of_people(snapshot: Snapshot, people: Iterable[str], instead: Chain) -> Iterator[Chain]:
    """Some people, each with others in their place."""
    for person in people:
        yield _once((*mailbox(snapshot, person), *instead))


def administrators(partner: PartnerRecords, without: str = "") -> list[str]:
    """Who manages the users of a partner."""
    members = partner.members.record.members if partner.members else {}
    return [name for name, member in members.items() if Permission.USERS in member.granted and name != without]


def of_operations(snapshot: Snapshot) -> Iterator[Chain]:
    """Online Operations: each of them."""
    staff = snapshot.platform.staff
    for employee in staff.record.employees.values() if staff else ():
        if StaffRole.ONLINE_OPERATIONS in employee.roles:
            yield (Mailbox(employee.email, employee.name),)


def together(*groups: Iterable[Chain]) -> tuple[Chain, ...]:
    """All chains, each first address once; those without anybody are left out."""
    found: dict[str, Chain] = {}
    for group in groups:
        for chain in group:
            if chain:
                found.setdefault(chain[0].email.casefold(), chain)
    return tuple(found.values())


def _once(boxes: Iterable[Mailbox]) -> Chain:
    found: dict[str, Mailbox] = {}
    for box in boxes:
        found.setdefault(box.email.casefold(), box)
    return tuple(found.values())
