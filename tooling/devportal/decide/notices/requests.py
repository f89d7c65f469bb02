"""Notices about requests: published, and rejected with the reason."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ...domain.change import PARTS, VersionPublished
from ...domain.environment import Environment
from ...domain.managed import Part, PlainRequest, PublishRequest, RequestState
from ...domain.notice import Notice, NoticeKind, Step
from ...domain.snapshot import AppRecords, PartnerRecords, Snapshot
from .audience import mailbox, of_app, of_partner, together
from .words import app_name, facts, home, label, line, partner_name

_LIVE = {
    Environment.STAGE: "Stage now works with it. Try the app there as your customers will use it.",
    Environment.PRODUCTION: "Your customers work with it from now on.",
}
_SHOWN = {
    Environment.STAGE: "The App Store in Stage shows it, so that you can see it before everybody does.",
    Environment.PRODUCTION: "The App Store shows it to everybody from now on.",
}


def published(snapshot: Snapshot, changes: Iterable[tuple[str, VersionPublished]]) -> Iterator[Notice]:
    """A notice for each version that went live in Stage or Production; beside each change the commit that did it."""
    for commit, change in changes:
        partner = snapshot.partners.get(change.subject.partner)
        if partner and change.new and change.environment.needs_approval:
            app = partner.apps.get(change.subject.app)
            if app or not change.subject.app:
                yield _published(snapshot, partner, app, change, commit)


def _published(
    snapshot: Snapshot, partner: PartnerRecords, app: AppRecords | None, change: VersionPublished, commit: str
) -> Notice:
    name, where = (app_name(app) if app else partner_name(partner)), change.environment.shown
    what = f"{PARTS[change.part]} “{label(app, partner, change.part, change.new)}”"
    means = (_LIVE if change.part is Part.CONFIGURATION else _SHOWN)[change.environment]
    place = f"{partner.id}/{app.id if app else ''}"
    return Notice(
        key=f"published/{place}/{change.part.value}/{change.environment.value}/{change.new}/{commit}",
        kind=NoticeKind.PUBLISHED,
        subject=f"{name}: published to {where}",
        happened=f"The {what} of {name} is published to {where}.",
        means=f"{means} The version cannot change any more; whoever wants a change makes a new version.",
        steps=(Step("Nothing. If something looks wrong, publish the version before it again."),),
        facts=facts(partner, app, ("Environment", where), ("Version", change.new)),
        page=home(partner, app),
        audience=together(of_app(snapshot, partner, app) if app else of_partner(snapshot, partner)),
    )


def rejected(snapshot: Snapshot) -> Iterator[Notice]:
    """A notice for each request that SuperOffice rejected, with the reason."""
    groups: dict[tuple[int, str, str], list[PublishRequest]] = {}
    for one in snapshot.requests.requests:
        if one.state is RequestState.REJECTED:
            groups.setdefault((one.number, one.partner, one.app or ""), []).append(one)
    for (_, partner, app), mine in groups.items():
        if partner in snapshot.partners:
            yield _rejected_publishing(snapshot, snapshot.partners[partner], app, mine)
    for other in snapshot.requests.others:
        if other.state is RequestState.REJECTED:
            yield _rejected_other(snapshot, other)


def _rejected_publishing(snapshot: Snapshot, partner: PartnerRecords, name: str, mine: list[PublishRequest]) -> Notice:
    app, first = partner.apps.get(name), mine[0]
    whose = app_name(app) if app else partner_name(partner)
    what = " and ".join(
        f"the {PARTS[one.part]} “{label(app, partner, one.part, one.version)}” to {one.target.shown}" for one in mine
    )
    return Notice(
        key=f"rejected/{first.number}/{partner.id}/{name}/{first.since}",
        kind=NoticeKind.REJECTED,
        subject=f"{whose}: request {first.number} was rejected",
        happened=f"SuperOffice did not publish {what} of {whose}.",
        means="Nothing changed for your customers. The version is open for changes again.",
        steps=_mend(first.number),
        facts=facts(partner, app, ("Request", str(first.number))),
        page=home(partner, app),
        audience=together(
            [mailbox(snapshot, first.author)], of_app(snapshot, partner, app) if app else of_partner(snapshot, partner)
        ),
        quote=first.reason or "",
    )


def _rejected_other(snapshot: Snapshot, request: PlainRequest) -> Notice:
    partner = snapshot.partners.get(request.partner or "")
    return Notice(
        key=f"rejected/{request.number}/{request.since}",
        kind=NoticeKind.REJECTED,
        subject=f"Request {request.number} was rejected",
        happened=f"SuperOffice did not agree to request {request.number}: {line(request.summary)}.",
        means="Nothing of it was done.",
        steps=_mend(request.number),
        facts=facts(partner, None, ("Request", str(request.number))),
        page=home(partner, None) if partner else "",
        audience=together([mailbox(snapshot, request.author or "")], of_partner(snapshot, partner) if partner else []),
        quote=request.reason or "",
    )


def _mend(number: int) -> tuple[Step, ...]:
    return (
        Step("Read the reason. If it is not clear, answer below it in the request."),
        Step(f"Change what it names and push it to the same request ({number}). It is asked for again by itself."),
    )
