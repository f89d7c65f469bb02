"""What exists, app by app and environment by environment: its age, its end, and whether all records agree."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from ...domain.credential import ClientIdFact, Credential, CredentialFacts, Ended
from ...domain.environment import Environment
from ...domain.hand_over import HandOverFact
from ...domain.provision import Place, Plan, Situation
from ...domain.secret import EntryState, SecretName
from ...domain.snapshot import AppRecords


@dataclass(frozen=True, slots=True)
class Standing:
    """One credential as it stands.

    ``what`` is the client ID or the thumbprint, empty for a secret; ``age`` counts days; ``handed`` says how the
    hand-over stands; ``next`` are the sentences of what is about to happen; ``held`` and ``drift`` say what is wrong.
    """

    place: Place
    credential: Credential
    state: str
    what: str = ""
    generation: int = 0
    edition: int = 0
    created: str = ""
    age: int = 0
    expires: str = ""
    handed: str = ""
    next: tuple[str, ...] = ()
    held: tuple[str, ...] = ()
    drift: tuple[str, ...] = ()
    revoked: int = 0


def standings(situation: Situation, plan: Plan, partner: str = "", app: str = "") -> tuple[Standing, ...]:
    """Every credential that is wanted, exists or existed, or that the store has; of one partner or app when named."""
    told = _Told(plan)
    found = [
        one
        for records in situation.snapshot.partners.values()
        if not partner or records.id == partner
        for mine in records.apps.values()
        if not app or mine.id == app
        for one in _of_app(situation, mine, told)
    ]
    places = {(one.place, one.credential) for one in found}
    foreign = {(one.place, one.credential) for one in plan.drift} - places
    mine = [(place, what) for place, what in foreign if partner in {"", place.partner} and app in {"", place.app}]
    strays = [Standing(place, what, "unknown", drift=tuple(told.drift[place, what])) for place, what in sorted(mine)]
    return (*found, *strays)


class _Told:
    """The sentences of a plan, by place and credential."""

    def __init__(self, plan: Plan) -> None:
        self.next: dict[tuple[Place, Credential], list[str]] = defaultdict(list)
        self.held: dict[tuple[Place, Credential], list[str]] = defaultdict(list)
        self.drift: dict[tuple[Place, Credential], list[str]] = defaultdict(list)
        for step in plan.steps:
            self.next[step.place, step.credential].append(step.sentence)
        for one in plan.held:
            self.held[one.place, one.credential].append(one.why)
        for stray in plan.drift:
            self.drift[stray.place, stray.credential].append(f"edition {stray.edition}: {stray.how.value}")


def _of_app(situation: Situation, app: AppRecords, told: _Told) -> Iterator[Standing]:
    for environment in Environment:
        place = Place(app.partner, app.id, environment)
        facts = (app.facts.record.of(environment) if app.facts else None) or CredentialFacts()
        wanted = app.credentials.record.of(environment) if app.credentials and app.settings else None
        for credential in Credential:
            wish = getattr(wanted, credential.value) if wanted else None
            one = _standing(situation, place, credential, facts, wish is not None, told)
            if one:
                yield one


def _standing(
    situation: Situation, place: Place, credential: Credential, facts: CredentialFacts, wanted: bool, told: _Told
) -> Standing | None:
    fact, key = facts.of(credential), (place, credential)
    gone = [one for one in facts.revoked if one.credential is credential]
    common: dict[str, Any] = {
        "next": tuple(told.next[key]),
        "held": tuple(told.held[key]),
        "drift": tuple(told.drift[key]),
    }
    if fact is None:
        ended = bool(gone) and (not wanted or gone[-1].reason in {Ended.COMPROMISED, Ended.EXPIRED})
        state = "revoked" if ended else "not made yet" if wanted else "unknown"
        known = wanted or gone or any(common.values())
        return Standing(place, credential, state, revoked=len(gone), **common) if known else None
    expires = getattr(fact, "expires", None)
    today = date.fromisoformat(situation.now[:10])
    return Standing(
        place=place,
        credential=credential,
        state=_state(situation, SecretName(*place, credential.kind, fact.number), bool(getattr(fact, "store", True))),
        what=fact.value if isinstance(fact, ClientIdFact) else getattr(fact, "thumbprint", ""),
        generation=fact.generation,
        edition=fact.number,
        created=fact.created,
        age=(today - date.fromisoformat(fact.created[:10])).days,
        expires=expires.isoformat() if expires else "",
        handed=_handed(getattr(fact, "hand_over", None), situation.now),
        revoked=len(gone),
        **common,
    )


def _state(situation: Situation, name: SecretName, stored: bool) -> str:
    entry = situation.entries.get(name)
    if not stored or (entry and entry.state is EntryState.ACTIVE):
        return "active"
    return "active" if name.kind.value == "private-key" and entry else "missing in the store"


def _handed(fact: HandOverFact | None, now: str) -> str:
    if fact is None:
        return ""
    if fact.picked_up:
        return f"picked up by {fact.picked_up_by or 'a recipient'} on {fact.picked_up[:10]}"
    if fact.expires <= now:
        return "not picked up in time"
    return f"waits for {', '.join(fact.recipients)} until {fact.expires[:10]}"
