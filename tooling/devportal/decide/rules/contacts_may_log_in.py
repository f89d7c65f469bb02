"""A contact of a partner or of an app may log in."""

from __future__ import annotations

from collections.abc import Iterator

from ...domain.code import Code
from ...domain.finding import Severity
from ...domain.permission import Permission
from ...domain.snapshot import PartnerRecords, Platform
from .contacts_are_members import contacts
from .rule import Rule, Told
from .texts import MEMBERS, varied

CODE = Code(
    id="DP311",
    title="A contact may not log in",
    why="Who is told of a failure or an uninstall has to be able to look at it in the portal.",
    mend="Give the contact a role or the permission log-in, or name another user.",
    source="Developer Portal: partner settings, users",
    severity=Severity.WARNING,
    bad=varied(MEMBERS, "  ola-berg:\n    roles: [developer]", "  ola-berg: {}"),
    good=MEMBERS,
)


def check(partner: PartnerRecords, platform: Platform) -> Iterator[Told]:
    """Each contact who is a member; who is none has a code of its own."""
    members = partner.members.record.members if partner.members else {}
    for path, pointer, person in contacts(partner):
        if person in members and Permission.LOG_IN not in members[person].granted:
            yield CODE.finding(path, f"{person} is a contact and may not log in", pointer)


RULE = Rule(CODE, partner=check)
