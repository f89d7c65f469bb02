"""Who may do something may log in."""

from __future__ import annotations

from collections.abc import Iterator

from ...domain.code import Code
from ...domain.finding import Severity
from ...domain.permission import Permission
from ...domain.snapshot import PartnerRecords, Platform
from .rule import Rule, Told
from .texts import MEMBERS, varied

CODE = Code(
    id="DP305",
    title="A user has permissions but may not log in",
    why="The other permissions have no effect.",
    mend="Add the permission log-in or a role, or take the other permissions away.",
    source="Developer Portal: users",
    severity=Severity.WARNING,
    bad=varied(MEMBERS, "    roles: [developer]", "    permissions: [configuration]"),
    good=MEMBERS,
)


def check(partner: PartnerRecords, platform: Platform) -> Iterator[Told]:
    """Each member with a permission."""
    if partner.members:
        for person, member in partner.members.record.members.items():
            if member.granted and Permission.LOG_IN not in member.granted:
                yield CODE.finding(partner.members.path, f"{person} may not log in", ("members", person), on_key=True)


RULE = Rule(CODE, partner=check)
