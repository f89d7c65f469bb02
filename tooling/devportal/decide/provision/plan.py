"""The plan: what is wanted at main beside what exists, as steps in a fixed order with one digest over them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import asdict
from typing import Any, Final, TypeAlias

from ...domain.credential import Credential, CredentialFacts, WantedCredentials
from ...domain.environment import Environment
from ...domain.layout import Kind, path_of
from ...domain.provision import Action, Drift, Due, Held, Place, Plan, Situation, Step
from ...domain.snapshot import AppRecords, PartnerRecords
from .certificate import certificate
from .client_id import client_id
from .client_secret import client_secret
from .due import due
from .guard import stopped
from .leftover import leftovers
from .slot import Slot, slot_of
from .words import Thing, summary

_Found: TypeAlias = Step | Held | Drift
_OF: Final[dict[Credential, Callable[[Slot], Iterator[_Found]]]] = {
    Credential.CLIENT_ID: client_id,
    Credential.CLIENT_SECRET: client_secret,
    Credential.CERTIFICATE: certificate,
}
_ENVIRONMENTS: Final = tuple(Environment)
_CREDENTIALS: Final = tuple(Credential)
_ACTIONS: Final = tuple(Action)
_OF_ITSELF: Final = {Action.RECORD, Action.DISCARD, Action.EXPIRE, Action.CLEAN, Action.RESTORE}
"""What follows from what was approved before, or from the calendar: no wish asks for it."""


def plan(situation: Situation) -> Plan:
    """What is to be done. It depends on the situation alone; an empty situation gives an empty plan."""
    found: list[_Found] = []
    ends: list[Due] = []
    active = 0
    for place, wanted, facts, app, broken in _places(situation):
        if facts:
            active += sum(facts.of(credential) is not None for credential in _CREDENTIALS)
            ends.extend(due(place, facts, situation.now[:10]))
        if broken:
            found.append(Held(place, Credential.CLIENT_ID, "the file cannot be read; see `devportal validate`", broken))
        elif wanted or facts:
            found.extend(_of_place(place, wanted, facts, app, situation))
    taken = {one.name for one in found if isinstance(one, Step) and one.action.makes}
    found.extend(leftovers(situation, taken))
    steps = tuple(sorted((one for one in found if isinstance(one, Step)), key=_order))
    drift = tuple(sorted((one for one in found if isinstance(one, Drift)), key=_order_of_drift))
    files = tuple(sorted(situation.files))
    return Plan(
        steps=steps,
        held=tuple(one for one in found if isinstance(one, Held)),
        drift=drift,
        due=tuple(sorted(ends, key=lambda one: (one.days, one.place, one.credential))),
        digest=digest_of(steps, files),
        active=active,
        files=files,
        summary=_summary(steps),
        stopped=stopped(steps, drift, active, situation.rules),
    )


def _summary(steps: Sequence[Step]) -> tuple[str, ...]:
    def things(actions: Collection[Action]) -> list[Thing]:
        return [(one.place.environment, one.credential) for one in steps if one.action in actions]

    ends = [one.final for one in steps if one.final]
    made = things({Action.ASSIGN, Action.CREATE, Action.REGISTER})
    return summary(made, things({Action.ROTATE, Action.REPLACE}), things({Action.REVOKE, Action.EXPIRE}), ends)


def digest_of(steps: Iterable[Step], files: Sequence[str] = ()) -> str:
    """64 hexadecimal digits over the steps and their order, and the files that are written beside."""
    text = json.dumps([*(_plain(step) for step in steps), *files], sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _plain(step: Step) -> dict[str, Any]:
    return {**asdict(step), "key": step.key}


def _order(step: Step) -> tuple[Any, ...]:
    return (*_of_that(step.place, step.credential), _ACTIONS.index(step.action), step.edition, step.old)


def _order_of_drift(drift: Drift) -> tuple[Any, ...]:
    return (*_of_that(drift.place, drift.credential), drift.edition, drift.how)


def _of_that(place: Place, credential: Credential) -> tuple[Any, ...]:
    return (place.partner, place.app, _ENVIRONMENTS.index(place.environment), _CREDENTIALS.index(credential))


_Row: TypeAlias = tuple[Place, WantedCredentials | None, CredentialFacts | None, AppRecords, str]


def _places(situation: Situation) -> Iterator[_Row]:
    """Every app in every environment; the last is the path of a file that cannot be read."""
    for partner in situation.snapshot.partners.values():
        for app in partner.apps.values():
            broken = _broken(partner, app)
            wanted = app.credentials.record if app.credentials and app.settings else None
            facts = app.facts.record if app.facts else None
            for environment in _ENVIRONMENTS:
                yield (
                    Place(partner.id, app.id, environment),
                    wanted.of(environment) if wanted else None,
                    facts.of(environment) if facts else None,
                    app,
                    broken,
                )


def _broken(partner: PartnerRecords, app: AppRecords) -> str:
    """A file that is there and cannot be read says nothing: least of all that everything is to be taken away."""
    names = {"partner": partner.id, "app": app.id}
    records = {Kind.APP: app.settings, Kind.CREDENTIALS: app.credentials, Kind.MANAGED_CREDENTIALS: app.facts}
    paths = (path_of(kind, **names) for kind, filed in records.items() if filed is None)
    return next((path for path in paths if path in partner.paths), "")


def _of_place(
    place: Place,
    wanted: WantedCredentials | None,
    facts: CredentialFacts | None,
    app: AppRecords,
    situation: Situation,
) -> Iterator[_Found]:
    path = path_of(Kind.CREDENTIALS, partner=place.partner, app=place.app)
    secret = wanted.client_secret.recipients if wanted and wanted.client_secret else ()
    contact = (app.settings.record.technical_contact,) if app.settings else ()
    for credential, decide in _OF.items():
        slot = slot_of(place, credential, wanted, facts, situation, path, secret or contact)
        if slot.wish is not None or slot.fact is not None:
            yield from (_on_grounds(slot, one) for one in decide(slot))


def _on_grounds(slot: Slot, found: _Found) -> _Found:
    """A step that a wish in Stage or Production asks for waits until it is shown that the wish was approved."""
    if not isinstance(found, Step) or not needs_grounds(found) or slot.situation.grounds is None:
        return found
    grounds = slot.situation.grounds.get(slot.place)
    if grounds is not None and not grounds.problem:
        return found
    return slot.held(grounds.problem if grounds else "nobody has looked whether it was approved")


def needs_grounds(step: Step) -> bool:
    """Whether it must be shown that the step was approved."""
    return step.place.environment.needs_approval and step.action not in _OF_ITSELF
