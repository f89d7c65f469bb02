"""Each member of a partner is a person of the registry."""

from __future__ import annotations

from collections.abc import Iterator

from ...domain.code import Code, Example
from ...domain.facts import Need
from ...domain.snapshot import PartnerRecords, Platform
from .rule import Rule, Told
from .texts import MEMBERS

CODE = Code(
    id="DP303",
    title="A member is not a person of the registry",
    why="Permissions are given to people, each with a file under registry/people/.",
    mend="Correct the name, or add the person first: `devportal new person`.",
    source="Developer Portal: users",
    bad=Example(MEMBERS.path, MEMBERS.text + "  ola-borg:\n    roles: [marketing]\n"),
    good=MEMBERS,
)


def check(partner: PartnerRecords, platform: Platform) -> Iterator[Told]:
    """The members need their people."""
    if partner.members:
        for person in partner.members.record.members:
            yield Need(CODE.id, "person", person, partner.members.path, ("members", person), on_key=True)


RULE = Rule(CODE, partner=check)
