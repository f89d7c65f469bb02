"""Somebody in each partner can manage its users."""

from __future__ import annotations

from collections.abc import Iterator

from ...domain.code import Code
from ...domain.permission import Permission
from ...domain.snapshot import PartnerRecords, Platform
from .rule import Rule, Told
from .texts import MEMBERS, varied

CODE = Code(
    id="DP304",
    title="A partner has no administrator",
    why="Without a user who may log in and manage users, the partner is locked out.",
    mend="Give at least one user the role administrator.",
    source="Developer Portal: users",
    bad=varied(MEMBERS, "[administrator, marketing]", "[marketing]"),
    good=MEMBERS,
)

_NEEDED = {Permission.USERS, Permission.LOG_IN}


def check(partner: PartnerRecords, platform: Platform) -> Iterator[Told]:
    """At least one member holds Users and Log in."""
    members = partner.members
    if members and not any(member.granted >= _NEEDED for member in members.record.members.values()):
        yield CODE.finding(members.path, f"nobody may manage the users of {partner.id}", ("members",), on_key=True)


RULE = Rule(CODE, partner=check)
