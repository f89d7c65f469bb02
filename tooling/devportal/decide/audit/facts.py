"""Managed records become drafts: requests, tenants, reports. Their lists are compared entry by entry."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final, TypeAlias

from ...domain.change import PARTS, FileState
from ...domain.event import Draft, EventKind, Value
from ...domain.layout import Kind
from ...domain.managed import Part, PublishRequest, Requests, RequestState
from ...domain.tenant import AuthorisedTenant, Report, ReportKind, Reports, Tenants

Naming: TypeAlias = Callable[[str, str], str]
"""What a partner or an app is called, by the ids of partner and app."""

_REPORTED: Final = {
    ReportKind.FAILURE: EventKind.FAILURE_REPORTED,
    ReportKind.UNINSTALL: EventKind.UNINSTALL_REQUESTED,
    ReportKind.PROBLEM: EventKind.PROBLEM_REPORTED,
}
_SENTENCES: Final = {
    ReportKind.FAILURE: "Reports a failure of {}",
    ReportKind.UNINSTALL: "Asks to uninstall {}",
    ReportKind.PROBLEM: "Reports a problem with {}",
}


def recorded(old: FileState | None, new: FileState | None, name: Naming) -> Iterator[Draft]:
    """What a managed file of facts says newly."""
    state = new or old
    if state is None or state.location is None:
        return
    location = state.location
    before, after = old.record if old else None, new.record if new else None
    match location.kind:
        case Kind.REQUESTS:
            yield from asked(before, after, name)
        case Kind.TENANTS:
            yield from _tenants(before, after, location.partner, location.app, name)
        case Kind.REPORTS:
            yield from _reports(before, after, location.partner, location.app, name)


def asked(old: Any, new: Any, name: Naming) -> Iterator[Draft]:
    """Requests to publish that are new, were asked again, or were rejected since."""
    before = _requests(old)
    for key, request in _requests(new).items():
        known = before.get(key)
        was = known.state if known else None
        if request.state is RequestState.REJECTED:
            if was is not RequestState.REJECTED:
                yield _request(request, "publishing-rejected", name)
        elif was is None or was is RequestState.REJECTED:
            yield _request(request, "publish-requested", name)


def _requests(record: Any) -> dict[tuple[Any, ...], PublishRequest]:
    found = record.requests if isinstance(record, Requests) else ()
    return {(one.number, one.part, one.partner, one.app, one.version, one.target): one for one in found}


def _request(request: PublishRequest, what: str, name: Naming) -> Draft:
    rejected = what == "publishing-rejected"
    subject = name(request.partner, request.app or "")
    return Draft(
        kind=EventKind(f"{request.part.value}-{what}"),
        partner=request.partner,
        app=request.app or "",
        subject=subject,
        description=request_sentence(request.part, request.version, subject, request.target.shown, rejected),
        values=(Value("Reason", (), tuple(request.reason.splitlines())),) if rejected and request.reason else (),
        version=request.version,
        environment=request.target.value,
        request=request.number,
        at=request.since,
        by=(request.rejected_by or "") if rejected else request.author,
    )


def request_sentence(part: Part, version: str, subject: str, target: str, rejected: bool) -> str:
    """What was asked, or refused."""
    thing = f"the {PARTS[part]} {version} of {subject} to {target}"
    return f"Rejects publishing {thing}" if rejected else f"Asks to publish {thing}"


def _tenants(old: Any, new: Any, partner: str, app: str, name: Naming) -> Iterator[Draft]:
    """How many came, changed and went. Customers' names stay out of the log: it outlives a request to forget."""
    before, after = _by_tenant(old), _by_tenant(new)
    counts = {
        "added": sum(key not in before for key in after),
        "changed": sum(key in before and before[key] != one for key, one in after.items()),
        "removed": sum(key not in after for key in before),
    }
    if any(counts.values()):
        subject = name(partner, app)
        told = ", ".join(f"{count} {word}" for word, count in counts.items() if count)
        values = (Value("Tenants", (str(len(before)),), (str(len(after)),)),)
        yield Draft(EventKind.TENANTS_UPDATED, partner, app, subject, f"Tenants of {subject}: {told}", values)


def _by_tenant(record: Any) -> Mapping[tuple[str, str], AuthorisedTenant]:
    found = record.tenants if isinstance(record, Tenants) else ()
    return {(one.tenant, one.environment.value): one for one in found}


def _reports(old: Any, new: Any, partner: str, app: str, name: Naming) -> Iterator[Draft]:
    known = set(old.reports) if isinstance(old, Reports) else set()
    for report in new.reports if isinstance(new, Reports) else ():
        if report not in known:
            yield _report(report, partner, app, name(partner, app))


def _report(report: Report, partner: str, app: str, subject: str) -> Draft:
    details = (("Tenant", report.tenant), ("Operation", report.operation), ("Text", report.text))
    return Draft(
        kind=_REPORTED[report.kind],
        partner=partner,
        app=app,
        subject=subject,
        description=_SENTENCES[report.kind].format(subject),
        values=tuple(Value(title, (), tuple(text.splitlines())) for title, text in details if text),
        environment=report.environment.value if report.environment else "",
        at=report.reported_on,
        by=report.reported_by or "",
    )
