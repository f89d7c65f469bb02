"""Why approvals are needed and what to take out to be spared one; what later environments would say; the proof."""

from __future__ import annotations

from collections.abc import Iterator

from ...domain.case import Case
from ...domain.change import Change, FileTouched, VersionPublished
from ...domain.environment import Environment
from ...domain.finding import Finding, Severity
from ...domain.layout import Kind
from ...domain.managed import Part
from ...domain.release import PublishedApp, PublishedPartner
from ...domain.verdict import Promotion, Rehearsal, Requirement, Split
from ..assemble import ReadFile, Unit, UnitKind
from .demands import Demand, is_custom
from .risks import live_difference


def splits(demands: list[Demand], needed: tuple[Requirement, ...]) -> tuple[Split, ...]:
    """For each approval the fewest changes to take out so that the rest does without it."""
    found = []
    for one in needed:
        calls = [demand.change for demand in demands if demand.roles and one.roles <= demand.roles]
        paths = {change.path for change in calls if not change.pointer}
        rest = [demand for demand in demands if demand.change not in calls and demand.change.path not in paths]
        if any(isinstance(change, FileTouched) and change.kind is Kind.PARTNER for change in calls):
            continue  # a registration is one thing
        if calls and any(not isinstance(demand.change, FileTouched) or demand.change.kind for demand in rest):
            took = tuple(dict.fromkeys(change.sentence for change in calls))
            found.append(Split(one.shown, took, tuple(sorted({change.path for change in calls}))))
    return tuple(found)


def promotions(case: Case, changes: tuple[Change, ...]) -> tuple[Promotion, ...]:
    """For each publication beyond SOD: what differs from what is live there, and from what the stage before runs."""
    return tuple(
        _promotion(case, change)
        for change in changes
        if isinstance(change, VersionPublished) and change.new and change.environment.needs_approval
    )


def _promotion(case: Case, change: VersionPublished) -> Promotion:
    subject = change.subject
    what = f"{change.part.value} {change.new} of {subject.name} in {change.environment.shown}"
    before = change.environment.before or Environment.SOD
    if is_custom(case, subject.partner, subject.app):
        before = Environment.SOD
    runs = _pointer(case, change, before)
    key = f"{subject.partner}/{subject.app}/{change.part.value}/{before.value}"
    since = case.published_since.get(key, "") if runs == change.new else ""
    if runs == change.new:
        compared = f"exactly what {before.shown} runs"
    elif runs:
        compared = f"{before.shown} runs the version {runs}, not this one"
    else:
        compared = f"nothing is live in {before.shown}"
    differences = tuple(one.sentence for one in live_difference(change, case))
    return Promotion(what, compared, differences, since)


def _pointer(case: Case, change: VersionPublished, environment: Environment) -> str:
    state = case.head.get(change.path)
    published = getattr(state.record, change.part.value, None) if state else None
    return (published.in_environment(environment) if published else None) or ""


def rehearsals(case: Case, changes: tuple[Change, ...]) -> tuple[Rehearsal, ...]:
    """What Stage and Production would refuse of what a request publishes to SOD."""
    found: list[Rehearsal] = []
    for change in changes:
        if isinstance(change, VersionPublished) and change.new and change.environment is Environment.SOD:
            for environment in _further(case, change):
                said = tuple(_refused(case, change, environment))
                found += [Rehearsal(environment.shown, said)] if said else []
    return tuple(found)


def _further(case: Case, change: VersionPublished) -> Iterator[Environment]:
    if change.part is Part.PROFILE or not is_custom(case, change.subject.partner, change.subject.app):
        yield Environment.STAGE
    yield Environment.PRODUCTION


def _refused(case: Case, change: VersionPublished, environment: Environment) -> Iterator[Finding]:
    """The unit's findings if the version were live up to that environment, less those that it has anyway."""
    unit = Unit(UnitKind.PARTNER, change.subject.partner)
    files = [
        ReadFile(one.location, one.record, one.image)
        for one in case.head.values()
        if one.location and one.location.partner == change.subject.partner
    ]
    # Imported here: most requests have nothing to rehearse, and the rules take a while to import.
    from ..judge import judge_unit

    before = {(one.code, one.path, one.message) for one in judge_unit(unit, files, case.platform).findings}
    raised = [_raised(file, change, environment) for file in files]
    for finding in judge_unit(unit, raised, case.platform).findings:
        if (finding.code, finding.path, finding.message) not in before and finding.severity is Severity.ERROR:
            yield finding.at(1, 1)


def _raised(file: ReadFile, change: VersionPublished, environment: Environment) -> ReadFile:
    record = file.record
    if file.location.path != change.path or not isinstance(record, PublishedApp | PublishedPartner):
        return file
    published = getattr(record, change.part.value)
    upto = [one for one in Environment if list(Environment).index(one) <= list(Environment).index(environment)]
    raised = published.model_copy(update={one.value: change.new for one in upto})
    return file._replace(record=record.model_copy(update={change.part.value: raised}))
