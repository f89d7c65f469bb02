"""What is to be done about a client ID: it is assigned, never typed, and it is no secret."""

from __future__ import annotations

from collections.abc import Iterator

from ...domain.credential import ClientIdFact, Ended
from ...domain.provision import Action, Drift, Held, Step, Strayed
from .slot import Slot


def client_id(slot: Slot) -> Iterator[Step | Held | Drift]:
    """At most one step."""
    fact, wish = slot.fact, slot.wish
    if wish is None:
        if fact:
            yield slot.end(Action.REVOKE, Ended.WITHDRAWN)
    elif fact is None:
        yield from _assigned(slot)
    elif wish.generation > fact.generation:
        edition = slot.next_edition(wish.generation)
        sentence = f"assigns another {slot.whose}: generation {wish.generation} is wanted; sign-in needs the new one"
        yield slot.step(
            Action.ROTATE, sentence, edition=edition, old=fact.number, reason=Ended.ROTATED, final=slot.final()
        )
    elif wish.generation < fact.generation:
        yield slot.drift(Strayed.AHEAD, fact.number, mended=False)
    else:
        yield from _kept(slot)


def _assigned(slot: Slot) -> Iterator[Step | Held]:
    if slot.gone(Ended.COMPROMISED, slot.wish.generation):
        yield slot.held(f"it was compromised; ask for generation {slot.wish.generation + 1}")
        return
    yield slot.step(Action.ASSIGN, f"assigns the {slot.whose}", edition=slot.next_edition(slot.wish.generation))


def _kept(slot: Slot) -> Iterator[Step | Drift]:
    """A client ID is in the facts, so the store can have it back; one that was revoked there is not brought back."""
    fact, how = slot.fact, slot.store_says()
    assert isinstance(fact, ClientIdFact)
    if how is None:
        return
    yield slot.drift(how, fact.number)
    if not slot.situation.rules.mend:
        return
    if how is Strayed.LOST:
        sentence = f"puts the {slot.whose} back into the store, as the facts have it"
        yield slot.step(Action.RESTORE, sentence, value=fact.value)
    else:
        edition = slot.next_edition(slot.wish.generation)
        sentence = f"assigns another {slot.whose}: the store has revoked the one that the facts have"
        yield slot.step(
            Action.REPLACE, sentence, edition=edition, old=fact.number, reason=Ended.LOST, final=slot.final()
        )
