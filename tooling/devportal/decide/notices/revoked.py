"""Notices about credentials that were revoked: what stopped working, why, and how the app gets going again."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from ...domain.credential import Credential, Ended, RevokedFact
from ...domain.environment import Environment
from ...domain.notice import Chain, Notice, NoticeKind, Step
from ...domain.snapshot import AppRecords, PartnerRecords, Snapshot
from ..moments import later
from .audience import of_app, of_operations, together
from .words import app_name, day, facts, home

_TOLD_FOR: Final = 30
"""Days: what ended longer ago is known, or was told when this portal had no mail server yet."""


class _Words(NamedTuple):
    why: str
    means: str
    first: str


_AGAIN: Final = "Do you need one? Raise the generation by one in {file}, and open a pull request."
_WORDS: Final = {
    Ended.COMPROMISED: _Words(
        "because somebody else may have it",
        "{where} refuses it from now on, so that nobody can misuse it. The app cannot sign in with it either.",
        "Raise the generation by one in {file}, and open a pull request: a new one is made.",
    ),
    Ended.WITHDRAWN: _Words("because the registry no longer asks for it", "{where} refuses it from now on.", _AGAIN),
    Ended.EXPIRED: _Words("because its last day is over", "{where} refuses it from now on.", _AGAIN),
    Ended.LOST: _Words("because the secrets store lost it", "What cannot be shown to be right does not count.", _AGAIN),
}
"""Of what a notice is sent. What was replaced needs none: the notice of the new one tells."""


def about_revoked(snapshot: Snapshot, now: str) -> Iterator[Notice]:
    """A notice for each credential that ended of late without another in its place."""
    for partner in snapshot.partners.values():
        for app in partner.apps.values():
            for environment in Environment if app.facts else ():
                found = app.facts.record.of(environment) if app.facts else None
                for one in found.revoked if found else ():
                    if one.reason in _WORDS and later(one.revoked, _TOLD_FOR) > now:
                        yield _revoked(snapshot, partner, app, environment, one)


def _revoked(
    snapshot: Snapshot, partner: PartnerRecords, app: AppRecords, environment: Environment, fact: RevokedFact
) -> Notice:
    name, where, what = app_name(app), environment.shown, fact.credential.shown
    words = _WORDS[fact.reason]
    file = f"registry/partners/{partner.id}/apps/{app.id}/credentials.yaml"
    return Notice(
        key=f"revoked/{partner.id}/{app.id}/{environment.value}/{what}/{fact.number}/{fact.revoked}",
        kind=NoticeKind.REVOKED,
        subject=f"{name}: the {what} for {where} was revoked",
        happened=f"The {what} of {name} for {where} was revoked on {day(fact.revoked)} {words.why}.",
        means=words.means.format(where=where),
        steps=_steps(fact, words.first.format(file=file)),
        facts=facts(partner, app, ("Environment", where), ("Generation", str(fact.generation))),
        page=home(partner, app),
        audience=_audience(snapshot, partner, app, fact),
    )


def _steps(fact: RevokedFact, first: str) -> tuple[Step, ...]:
    if fact.credential is Credential.CERTIFICATE:
        first = first.replace("Raise the generation by one in", "Put a new certificate signing request into")
    if fact.reason is Ended.COMPROMISED:
        return (
            Step(first),
            Step("Look through the app's logs for what you did not do, and tell Online Operations what you find."),
        )
    return (Step(first),)


def _audience(snapshot: Snapshot, partner: PartnerRecords, app: AppRecords, fact: RevokedFact) -> tuple[Chain, ...]:
    """Online Operations too for a compromise, and where nobody of the partner is known any more."""
    theirs = together(of_app(snapshot, partner, app))
    ours = of_operations(snapshot) if fact.reason is Ended.COMPROMISED or not theirs else ()
    return together(theirs, ours)
