"""Who may propose what, and who must approve: the whole matrix against the table that was written by hand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import chain, combinations

import pytest
from devportal.decide.review.review import review
from devportal.domain.case import Approval, Case, Identity
from devportal.domain.change import FileState
from devportal.domain.partner import Member, Members
from devportal.domain.permission import Permission, StaffRole
from devportal.domain.verdict import RequestStanding, Verdict

from .table import AM, ASM, OO, ROWS, Row
from .world import BIRCH, JON, TOM, case_of

SETS = [frozenset(one) for size in range(6) for one in combinations(Permission, size)]
MEMBERS = f"{BIRCH}/members.yaml"
_AUTHORITY = {"permission", "own-file", "staff-only", "managed", "registration", "automation"}


def with_permissions(case: Case, granted: frozenset[Permission] | None) -> Case:
    """The same case where the author holds exactly these permissions at base; ``None``: is no user at all."""
    if MEMBERS not in case.base:
        return case
    state = case.base[MEMBERS]
    assert isinstance(state.record, Members)
    members = {name: one for name, one in state.record.members.items() if name != "tom-frost"}
    if granted is not None:
        members["tom-frost"] = Member(permissions=tuple(granted))
    changed = replace(state, record=Members(members=members))
    return replace(case, base={**case.base, MEMBERS: changed}, findings=())


def decided(case: Case) -> tuple[bool, frozenset[frozenset[str]]]:
    """Whether it may be proposed, and whose approval it needs."""
    verdict = review(replace(case, findings=()))
    refused = any(one.rule in _AUTHORITY for one in verdict.refusals)
    return not refused, frozenset(frozenset(role.value for role in one.roles) for one in verdict.requirements)


def wanted(row: Row, granted: frozenset[Permission] | None, *, is_own: bool) -> bool:
    if row.needs == "self":
        return True
    if isinstance(row.needs, str):
        return False
    held = {one.value for one in granted or ()}
    return is_own and "log-in" in held and row.needs <= held


@pytest.mark.parametrize("row", ROWS, ids=[row.name for row in ROWS])
def test_every_permission_set(row: Row) -> None:
    case = case_of(row.head, row.base)
    for granted in SETS:
        for is_own in (True, False):
            may, roles = decided(with_permissions(case, granted if is_own else None))
            assert may is wanted(row, granted, is_own=is_own), (row.name, sorted(granted), is_own)
            if may:
                assert roles == frozenset(frozenset({one}) for one in row.roles), (row.name, sorted(granted))


def test_the_matrix_is_as_large_as_promised() -> None:
    assert len(ROWS) * len(SETS) * 2 >= 2_500
    assert len({row.name for row in ROWS}) == len(ROWS)


@pytest.mark.parametrize("row", ROWS, ids=[row.name for row in ROWS])
def test_people_without_a_permission(row: Row) -> None:
    """Staff may do what partners may, with another employee's approval; automation and strangers may not."""
    case = case_of(row.head, row.base, JON)
    may, roles = decided(case)
    assert may is (row.needs != "ci")
    if may and row.needs != "self":
        instead = ASM if row.needs == {"app-store"} else AM
        expected = row.roles or (instead,)
        assert roles == frozenset(frozenset({one}) for one in expected)
    for stranger in (Identity("nobody"), Identity("nobody", 1), Identity("", 0, "SHA256:x")):
        assert decided(case_of(row.head, row.base, stranger))[0] is False
    automation = Identity("devportal-ci", 80000099)
    assert decided(case_of(row.head, row.base, automation))[0] is (row.needs == "ci")


STAFF = {
    "am": (StaffRole.APP_MANAGER,),
    "asm": (StaffRole.APP_STORE_MANAGER,),
    "oo": (StaffRole.ONLINE_OPERATIONS,),
    "both": (StaffRole.APP_MANAGER, StaffRole.APP_STORE_MANAGER),
}


def _staffed(case: Case) -> Case:
    staff = case.platform.staff
    assert staff is not None
    one = staff.record.employees["jon-vik"]
    employees = {
        name: one.model_copy(
            update={"roles": roles, "github": one.github.model_copy(update={"id": 900 + place, "login": name})}
        )
        for place, (name, roles) in enumerate(STAFF.items())
    }
    validated = type(staff.record).model_validate(
        {"employees": {name: employee.model_dump(mode="json") for name, employee in employees.items()}}
    )
    return replace(case, platform=replace(case.platform, staff=replace(staff, record=validated)), findings=())


def _subsets(names: list[str]) -> Iterator[tuple[str, ...]]:
    return chain.from_iterable(combinations(names, size) for size in range(len(names) + 1))


@pytest.mark.parametrize(
    "row", [row for row in ROWS if row.roles and row.needs not in ("staff", "ci", "other")], ids=str
)
def test_every_set_of_approvals(row: Row) -> None:
    """Ready when, and only when, every role has said yes to exactly this content."""
    granted = None if row.needs == "self" else frozenset(map(Permission, {"log-in", *row.needs}))
    case = _staffed(with_permissions(case_of(row.head, row.base), granted))
    digest = review(case).digest
    for names in _subsets(list(STAFF)):
        for stale in (False, True):
            said = tuple(
                Approval(Identity(one, 900 + list(STAFF).index(one)), "old" if stale else digest) for one in names
            )
            held = {role for one in names for role in STAFF[one]}
            expected = not stale and set(row.roles) <= held
            verdict = review(replace(case, approvals=said))
            assert (verdict.standing is RequestStanding.READY) is expected, (row.name, names, stale, verdict.refusals)


def test_nobody_approves_their_own_request() -> None:
    case = replace(case_of({"registry/platform/policy.yaml": ("share: 25", "share: 30")}, actor=JON), findings=())
    own = replace(case, approvals=(Approval(JON, review(case).digest),))
    assert review(own).standing is RequestStanding.PENDING
    assert [one.counts for one in review(own).approvals] == [False]


def test_a_path_outside_the_registry_is_the_staffs() -> None:
    head = {"README.md": FileState("README.md", 0o100644, "1" * 40)}
    case = replace(case_of({}), head=head)
    assert decided(case)[0] is False
    may, roles = decided(replace(case, actor=JON, person=""))
    assert may
    assert roles == {frozenset({AM, OO})}


def test_a_verdict_is_complete() -> None:
    verdict = review(case_of({MEMBERS: ("    permissions: [users]\n", "")}, actor=TOM))
    assert isinstance(verdict, Verdict)
    assert verdict.headline
    assert verdict.waiting.turn.value == "author"
