"""SuperOffice has enough people for every role."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from ...domain.code import Code
from ...domain.permission import StaffRole
from ...domain.snapshot import Platform
from .rule import Rule, Told
from .texts import STAFF, varied

CODE = Code(
    id="DP803",
    title="A staff role has too few people",
    why="Nobody approves their own request, so there are two App Managers at least, and one of each other role.",
    mend="Give the role to another employee, too.",
    source="Developer Portal: roles; security policy: approvals",
    bad=varied(STAFF, "roles: [app-manager, online-operations]", "roles: [online-operations]"),
    good=STAFF,
)


def check(platform: Platform) -> Iterator[Told]:
    """Each role."""
    if platform.staff is None:
        return
    held = Counter(role for employee in platform.staff.record.employees.values() for role in set(employee.roles))
    for role in StaffRole:
        least = 2 if role is StaffRole.APP_MANAGER else 1
        if held[role] < least:
            who = f"{held[role]} employee" if held[role] else "nobody"
            message = f"{who} has the role {role.shown}; at least {least} {'is' if least == 1 else 'are'} needed"
            yield CODE.finding(platform.staff.path, message, ("employees",), on_key=True)


RULE = Rule(CODE, platform=check)
