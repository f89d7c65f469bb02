"""Notices about hand-overs: ready, still waiting, picked up twice; and what is to be done when nobody came."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import Final

from ...domain.environment import Environment
from ...domain.hand_over import HandOverFact, Parcel, Terms
from ...domain.notice import Chain, Notice, NoticeKind, Step
from ...domain.snapshot import AppRecords, PartnerRecords, Snapshot
from ..moments import later
from .audience import of_app, of_operations, of_people, technical, together
from .words import KINDS, app_name, day, facts, home, people

_WATCHED_FOR: Final = 30
"""Days after the pick-up in which somebody who comes a second time is told of, where each partner is asked apart."""


class Due(StrEnum):
    """What a hand-over needs now. ``ROTATE``: take the file back and make another secret; ``EXPIRE``: take it back."""

    NOTHING = "nothing"
    REMIND = "remind"
    ROTATE = "rotate"
    EXPIRE = "expire"


def due(fact: HandOverFact, now: str, terms: Terms, *, wanted: bool = True) -> Due:
    """What is to be done about a hand-over. ``wanted``: whether its secret still counts and is asked for.

    Nobody came in time: the sealed file lay about for long enough, so its secret is not used any more.
    """
    if fact.picked_up:
        return Due.NOTHING
    if not wanted:
        return Due.EXPIRE
    if fact.expires <= now:
        return Due.ROTATE
    return Due.REMIND if not fact.reminded and later(fact.sealed, terms.remind_after) <= now else Due.NOTHING


def about_hand_overs(snapshot: Snapshot, parcels: Iterable[Parcel], now: str, terms: Terms) -> Iterator[Notice]:
    """A notice for each parcel that lies ready, lies there for long, or was asked for a second time."""
    for parcel in parcels:
        partner = snapshot.partners.get(parcel.name.partner)
        app = partner.apps.get(parcel.name.app) if partner else None
        if partner is None or app is None:
            continue
        if parcel.waits and parcel.expires > now:
            reminds = bool(parcel.reminded) or due(parcel.fact, now, terms) is Due.REMIND
            yield (_reminder if reminds else _ready)(snapshot, partner, app, parcel)
        if parcel.picked_up and parcel.refused:
            yield _taken(snapshot, partner, app, parcel)


def partners_with_hand_overs(snapshot: Snapshot, now: str) -> list[str]:
    """Partners of whom something waits, or was picked up of late: only their outboxes can have anything to tell."""
    return [
        partner.id
        for partner in snapshot.partners.values()
        if any(_concerns(fact, now) for app in partner.apps.values() for fact in handed_of(app))
    ]


def handed_of(app: AppRecords) -> Iterator[HandOverFact]:
    """The hand-overs that an app's facts tell of."""
    for environment in Environment if app.facts else ():
        facts = app.facts.record.of(environment) if app.facts else None
        for one in (facts.client_secret, facts.certificate) if facts else ():
            if one and one.hand_over:
                yield one.hand_over


def _concerns(fact: HandOverFact, now: str) -> bool:
    return not fact.picked_up or later(fact.picked_up, _WATCHED_FOR) > now


def _ready(snapshot: Snapshot, partner: PartnerRecords, app: AppRecords, parcel: Parcel) -> Notice:
    what, where = KINDS[parcel.name.kind], parcel.name.environment.shown
    who = people(snapshot, parcel.recipients)
    return Notice(
        key=f"ready/{parcel.name.step}/{','.join(parcel.keys)}",
        kind=NoticeKind.READY,
        subject=f"{app_name(app)}: the {what} for {where} is ready",
        happened=f"The {what} of {app_name(app)} for {where} is ready. It is sealed to {who}.",
        means=f"It can be picked up once, until {day(parcel.expires)}, by whoever of them comes first."
        if len(parcel.recipients) > 1
        else f"It can be picked up once, until {day(parcel.expires)}.",
        steps=_pick_up(snapshot, parcel),
        facts=_facts(partner, app, parcel),
        page=home(partner, app),
        audience=_recipients(snapshot, partner, app, parcel),
    )


def _reminder(snapshot: Snapshot, partner: PartnerRecords, app: AppRecords, parcel: Parcel) -> Notice:
    what, where = KINDS[parcel.name.kind], parcel.name.environment.shown
    return Notice(
        key=f"reminder/{parcel.name.step}/{','.join(parcel.keys)}",
        kind=NoticeKind.REMINDER,
        subject=f"{app_name(app)}: the {what} for {where} still waits",
        happened=f"Nobody has picked up the {what} of {app_name(app)} for {where} since {day(parcel.made)}.",
        means=f"On {day(parcel.expires)} it is taken back and replaced by a new one, which has to be picked up, too.",
        steps=_pick_up(snapshot, parcel),
        facts=_facts(partner, app, parcel),
        page=home(partner, app),
        audience=_recipients(snapshot, partner, app, parcel),
    )


def _taken(snapshot: Snapshot, partner: PartnerRecords, app: AppRecords, parcel: Parcel) -> Notice:
    what, where = KINDS[parcel.name.kind], parcel.name.environment.shown
    by = f" with the key of {people(snapshot, (parcel.picked_up_by,))}" if parcel.picked_up_by else ""
    name = parcel.name
    return Notice(
        key=f"taken/{name.step}/{parcel.refused[:10]}",
        kind=NoticeKind.TAKEN,
        subject=f"{app_name(app)}: a second try to pick up the {what} for {where}",
        happened=f"The {what} of {app_name(app)} for {where} was picked up on {_moment(parcel.picked_up)}{by}. "
        f"On {_moment(parcel.refused)} somebody tried again, and was refused.",
        means="Either somebody ran the command twice, or whoever picked it up first is not the one it was for. "
        "Then somebody else has it.",
        steps=(
            Step("Ask the recipients. Did one of them pick it up, and does the app work with it? Then all is well."),
            Step(
                "If not, raise the generation by one in "
                f"registry/partners/{name.partner}/apps/{name.app}/credentials.yaml and open a pull request: "
                "the old one stops working, a new one is sealed."
            ),
            Step(f"Until that is merged, Online Operations can revoke it at once: write to {_operations(snapshot)}."),
        ),
        facts=_facts(partner, app, parcel),
        page=home(partner, app),
        audience=together(of_app(snapshot, partner, app), of_operations(snapshot)),
    )


def _pick_up(snapshot: Snapshot, parcel: Parcel) -> tuple[Step, ...]:
    name, who = parcel.name, people(snapshot, parcel.recipients, "or")
    kind = f" --kind {name.kind.value}" if name.kind.value != "client-secret" else ""
    command = f"devportal pickup {name.partner}/{name.app} {name.environment.value}{kind} --out secret.txt"
    return (
        Step(f"{who}: run this in your clone of the portal, on the computer that has your key:", command),
        Step("Without a clone: the partners' guide shows the way with the program age, under “Where is my secret?”."),
        Step("Put it where your app reads its secrets from, then delete the file."),
    )


def _recipients(snapshot: Snapshot, partner: PartnerRecords, app: AppRecords, parcel: Parcel) -> tuple[Chain, ...]:
    instead = technical(snapshot, partner, app)
    return together(of_people(snapshot, parcel.recipients, instead), of_app(snapshot, partner, app))


def _facts(partner: PartnerRecords, app: AppRecords, parcel: Parcel) -> tuple[tuple[str, str], ...]:
    generation = str(parcel.name.generation)
    return facts(partner, app, ("Environment", parcel.name.environment.shown), ("Generation", generation))


def _operations(snapshot: Snapshot) -> str:
    return " or ".join(chain[0].email for chain in of_operations(snapshot)) or "them"


def _moment(text: str) -> str:
    return f"{day(text)} at {text[11:16]} UTC"
