"""What is to be done about a client secret: one an environment, handed over sealed, replaced by another as a whole."""

from __future__ import annotations

from collections.abc import Iterator

from ...domain.credential import ClientSecretFact, Ended
from ...domain.provision import Action, Drift, Held, Step, Strayed
from . import words
from .handing import handing, nobody_can_receive
from .slot import Slot


def client_secret(slot: Slot) -> Iterator[Step | Held | Drift]:
    """At most one step, and what does not agree."""
    fact, wish = slot.fact, slot.wish
    if wish is None:
        if fact:
            yield slot.end(Action.REVOKE, Ended.WITHDRAWN)
    elif fact is None:
        yield from _created(slot)
    elif wish.generation > fact.generation:
        why = f"generation {wish.generation} is wanted"
        yield nobody_can_receive(slot) or _another(slot, Action.ROTATE, Ended.ROTATED, why)
    elif wish.generation < fact.generation:
        yield slot.drift(Strayed.AHEAD, fact.number, mended=False)
    else:
        yield from _kept(slot)


def _created(slot: Slot) -> Iterator[Step | Held]:
    generation = slot.wish.generation
    if slot.gone(Ended.COMPROMISED, generation) or slot.gone(Ended.EXPIRED, generation):
        yield slot.held(f"it was revoked; ask for generation {generation + 1}")
        return
    sentence = f"creates the {slot.whose} and hands it to {words.listed(slot.receiving())}"
    yield nobody_can_receive(slot) or slot.step(
        Action.CREATE, sentence, edition=slot.next_edition(generation), recipients=slot.receiving()
    )


def _another(slot: Slot, action: Action, reason: Ended, why: str) -> Step:
    fact, generation = slot.fact, slot.wish.generation
    assert fact is not None
    names = words.listed(slot.receiving())
    return slot.step(
        action,
        f"makes another {slot.whose}, hands it to {names} and revokes the old one: {why}",
        edition=slot.next_edition(generation),
        old=fact.number,
        reason=reason,
        final=slot.final(),
        recipients=slot.receiving(),
    )


def _kept(slot: Slot) -> Iterator[Step | Held | Drift]:
    fact, how = slot.fact, slot.store_says()
    assert isinstance(fact, ClientSecretFact)
    if fact.expires and fact.expires.isoformat() < slot.today:
        yield slot.end(Action.EXPIRE, Ended.EXPIRED)
    elif how is None:
        yield from handing(slot)
    else:
        yield slot.drift(how, fact.number)
        if slot.situation.rules.mend:
            yield nobody_can_receive(slot) or _another(slot, Action.REPLACE, Ended.LOST, how.value)
