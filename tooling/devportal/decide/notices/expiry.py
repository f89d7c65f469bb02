"""Notices about credentials that expire: 60, 30 and 7 days before. Source: the issue of credentials."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from ...domain.environment import Environment
from ...domain.notice import Notice, NoticeKind, Step
from ...domain.snapshot import AppRecords, PartnerRecords, Snapshot
from .audience import of_app, together
from .words import app_name, day, facts, home

WARNED: Final = (60, 30, 7)
"""Days before the last day."""


def about_expiry(snapshot: Snapshot, today: date) -> Iterator[Notice]:
    """A notice for each credential whose end comes near: that of the nearest day that was reached, and of no other."""
    for partner in snapshot.partners.values():
        for app in partner.apps.values():
            for environment, what, made, last in _ending(app):
                left = (last - today).days
                reached = [days for days in WARNED if left <= days]
                if reached and left >= 0:
                    yield _expiring(snapshot, partner, app, environment, what, made, last, left, reached[-1])


def _ending(app: AppRecords) -> Iterator[tuple[Environment, str, str, date]]:
    for environment in Environment if app.facts else ():
        found = getattr(app.facts.record, environment.value) if app.facts else None
        for fact, what in ((found.client_secret, "client secret"), (found.certificate, "certificate")) if found else ():
            if fact and fact.expires:
                yield environment, what, fact.created, fact.expires


def _expiring(
    snapshot: Snapshot, partner: PartnerRecords, app: AppRecords, environment: Environment, what: str, made: str,
    last: date, left: int, reached: int,
) -> Notice:  # fmt: skip
    name, where = app_name(app), environment.shown
    when = "today" if left == 0 else "tomorrow" if left == 1 else f"in {left} days"
    return Notice(
        key=f"expiring/{partner.id}/{app.id}/{environment.value}/{what}/{made}/{last}/{reached}",
        kind=NoticeKind.EXPIRING,
        subject=f"{name}: the {what} for {where} expires {when}",
        happened=f"The last day of the {what} of {name} for {where} is {day(last)}: {when}.",
        means=f"From the day after, {where} refuses it, and the app cannot sign in with it.",
        steps=(
            Step(_renew(partner.id, app.id, environment, what)),
            Step("Let the app use the new one before that day."),
        ),
        facts=facts(partner, app, ("Environment", where), ("Last day", day(last))),
        page=home(partner, app),
        audience=together(of_app(snapshot, partner, app)),
    )


def _renew(partner: str, app: str, environment: Environment, what: str) -> str:
    file = f"registry/partners/{partner}/apps/{app}/credentials.yaml"
    secret = f"Raise the generation of the {environment.shown} client secret by one in {file}"
    certificate = f"Put a new certificate signing request and a later last day for {environment.shown} into {file}"
    return f"{secret if what == 'client secret' else certificate}, and open a pull request."
