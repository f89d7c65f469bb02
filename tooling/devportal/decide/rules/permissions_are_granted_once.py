"""A permission that a role holds already is not granted beside it."""

from __future__ import annotations

from collections.abc import Iterator

from ...domain.code import Code
from ...domain.finding import Severity
from ...domain.snapshot import PartnerRecords, Platform
from .rule import Rule, Told
from .texts import MEMBERS, varied

CODE = Code(
    id="DP307",
    title="A permission is granted twice",
    why="Whoever takes the role away later believes that the permission is gone; it would stay.",
    mend="Take the permission away: the role holds it.",
    source="Developer Portal: users",
    severity=Severity.WARNING,
    bad=varied(MEMBERS, "roles: [developer]", "roles: [developer]\n    permissions: [configuration]"),
    good=varied(MEMBERS, "roles: [developer]", "roles: [developer]\n    permissions: [app-store]"),
)


def check(partner: PartnerRecords, platform: Platform) -> Iterator[Told]:
    """Each single permission, beside the roles of the same user."""
    if partner.members is None:
        return
    for person, member in partner.members.record.members.items():
        for position, permission in enumerate(member.permissions):
            role = next((one for one in member.roles if permission in one.permissions), None)
            if role:
                message = f"{person} has the permission {permission.shown} from the role {role.value} already"
                yield CODE.finding(partner.members.path, message, ("members", person, "permissions", position))


RULE = Rule(CODE, partner=check)
