"""Laws of the decision, whatever the request."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from devportal.decide.review.diff import diff
from devportal.decide.review.review import review
from devportal.domain.case import Approval, Case, Decision, Identity
from devportal.domain.permission import Permission
from devportal.domain.verdict import RequestStanding, Verdict
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from .table import ROWS
from .test_matrix import SETS, with_permissions
from .world import JON, MARI, case_of

CASES = [case_of(row.head, row.base) for row in ROWS]
_RANK = [RequestStanding.REJECTED, RequestStanding.DRAFT, RequestStanding.PENDING, RequestStanding.READY]
cases = st.sampled_from(CASES)
laws = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def rank(verdict: Verdict) -> tuple[int, int]:
    """How good a verdict is for its author: the state, then how few approvals are open."""
    return _RANK.index(verdict.standing), -sum(not one.given_by for one in verdict.requirements)


def said(case: Case, choice: list[tuple[Identity, bool]]) -> Case:
    digest = review(case).digest
    approvals = tuple(Approval(who, digest if is_same else "other") for who, is_same in choice)
    return replace(case, approvals=approvals, findings=())


approvers = st.sampled_from(
    [JON, MARI, Identity("nobody", 5), Identity("", 0, "SHA256:x"), Identity("tom-frost", 10482234)]
)
statements = st.lists(st.tuples(approvers, st.booleans()), max_size=4)


@laws
@given(cases)
def test_nothing_changed_is_no_change(case: Case) -> None:
    assert diff(case.base, case.base) == ()
    assert diff(case.head, case.head) == ()


@laws
@given(cases, statements, st.tuples(approvers, st.booleans()))
def test_an_approval_never_worsens_a_verdict(
    case: Case, before: list[tuple[Identity, bool]], one: tuple[Identity, bool]
) -> None:
    assert rank(review(said(case, [*before, one]))) >= rank(review(said(case, before)))


@laws
@given(cases, st.sampled_from(SETS), st.sampled_from(list(Permission)), statements)
def test_taking_a_permission_away_never_betters_a_verdict(
    case: Case, granted: frozenset[Permission], lost: Permission, approvals: list[tuple[Identity, bool]]
) -> None:
    more = said(with_permissions(case, granted | {lost}), approvals)
    less = said(with_permissions(case, granted - {lost}), approvals)
    assert rank(review(less)) <= rank(review(more))


@laws
@given(cases, st.randoms(use_true_random=False))
def test_the_order_of_files_does_not_matter(case: Case, order: random.Random) -> None:
    def mixed(files: dict) -> dict:  # type: ignore[type-arg]
        names = list(files)
        order.shuffle(names)
        return {name: files[name] for name in names}

    assert review(replace(case, base=mixed(dict(case.base)), head=mixed(dict(case.head)))) == review(case)


@laws
@given(cases, statements, st.randoms(use_true_random=False))
def test_the_order_of_approvals_does_not_matter(
    case: Case, approvals: list[tuple[Identity, bool]], order: random.Random
) -> None:
    other = approvals.copy()
    order.shuffle(other)
    assert review(said(case, approvals)) == review(said(case, other))


@laws
@given(cases)
def test_a_rejection_is_heard(case: Case) -> None:
    plain = replace(case, findings=())
    no = Approval(JON, review(plain).digest, Decision.REJECTED, "The redirect is not yours.")
    verdict = review(replace(plain, approvals=(no,)))
    assert verdict.standing is RequestStanding.REJECTED
    assert verdict.rejected_because == "The redirect is not yours."


@pytest.mark.parametrize("case", CASES, ids=[row.name for row in ROWS])
def test_every_change_explains_itself(case: Case) -> None:
    for change in review(case).changes:
        assert change.sentence
        assert "\n" not in change.sentence
