"""Notices about changed keys that wait: whoever knows the person can say whether it is right."""

from __future__ import annotations

from collections.abc import Iterator

from ...domain.hand_over import Terms
from ...domain.notice import Notice, NoticeKind, Step
from ...domain.partner import Member
from ...domain.person import Person
from ...domain.snapshot import PartnerRecords, Snapshot
from ..keys_that_count import key_name, receiving
from ..moments import later
from .audience import administrators, mailbox, of_people, technical, together
from .words import day, facts, home, line


def about_keys(snapshot: Snapshot, now: str, terms: Terms) -> Iterator[Notice]:
    """A notice for each changed key that does not count yet, in each partner that the person is a user of."""
    for name, seen in snapshot.seen_keys.items():
        person = snapshot.people[name].record if name in snapshot.people else None
        waiting = [one for one in seen.keys if later(one.since, terms.key_waits) > now]
        for partner in snapshot.partners.values() if person and waiting else ():
            member = partner.members.record.members.get(name) if partner.members else None
            for one in waiting if member and person else ():
                if member and person and _waits(person, member, one.key):
                    yield _changed(snapshot, partner, name, person, one.key, later(one.since, terms.key_waits))


def _waits(person: Person, member: Member, key: str) -> bool:
    return key not in member.confirmed_keys and key in map(key_name, receiving(person.keys))


def _changed(snapshot: Snapshot, partner: PartnerRecords, name: str, person: Person, key: str, until: str) -> Notice:
    who = line(person.name)
    others, contact = administrators(partner, without=name), technical(snapshot, partner, None)
    return Notice(
        key=f"key-waits/{partner.id}/{name}/{key}/{until}",
        kind=NoticeKind.KEY_WAITS,
        subject=f"{who} has a new key to receive secrets with",
        happened=f"{who} put a new key into registry/people/{name}.yaml.",
        means=f"Secrets are sealed to it from {day(until)} on, not before, in case somebody else did it.",
        steps=(
            Step(f"Ask {who}, by phone or face to face, whether this is their key:", key),
            Step(
                "If it is and it cannot wait, another administrator writes it below their name in "
                f"registry/partners/{partner.id}/members.yaml:",
                f'confirmed_keys: ["{key}"]',
            ),
            Step("If it is not, somebody else has their account: take them out of members.yaml and call us."),
        ),
        facts=facts(partner, None, ("Person", who)),
        page=home(partner, None),
        audience=together(of_people(snapshot, others, contact), [contact], [mailbox(snapshot, name)]),
    )
