"""The one decision: a case becomes a verdict."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from ...domain.case import Case, Turn
from ...domain.change import (
    Action,
    Change,
    CredentialChanged,
    FileTouched,
    MemberChanged,
    VersionPublished,
)
from ...domain.finding import Finding, Severity
from ...domain.layout import ROOT, Kind
from ...domain.permission import StaffRole
from ...domain.verdict import Refusal, RequestStanding, Requirement, Verdict, Waiting
from ..policy import enforced
from .approval import counted, digest_of, rejection, requirements, settled
from .authority import limits, permitted, renamed
from .checklist import checklist
from .demands import Demand, demand_of
from .diff import diff
from .explain import promotions, rehearsals, splits
from .locks import locked
from .parties import Parties, parties
from .plan import planned
from .risks import risks
from .waiting import moment, waiting


def review(case: Case) -> Verdict:
    """Decide one request. It depends on the case alone."""
    changes = diff(case.base, case.head)
    who = parties(case, renamed(changes))
    brought = findings_of_author(case.findings, who)
    findings, notes = enforced(brought, case.policy, date.fromisoformat(case.now[:10]))
    changes = _readable(case, changes, findings)
    demands, refusals = _authority(case, changes, who)
    digest = digest_of(case.target, case.base, case.head, changes)
    needed = requirements(demands, _tripwire(case, changes))
    given = counted(case, who, digest)
    needed = settled(case, needed, given)
    rejected_by, because = rejection(case, who, digest)
    standing = _standing(case, findings, refusals, needed, rejected_by)
    waits = waiting(case, standing, needed)
    return Verdict(
        standing=standing,
        digest=digest,
        changes=changes,
        findings=findings,
        refusals=refusals,
        requirements=needed,
        approvals=given,
        waiting=waits,
        headline=_headline(standing, waits, findings, refusals, rejected_by, needed),
        rejected_by=rejected_by,
        rejected_because=because,
        risks=risks(case, changes, who),
        checklist=checklist(case, changes),
        splits=splits(demands, needed),
        rehearsals=rehearsals(case, changes) if not _errors(findings) else (),
        promotions=promotions(case, changes),
        plan=planned(changes),
        notes=(*notes, *_later(case)),
        labels=_labels(standing, changes, needed),
        merges_by_itself=standing is RequestStanding.READY and not needed,
        base_commit=case.base_commit,
        head_commit=case.head_commit,
    )


def _authority(case: Case, changes: tuple[Change, ...], who: Parties) -> tuple[list[Demand], tuple[Refusal, ...]]:
    judged = [permitted(demand_of(change, case), case, who) for change in changes]
    refusals = [one for one in judged if isinstance(one, Refusal)]
    if case.problem:
        refusals.append(Refusal("request", "", case.problem, "Bring the branch up to date with main, and push again."))
    elif not changes and not case.findings:
        refusals.append(Refusal("empty", "", "the request changes nothing", "Commit your change and push it."))
    refusals += [*limits(case, changes, who), *locked(case, changes, renamed(changes)), *_reserved(case)]
    once = {(one.rule, one.path, one.message): one for one in reversed(refusals)}
    return [one for one in judged if isinstance(one, Demand)], tuple(reversed(once.values()))


def _readable(case: Case, changes: tuple[Change, ...], findings: tuple[Finding, ...]) -> tuple[Change, ...]:
    """Changes without those of files that cannot be read any more: it is not known what they would take away.

    Only a file with an error is left out, so the request is refused whatever it would have done.
    """
    wrong = {one.path for one in findings if one.severity is Severity.ERROR}
    unread = {
        path
        for path, state in case.head.items()
        if path in wrong and state.location and not state.location.kind.is_media and state.record is None
    }
    return tuple(one for one in changes if one.path not in unread or isinstance(one, FileTouched))


def _reserved(case: Case) -> Iterator[Refusal]:
    """The oldest valid open request holds a new name."""
    for other in case.others:
        for space, value in sorted(other.claims & case.claims):
            if other.valid and (not case.number or other.number < case.number):
                message = f"{space.replace('-', ' ')} {value} is reserved by the open request #{other.number}"
                advice = f"Choose another, or talk to {other.author}, who asked first."
                yield Refusal("reserved", "", message, advice)


def _later(case: Case) -> Iterator[str]:
    for other in case.others:
        if case.number and other.number > case.number:
            for space, value in sorted(other.claims & case.claims):
                yield f"#{other.number} asks for {space.replace('-', ' ')} {value}, too; this request came first"


def _tripwire(case: Case, changes: tuple[Change, ...]) -> Iterator[Requirement]:
    """An unusual removal stops and asks. Source: security policy, rule 7."""
    if case.policy is None:
        return
    removed = {
        "people": sum(isinstance(one, MemberChanged) and one.new is None for one in changes),
        "apps": sum(
            isinstance(one, FileTouched) and one.kind is Kind.APP and one.action is Action.DELETED for one in changes
        ),
        "credentials": sum(isinstance(one, CredentialChanged) and not one.new for one in changes),
    }
    for what, count in removed.items():
        total = getattr(case.totals, what)
        if count >= case.policy.tripwire.least and count * 100 > total * case.policy.tripwire.share:
            why = f"removes {count} of {total} {what}: more than {case.policy.tripwire.share} % stops and asks"
            yield Requirement(frozenset({StaffRole.ONLINE_OPERATIONS}), (why,), ())


def findings_of_author(findings: tuple[Finding, ...], who: Parties) -> tuple[Finding, ...]:
    """What the automation will bring into order by itself is for the author to know, not to mend."""
    if who.is_automation:
        return findings
    own = f"{ROOT}/managed/"
    return tuple(
        replace(one, severity=Severity.WARNING, advice="The portal brings this into order by itself after the merge.")
        if one.path.startswith(own)
        else one
        for one in findings
    )


def _errors(findings: tuple[Finding, ...]) -> int:
    return sum(one.severity is Severity.ERROR for one in findings)


def _standing(
    case: Case,
    findings: tuple[Finding, ...],
    refusals: tuple[Refusal, ...],
    needed: tuple[Requirement, ...],
    rejected_by: str,
) -> RequestStanding:
    if _errors(findings) or refusals or rejected_by:
        return RequestStanding.REJECTED
    if case.draft:
        return RequestStanding.DRAFT
    return RequestStanding.READY if all(one.given_by for one in needed) else RequestStanding.PENDING


def _headline(
    standing: RequestStanding,
    waits: Waiting,
    findings: tuple[Finding, ...],
    refusals: tuple[Refusal, ...],
    rejected_by: str,
    needed: tuple[Requirement, ...],
) -> str:
    match standing:
        case RequestStanding.REJECTED if rejected_by:
            return f"Your turn: {rejected_by} of SuperOffice rejected it. Mend it and push; it is then asked for again."
        case RequestStanding.REJECTED:
            count = _errors(findings) + len(refusals)
            return f"Your turn: {count} thing{'s' if count > 1 else ''} to mend. Nobody at SuperOffice has to act yet."
        case RequestStanding.DRAFT:
            return "Your turn: it is a draft. Mark it as ready when SuperOffice should look at it."
        case RequestStanding.READY:
            return "Done: it is approved and can be merged." if needed else "Done: no approval is needed."
        case _:
            return _waits_for(waits)


def _waits_for(waits: Waiting) -> str:
    text = f"Waiting for {waits.whom}"
    if waits.of_hours:
        text += f": {waits.hours} of {waits.of_hours} working hours"
    text += f", place {waits.place} in the queue." if waits.turn is Turn.REVIEWER else "."
    if waits.due:
        due = moment(waits.due)
        text += f" An answer is promised by {due:%A} {due.day} {due:%B %Y, %H:%M} UTC."
    return f"{text} It is overdue and passed on to {waits.escalate_to}." if waits.escalate_to else text


def _labels(standing: RequestStanding, changes: tuple[Change, ...], needed: tuple[Requirement, ...]) -> tuple[str, ...]:
    found = {f"state: {standing.value}"}
    found |= {f"needs: {one.shown}" for one in needed if not one.given_by}
    for change in changes:
        if isinstance(change, VersionPublished) and change.new:
            found |= {f"publishes: {change.part.value}", f"to: {change.environment.shown}"}
    return tuple(sorted(found))
