"""What another policy would have decided: recorded cases and merged requests, decided anew."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from ..decide.review.review import review
from ..domain.case import Case, Identity
from ..domain.layout import Kind, path_of
from ..domain.snapshot import Platform
from ..domain.source import Source, SourceError
from ..domain.verdict import Verdict
from ..gateways.git import open_commit
from ..gateways.git_history import Merge, merges_of
from .cases import load_case
from .review import Event, Statement, gather_commits
from .sides import people_of, platform_of
from .signers import signer_of

_APPROVED = re.compile(r"^Approved-by: ([a-z0-9-]+) ", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Flip:
    """A request that would come out in another way; ``why`` is the new headline."""

    name: str
    was: str
    would_be: str
    why: str


def replay_cases(cases: Path, examples: Path, platform: Platform) -> Iterator[Flip]:
    """Recorded cases whose verdict is no longer the recorded one, by this tool's rules and the given policy.

    A case brings its own people and staff. Waits, dated rules, waivers and tripwire are those of the given policy, but
    where the case is about a policy of its own.
    """
    for folder in sorted(path.parent for path in cases.glob("*/event.json")):
        recorded = json.loads((folder / "verdict.json").read_text(encoding="utf-8"))["standing"]
        case = load_case(folder, examples)
        own = (folder / "base" / path_of(Kind.POLICY)).is_file()
        verdict = review(case if own else _with_policy(case, platform))
        if verdict.standing.value != recorded:
            yield Flip(folder.name, recorded, verdict.standing.value, verdict.headline)


def _with_policy(case: Case, platform: Platform) -> Case:
    if platform.policy is None or case.policy is None:
        return case
    policy = platform.policy.record.model_copy(update={"automation": case.policy.automation})
    return replace(case, policy=policy)


def replay_merged(root: Path, tip: str, platform: Platform, most: int) -> Iterator[Flip]:
    """The last merged requests that another platform (staff, policy, catalogues) would have decided in another way."""
    for merge in merges_of(root, tip, most):
        try:
            case = gather_commits(root, merge.base, merge.head, _event(root, merge))
        except SourceError:
            continue
        was, would_be = review(case), review(_under(case, platform))
        if was.standing is not would_be.standing:
            yield Flip(_name(merge), was.standing.value, would_be.standing.value, _reason(would_be))


def _under(case: Case, platform: Platform) -> Case:
    return replace(case, platform=platform, policy=platform.policy.record if platform.policy else None)


def _reason(verdict: Verdict) -> str:
    refused = next((one.message for one in verdict.refusals), "")
    return f"{verdict.headline} ({refused})" if refused else verdict.headline


def _name(merge: Merge) -> str:
    return f"{merge.commit[:12]} {merge.message.partition(chr(10))[0][:80]}"


def _event(root: Path, merge: Merge) -> Event:
    """Who asked and who approved, as the merge's own message and signatures have it."""
    before = open_commit(root, merge.base)
    now = datetime.fromtimestamp(merge.time, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return Event(_asker(root, before, merge), now, statements=tuple(_approvals(before, merge)))


def _asker(root: Path, before: Source, merge: Merge) -> Identity:
    try:
        return signer_of(root, merge.base, merge.head)
    except SourceError:
        people = people_of(before).values()
        return next(
            (Identity(one.github.login, one.github.id) for one in people if one.email == merge.email), Identity()
        )


def _approvals(before: Source, merge: Merge) -> Iterator[Statement]:
    staff = platform_of(before).staff
    for name in dict.fromkeys(_APPROVED.findall(merge.message)):
        employee = staff.record.employees.get(name) if staff else None
        if employee:
            yield Statement(Identity(employee.github.login, employee.github.id), commit=merge.head)
