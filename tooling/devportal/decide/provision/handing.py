"""Whether something that was made has reached those who are to have it."""

from __future__ import annotations

from collections.abc import Iterator

from ...domain.credential import Ended
from ...domain.hand_over import HandOverFact
from ...domain.provision import Action, Held, Step
from . import words
from .slot import Slot


def handing(slot: Slot) -> Iterator[Step | Held]:
    """The steps of a hand-over: it is made, sealed anew when the keys change, recorded, and given up in the end."""
    known = getattr(slot.fact, "hand_over", None)
    stands = slot.handed()
    if known is None and stands is None:
        yield from _first(slot)
    elif stands is not None and stands.picked_up is None and stands.expires <= slot.situation.now:
        yield _given_up(slot)
    elif stands is not None and stands.picked_up is None and _sealed_to_others(slot):
        yield _again(slot)
    elif stands is not None and stands != known:
        yield slot.step(Action.RECORD, f"records that the {slot.whose} {_told(stands)}")


def nobody_can_receive(slot: Slot) -> Held | None:
    """Why it is not made, while nobody could open it."""
    if slot.receivers:
        return None
    waiting = [slot.situation.waiting[one] for one in slot.recipients if one in slot.situation.waiting]
    why = "; ".join(waiting) or "add one to registry/people"
    return slot.held(f"{words.listed(slot.recipients)} has no key to receive with that counts; {why}")


def _first(slot: Slot) -> Iterator[Step | Held]:
    held = nobody_can_receive(slot)
    if held:
        yield held
    else:
        sentence = f"hands the {slot.whose} to {words.listed(slot.receiving())}"
        yield slot.step(Action.HAND_OVER, sentence, recipients=slot.receiving())


def _again(slot: Slot) -> Step:
    if not slot.receivers:
        sentence = f"takes the sealed {slot.whose} back: no key counts any more that it was sealed to"
        return slot.step(Action.HAND_OVER, sentence)
    sentence = f"seals the {slot.whose} anew, to {words.listed(slot.receiving())}: their keys are others by now"
    return slot.step(Action.HAND_OVER, sentence, recipients=slot.receiving())


def _sealed_to_others(slot: Slot) -> bool:
    fact = slot.fact
    parcel = slot.situation.parcels.get(slot.name(fact.number)) if fact else None
    wanted = sorted(one.digest for one in slot.receivers)
    if parcel is None or not parcel.waits:
        return bool(parcel and wanted and not parcel.picked_up)
    return sorted(parcel.keys) != wanted


def _given_up(slot: Slot) -> Step | Held:
    fact = slot.fact
    assert fact is not None
    held = nobody_can_receive(slot)
    if held:
        return held
    edition = slot.next_edition(fact.generation)
    names = words.listed(slot.receiving())
    return slot.step(
        Action.ROTATE,
        f"makes the {slot.whose} again for {names}: nobody picked it up in time",
        generation=fact.generation,
        edition=edition,
        old=fact.number,
        reason=Ended.NOT_PICKED_UP,
        final=slot.final(),
        recipients=slot.receiving(),
        **_made_alike(slot),
    )


def _made_alike(slot: Slot) -> dict[str, object]:
    expires = getattr(slot.wish, "expires", None)
    return {"generate": True, "expires": expires.isoformat()} if expires else {}


def _told(fact: HandOverFact) -> str:
    if fact.picked_up:
        return f"was picked up by {fact.picked_up_by or 'a recipient'} at {fact.picked_up}"
    if fact.refused:
        return f"was asked for in vain at {fact.refused}"
    reminded = f"; its recipients were reminded at {fact.reminded}" if fact.reminded else ""
    return f"waits since {fact.sealed}{reminded}"
