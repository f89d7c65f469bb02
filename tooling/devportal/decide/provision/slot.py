"""One credential of one app in one environment: what is wanted, what the facts say, what the store says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ...domain.credential import Credential, CredentialFacts, Ended, Fact, RevokedFact
from ...domain.hand_over import HandOverFact
from ...domain.provision import Action, Drift, Held, Place, Receiver, Situation, Step, Strayed
from ...domain.secret import Entry, EntryState, SecretName
from . import words

_NO_FACTS = CredentialFacts()


@dataclass(frozen=True, slots=True)
class Slot:
    """``wish`` is what is wanted, ``None`` for nothing; ``path`` says so; ``fallback`` receives if it names nobody."""

    place: Place
    credential: Credential
    wish: Any
    facts: CredentialFacts
    situation: Situation
    path: str
    fallback: tuple[str, ...] = ()

    @property
    def fact(self) -> Fact | None:
        """What exists by the facts."""
        return self.facts.of(self.credential)

    @property
    def whose(self) -> str:
        """As sentences name it."""
        return f"{self.credential.shown} of {self.place.shown}"

    @property
    def today(self) -> str:
        """The day, as in 2026-11-24."""
        return self.situation.now[:10]

    def name(self, edition: int) -> SecretName:
        """What the store calls an edition."""
        return SecretName(*self.place, self.credential.kind, edition)

    def entry(self, edition: int) -> Entry | None:
        """What the store says of an edition."""
        return self.situation.entries.get(self.name(edition))

    def next_edition(self, generation: int) -> int:
        """The number of what is made next: above all that ever was, and none that the store has revoked."""
        number = max(generation, self.facts.last(self.credential) + 1)
        while (entry := self.entry(number)) and entry.state is EntryState.REVOKED:
            number += 1
        return number

    def gone(self, reason: Ended, generation: int = 0, thumbprint: str = "") -> RevokedFact | None:
        """The fact on one that ended for a reason: of a generation, or with a thumbprint."""
        for one in reversed(self.facts.revoked):
            same = one.thumbprint == thumbprint if thumbprint else one.generation == generation
            if one.credential is self.credential and one.reason is reason and same:
                return one
        return None

    @property
    def receivers(self) -> tuple[Receiver, ...]:
        """The keys that the wish's recipients can receive with."""
        keys, partner = self.situation.receivers, self.place.partner
        return tuple(one for person in self.recipients for one in keys.get((partner, person), ()))

    @property
    def recipients(self) -> tuple[str, ...]:
        """The people who are to receive it."""
        return tuple(getattr(self.wish, "recipients", ())) or self.fallback

    def receiving(self) -> tuple[str, ...]:
        """Those of them who can."""
        return tuple(dict.fromkeys(one.recipient.person for one in self.receivers))

    def step(self, action: Action, sentence: str, **more: Any) -> Step:
        """A step; the generation is the wish's, the edition the fact's, unless said otherwise."""
        fact = self.fact
        values: dict[str, Any] = {
            "generation": getattr(self.wish, "generation", 0) or (fact.generation if fact else 1),
            "edition": fact.number if fact else 0,
            **more,
        }
        return Step(action, self.place, self.credential, sentence=sentence, **values)

    def held(self, why: str) -> Held:
        """The wish is not carried out."""
        return Held(self.place, self.credential, why, self.path)

    def drift(self, how: Strayed, edition: int, *, mended: bool = True) -> Drift:
        """Registry, store and facts do not agree."""
        return Drift(self.place, self.credential, edition, how, mended)

    def final(self) -> str:
        """What the end of the present one means."""
        return words.ended(self.credential, f"{self.place.partner}/{self.place.app}", self.place.environment)

    def end(self, action: Action, reason: Ended) -> Step:
        """The present one ends, and nothing takes its place."""
        fact = self.fact
        assert fact is not None
        verb = "expires" if action is Action.EXPIRE else "revokes"
        sentence = f"{verb} the {self.whose}: {reason.shown}"
        return self.step(
            action, sentence, generation=fact.generation, edition=0, old=fact.number, reason=reason, final=self.final()
        )

    def store_says(self) -> Strayed | None:
        """Whether the store still has the present one; nothing when all is well."""
        fact = self.fact
        entry = self.entry(fact.number) if fact else None
        if fact is None or (entry and entry.state is EntryState.ACTIVE):
            return None
        return Strayed.UNRECORDED_REVOCATION if entry else Strayed.LOST

    def handed(self) -> HandOverFact | None:
        """How the outbox says that the hand-over stands; the facts', where it says nothing."""
        fact = self.fact
        parcel = self.situation.parcels.get(self.name(fact.number)) if fact else None
        return parcel.fact if parcel else getattr(fact, "hand_over", None)


def slot_of(
    place: Place,
    credential: Credential,
    wanted: Any,
    facts: CredentialFacts | None,
    situation: Situation,
    path: str,
    fallback: tuple[str, ...],
) -> Slot:
    """The slot; ``wanted`` is what is wanted of the app in the environment."""
    wish = getattr(wanted, credential.value) if wanted else None
    return Slot(place, credential, wish, facts or _NO_FACTS, situation, path, fallback)
