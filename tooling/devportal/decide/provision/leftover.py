"""What the store gives out although it should not: revoked by the facts, or known to nobody."""

from __future__ import annotations

from collections.abc import Iterator, Set

from ...domain.credential import Credential, CredentialFacts, Ended
from ...domain.provision import Action, Drift, Place, Situation, Step, Strayed
from ...domain.secret import Entry, EntryState, SecretKind, SecretName
from ...domain.snapshot import AppRecords

_CREDENTIAL = {one.kind: one for one in Credential}


def leftovers(situation: Situation, taken: Set[SecretName]) -> Iterator[Step | Drift]:
    """Entries that are active in the store, and not among the facts that count.

    What the facts call revoked is revoked again: an earlier run was ended between the facts and the store, or the store
    was restored. ``taken`` are those that a step of the plan will take up: an earlier run did not come to its end.
    """
    for name, entry in situation.entries.items():
        if entry.state is EntryState.ACTIVE and name not in taken:
            place, credential = Place(name.partner, name.app, name.environment), _CREDENTIAL[name.kind]
            app = _app(situation, place)
            facts = app.facts.record.of(place.environment) if app and app.facts else None
            if not _counts(facts, credential, name.generation):
                yield from _of(situation, place, credential, entry, facts, app)
    yield from _sealed(situation)


def _sealed(situation: Situation) -> Iterator[Step]:
    """Sealed files that still wait although their secret is revoked, in the store, too."""
    for name, parcel in situation.parcels.items():
        entry = situation.entries.get(name)
        if parcel.waits and entry and entry.state is EntryState.REVOKED:
            place, credential = Place(name.partner, name.app, name.environment), _CREDENTIAL[name.kind]
            sentence = f"takes back the sealed {_what(name.kind)} of {place.shown}, edition {name.generation}"
            yield _step(place, credential, name.generation, f"{sentence}: it is revoked", Ended.WITHDRAWN)


def _app(situation: Situation, place: Place) -> AppRecords | None:
    partner = situation.snapshot.partners.get(place.partner)
    return partner.apps.get(place.app) if partner else None


def _counts(facts: CredentialFacts | None, credential: Credential, edition: int) -> bool:
    fact = facts.of(credential) if facts else None
    return fact is not None and fact.number == edition


def _of(
    situation: Situation,
    place: Place,
    credential: Credential,
    entry: Entry,
    facts: CredentialFacts | None,
    app: AppRecords | None,
) -> Iterator[Step | Drift]:
    edition = entry.name.generation
    gone = facts.revoked if facts else ()
    told = next((one for one in gone if (one.credential, one.number) == (credential, edition)), None)
    shown = f"{_what(entry.name.kind)} of {place.shown}, edition {edition}"
    if told:
        yield Drift(place, credential, edition, Strayed.STILL_ACTIVE)
        sentence = f"revokes the {shown}, in the store, too: {told.reason.shown}"
        yield _step(place, credential, edition, sentence, told.reason)
    elif app is None:
        yield Drift(place, credential, edition, Strayed.FOREIGN, mended=False)
    else:
        yield Drift(place, credential, edition, Strayed.UNRECORDED)
        if situation.rules.mend:
            sentence = f"revokes the {shown}: the facts know nothing of it"
            yield _step(place, credential, edition, sentence, Ended.WITHDRAWN)


def _step(place: Place, credential: Credential, edition: int, sentence: str, reason: Ended) -> Step:
    return Step(Action.CLEAN, place, credential, edition, 0, sentence, old=edition, reason=reason)


def _what(kind: SecretKind) -> str:
    return {SecretKind.PRIVATE_KEY: "private key"}.get(kind, kind.value.replace("-", " "))
