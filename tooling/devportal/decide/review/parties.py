"""Who acts in a case, and what the target branch lets them do. Nothing here is read from the request's own content."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from ...domain.case import Case, Identity
from ...domain.change import FolderRenamed
from ...domain.layout import Kind, path_of
from ...domain.partner import Members
from ...domain.permission import Permission
from ...domain.person import GitHub, Person, PublicKey
from ...domain.platform import Employee
from ..rules.public_keys import fingerprint


class Parties(NamedTuple):
    """The actor as base knows them.

    ``own`` are the ids of people files that are the actor's: their own at base, or a new one that carries the very
    identity that was vouched for. ``was`` maps a partner's name after the request to its name at base.
    """

    person: str
    employee: str
    is_automation: bool
    own: frozenset[str]
    was: Mapping[str, str]
    permissions: Mapping[str, frozenset[Permission]]

    def base_partner(self, partner: str) -> str:
        """The partner's name at base."""
        return self.was.get(partner, partner)

    def may(self, partner: str) -> frozenset[Permission]:
        """What the actor may do in a partner; nothing without the permission to log in."""
        granted = self.permissions.get(self.base_partner(partner), frozenset())
        return granted if Permission.LOG_IN in granted else frozenset()


def parties(case: Case, renames: tuple[FolderRenamed, ...]) -> Parties:
    """Who the actor is."""
    was = {one.new: one.old for one in renames if one.location.kind is Kind.PARTNER}
    return Parties(
        person=case.person,
        employee=employee_of(case, case.actor),
        is_automation=_is_automation(case),
        own=frozenset(_own(case)),
        was=was,
        permissions=_permissions(case) if case.person else {},
    )


def _permissions(case: Case) -> dict[str, frozenset[Permission]]:
    found: dict[str, frozenset[Permission]] = {}
    for state in case.base.values():
        if isinstance(state.record, Members) and state.location:
            member = state.record.members.get(case.person)
            found[state.location.partner] = member.granted if member else frozenset()
    return found


def _own(case: Case) -> list[str]:
    if case.person:
        return [case.person]
    new = [
        (state.location.person, state.record)
        for path, state in case.head.items()
        if state.location and isinstance(state.record, Person) and path not in case.base
    ]
    return [person for person, record in new if is_identity(case.actor, record.github, record.keys)]


def author_of(case: Case) -> str:
    """The id of the person or employee who asks, a newcomer's by their own new file; empty for nobody known."""
    return next(iter(_own(case)), "") or employee_of(case, case.actor)


def is_identity(actor: Identity, github: GitHub | None, keys: tuple[PublicKey, ...]) -> bool:
    """Whether an account or a key is the one that was vouched for; a login proves nothing."""
    if actor.github_id and github and github.id == actor.github_id:
        return True
    return bool(actor.key) and any(fingerprint(key.key) == actor.key for key in keys)


def employee_of(case: Case, who: Identity) -> str:
    """The id of the employee of SuperOffice who somebody is, at base; empty for everybody else."""
    return next((name for name, one in employees(case).items() if is_identity(who, one.github, one.keys)), "")


def employees(case: Case) -> Mapping[str, Employee]:
    """SuperOffice's employees at base."""
    return case.platform.staff.record.employees if case.platform.staff else {}


def _is_automation(case: Case) -> bool:
    if case.policy is None:
        return False
    return is_identity(case.actor, case.policy.automation.github, case.policy.automation.keys)


def is_new_partner(case: Case, who: Parties, partner: str) -> bool:
    """Whether the partner is not at base under any name."""
    return path_of(Kind.PARTNER, partner=who.base_partner(partner)) not in case.base
