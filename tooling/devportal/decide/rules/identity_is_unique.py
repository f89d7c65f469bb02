"""One person stands in the registry once."""

from __future__ import annotations

from collections.abc import Iterator

from ...domain.code import Code
from ...domain.facts import Claim
from ...domain.finding import Pointer
from ...domain.person import Person
from ...domain.platform import Employee
from ...domain.snapshot import PersonRecords, Platform
from .rule import Rule, Told
from .texts import PERSON, varied

CODE = Code(
    id="DP306",
    title="Two people have the same account",
    why="Authority is read from the OpenID subject and the numeric GitHub id; a person who counted twice could approve "
    "their own request.",
    mend="Use the person's own account, or work with the file that is there already.",
    source="Security policy: identity",
    bad=varied(PERSON, "id: 10482231", "id: 10482232"),
    good=PERSON,
)


def _claims(who: Person | Employee, path: str, above: Pointer) -> Iterator[Told]:
    accounts = (
        ("superid-sub", who.superid.sub, ("superid", "sub"), "the SuperID subject"),
        ("superid-user", who.superid.user_name.casefold(), ("superid", "user_name"), "the SuperID user name"),
        ("github-id", str(who.github.id), ("github", "id"), "the GitHub id"),
        ("github-login", who.github.login.casefold(), ("github", "login"), "the GitHub user name"),
    )
    for space, value, pointer, shown in accounts:
        yield Claim(CODE.id, space, value, f"{shown} {value}", path, (*above, *pointer))


def check(person: PersonRecords, platform: Platform) -> Iterator[Told]:
    """A person claims their accounts."""
    if person.person:
        yield from _claims(person.person.record, person.person.path, ())


def check_platform(platform: Platform) -> Iterator[Told]:
    """Employees claim theirs in the same spaces."""
    if platform.staff:
        for name, employee in platform.staff.record.employees.items():
            yield from _claims(employee, platform.staff.path, ("employees", name))


RULE = Rule(CODE, person=check, platform=check_platform)
