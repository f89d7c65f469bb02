"""Which approvals are needed, and which of those that were given count."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace

from ...domain.case import Approval, Case, Decision
from ...domain.change import Change, VersionPublished
from ...domain.permission import StaffRole
from ...domain.verdict import Counted, Requirement
from .demands import Demand
from .diff import Side
from .locks import content_of
from .parties import Parties, employee_of, employees, is_identity


def digest_of(target: str, base: Side, head: Side, changes: Iterable[Change]) -> str:
    """What an approval binds: the target branch, and the resulting content of all that is touched or published.

    It does not depend on commits, dates or the rest of the registry, so another partner's merge voids nothing.
    Source: security policy, rule 2.
    """
    touched = {path for path in {*base, *head} if _content(base, path) != _content(head, path)}
    published = [one.version_path for one in changes if isinstance(one, VersionPublished) and one.new]
    for version in published:
        touched |= content_of(head, version)
    content = [[path.encode("utf-8", "surrogateescape").hex(), *_content(head, path)] for path in sorted(touched)]
    text = json.dumps({"target": target, "content": content}, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _content(side: Side, path: str) -> tuple[int, str]:
    state = side.get(path)
    return (state.mode, state.oid) if state else (0, "")


def requirements(demands: Iterable[Demand], extra: Iterable[Requirement] = ()) -> tuple[Requirement, ...]:
    """One requirement for each set of roles, with all the sentences that call for it.

    A set of roles that another requirement's roles fulfil anyway (App Manager, where App Manager or Online Operations
    would do) is not asked for twice.
    """
    why: dict[frozenset[StaffRole], dict[str, None]] = defaultdict(dict)
    paths: dict[frozenset[StaffRole], set[str]] = defaultdict(set)
    for demand in demands:
        if demand.roles:
            why[demand.roles][demand.change.sentence] = None
            paths[demand.roles].add(demand.change.path)
    for one in extra:
        why[one.roles].update(dict.fromkeys(one.why))
        paths[one.roles].update(one.paths)
    for roles in [one for one in why if any(other < one for other in why)]:
        narrower = min((other for other in why if other < roles), key=sorted)
        why[narrower].update(why.pop(roles))
        paths[narrower] |= paths.pop(roles)
    order = list(StaffRole)
    return tuple(
        Requirement(roles, tuple(why[roles]), tuple(sorted(paths[roles])))
        for roles in sorted(why, key=lambda one: [order.index(role) for role in sorted(one, key=order.index)])
    )


def counted(case: Case, who: Parties, digest: str) -> tuple[Counted, ...]:
    """Each approval with whether it counts; one person counts once, however many keys or accounts they use."""
    found: dict[str, Counted] = {}
    for approval in case.approvals:
        if approval.decision is Decision.APPROVED:
            one = _judged(case, who, digest, approval)
            if one.by not in found or one.counts:
                found[one.by] = one
    return tuple(found[name] for name in sorted(found))


def _judged(case: Case, who: Parties, digest: str, approval: Approval) -> Counted:
    employee = employee_of(case, approval.by)
    shown = employee or approval.by.login or "somebody unknown"
    if not employee:
        return Counted(shown, False, "is not staff of SuperOffice at base")
    if employee == who.employee or _is_author(case, employee):
        return Counted(shown, False, "asks for it themselves; nobody approves their own request")
    if approval.digest != digest:
        return Counted(shown, False, "approved another content; what changed since needs a new approval")
    return Counted(shown, True, "saw exactly this content")


def _is_author(case: Case, employee: str) -> bool:
    """Whether an employee is the author under another account: the same SuperID, or the account itself."""
    one = employees(case)[employee]
    person = case.people.get(case.person)
    same = person is not None and person.superid.sub == one.superid.sub
    return same or is_identity(case.actor, one.github, one.keys)


def settled(case: Case, needed: tuple[Requirement, ...], given: tuple[Counted, ...]) -> tuple[Requirement, ...]:
    """The requirements, each with who fulfils it."""
    staff = employees(case)
    result = []
    for one in needed:
        by = next((it.by for it in given if it.counts and one.roles & set(staff[it.by].roles)), "")
        result.append(replace(one, given_by=by))
    return tuple(result)


def rejection(case: Case, who: Parties, digest: str) -> tuple[str, str]:
    """Who of SuperOffice said no to this content, and why; new content is a new question.

    An employee who approved the same content afterwards has changed their mind: the order of statements is the
    gateway's, the last one stands.
    """
    last: Mapping[str, Approval] = {employee_of(case, one.by): one for one in case.approvals if one.digest == digest}
    for employee, one in sorted(last.items()):
        if employee and employee != who.employee and one.decision is Decision.REJECTED:
            return employee, one.reason
    return "", ""
