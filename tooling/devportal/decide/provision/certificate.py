"""What is to be done about a certificate: a public key that is registered until a day, or a pair of the portal's."""

from __future__ import annotations

from collections.abc import Iterator

from ...domain.credential import CertificateFact, Ended
from ...domain.provision import Action, Drift, Held, Step, Strayed
from ...domain.secret import EntryState
from . import words
from .handing import handing, nobody_can_receive
from .keys import PublicPart, public_of
from .slot import Slot


def certificate(slot: Slot) -> Iterator[Step | Held | Drift]:
    """At most one step, and what does not agree."""
    fact, wish = slot.fact, slot.wish
    assert fact is None or isinstance(fact, CertificateFact)
    if wish is None:
        if fact:
            yield slot.end(Action.REVOKE, Ended.WITHDRAWN)
        return
    over = wish.expires.isoformat() < slot.today
    if over or (fact and fact.expires.isoformat() < slot.today and wish.expires == fact.expires):
        yield slot.end(Action.EXPIRE, Ended.EXPIRED) if fact else slot.held(_over(wish.expires.isoformat()))
    elif wish.generate:
        yield from _generated(slot, fact)
    else:
        yield from _brought(slot, fact, public_of(wish))


def _over(day: str) -> str:
    return f"its last day, {day}, is over; write a later one, or bring a new key"


def _brought(slot: Slot, fact: CertificateFact | None, part: PublicPart | None) -> Iterator[Step | Held | Drift]:
    day = slot.wish.expires.isoformat()
    if part is None:
        yield slot.held("its key cannot be used; see `devportal validate`")
        return
    given = {"public_key": part.pem, "thumbprint": part.thumbprint, "expires": day}
    if fact is None or fact.thumbprint != part.thumbprint:
        if slot.gone(Ended.COMPROMISED, thumbprint=part.thumbprint):
            yield slot.held("this key was revoked as compromised; make a new key pair")
        else:
            yield _registered(slot, fact, given)
    elif fact.expires != slot.wish.expires:
        yield slot.step(Action.EXTEND, f"sets the last day of the {slot.whose} to {day}", **given)


def _registered(slot: Slot, fact: CertificateFact | None, given: dict[str, str]) -> Step:
    edition = slot.next_edition(slot.wish.generation)
    key = f"key {given['thumbprint'][:16]}…, until {given['expires']}"
    if fact is None:
        return slot.step(Action.REGISTER, f"registers the {slot.whose} ({key})", edition=edition, **given)
    return slot.step(
        Action.ROTATE,
        f"registers another {slot.whose} ({key}) and revokes the old one",
        edition=edition,
        old=fact.number,
        reason=Ended.ROTATED,
        final=slot.final(),
        **given,
    )


def _generated(slot: Slot, fact: CertificateFact | None) -> Iterator[Step | Held | Drift]:
    if fact is None:
        generation = slot.wish.generation
        if slot.gone(Ended.COMPROMISED, generation):
            yield slot.held(f"it was compromised; ask for generation {generation + 1}")
        else:
            yield nobody_can_receive(slot) or _made(slot, Action.REGISTER)
    elif fact.store is None or slot.wish.generation > fact.generation:
        yield nobody_can_receive(slot) or _made(slot, Action.ROTATE, Ended.ROTATED)
    elif slot.wish.generation < fact.generation:
        yield slot.drift(Strayed.AHEAD, fact.number, mended=False)
    elif fact.expires != slot.wish.expires:
        day = slot.wish.expires.isoformat()
        yield slot.step(Action.EXTEND, f"sets the last day of the {slot.whose} to {day}", expires=day)
    else:
        yield from _kept(slot)


def _made(slot: Slot, action: Action, reason: Ended | None = None) -> Step:
    fact, day = slot.fact, slot.wish.expires.isoformat()
    names = words.listed(slot.receiving())
    another = "another key pair" if fact else "a key pair"
    return slot.step(
        action,
        f"makes {another} for the {slot.whose}, until {day}, and hands the private key to {names}",
        edition=slot.next_edition(slot.wish.generation),
        old=fact.number if fact else 0,
        reason=reason,
        final=slot.final() if fact else "",
        recipients=slot.receiving(),
        generate=True,
        expires=day,
    )


def _kept(slot: Slot) -> Iterator[Step | Held | Drift]:
    """The private key is kept until it was picked up, and destroyed then: the partner holds it, the portal does not."""
    fact, how = slot.fact, slot.store_says()
    assert isinstance(fact, CertificateFact)
    entry, handed = slot.entry(fact.number), fact.hand_over
    if handed and handed.picked_up:
        if entry and entry.state is EntryState.ACTIVE:
            sentence = f"destroys the private key of the {slot.whose}: it was picked up"
            yield slot.step(Action.DISCARD, sentence)
    elif how is None:
        yield from handing(slot)
    else:
        yield slot.drift(how, fact.number)
        if slot.situation.rules.mend:
            yield nobody_can_receive(slot) or _made(slot, Action.REPLACE, Ended.LOST)
