"""Hands secrets over: seals each to its recipients and puts it into the outbox."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace

from ..decide.moments import later
from ..domain.hand_over import (
    TERMS,
    HandOverFact,
    HandOverWanted,
    Outbox,
    OutboxError,
    Parcel,
    Recipient,
    Terms,
    seal_of,
)
from ..domain.secret import SecretName, SecretStore
from ..gateways.sealing import Content, can_receive, new_token, seal


def hand_over(
    store: SecretStore, outbox: Outbox, wanted: Sequence[HandOverWanted], now: str, terms: Terms = TERMS
) -> list[HandOverFact]:
    """Put out what is wanted and say how each hand-over stands; idempotent by id, safe to call again after a crash.

    What nobody can open yet (no recipient with a key that can receive) is left out of the answer; call again later.
    A parcel that still waits is sealed anew when its recipients or their keys are others by now, and taken back while
    no key counts; its end stays. Where a partner's own outbox fails, its hand-overs are left out, and
    ``outbox.trouble`` says why.
    Raises StoreError, OutboxError.
    """
    return [parcel.fact for one in wanted if (parcel := _tried(store, outbox, one, now, terms))]


def _tried(store: SecretStore, outbox: Outbox, wanted: HandOverWanted, now: str, terms: Terms) -> Parcel | None:
    try:
        return _handed(store, outbox, wanted, now, terms)
    except OutboxError:
        if wanted.name.partner in outbox.trouble:
            return None
        raise


def _handed(store: SecretStore, outbox: Outbox, wanted: HandOverWanted, now: str, terms: Terms) -> Parcel | None:
    recipients = [one for one in wanted.recipients if not can_receive(one.key)]
    lying = outbox.get(wanted.name)
    if lying is None:
        return (
            outbox.put(_sealed(store, wanted, recipients, now, later(now, terms.expires_after))) if recipients else None
        )
    keys = tuple(sorted(map(key_digest, recipients)))
    if lying.picked_up or lying.expires <= now or (lying.keys == keys and not lying.withdrawn):
        return lying
    fresh = _sealed(store, wanted, recipients, now, lying.expires) if recipients else _withdrawn(lying, now)
    return fresh if outbox.replace(lying, fresh) else outbox.get(wanted.name)


def _withdrawn(parcel: Parcel, now: str) -> Parcel:
    """The parcel without its file: no key that it was sealed to counts any more."""
    return parcel if parcel.withdrawn else replace(parcel, sealed=b"", withdrawn=now)


def withdraw(outbox: Outbox, names: Sequence[SecretName], now: str) -> None:
    """Take sealed files back that nobody picked up: they expired, or their secret is revoked. Raises OutboxError.

    Where a partner's own outbox fails, ``outbox.trouble`` says so; the file is worth nothing then.
    """
    for name in names:
        try:
            while (lying := outbox.get(name)) and lying.waits and not outbox.replace(lying, _withdrawn(lying, now)):
                pass
        except OutboxError:
            if name.partner not in outbox.trouble:
                raise


def key_digest(recipient: Recipient) -> str:
    """What the outbox remembers of a key."""
    return hashlib.sha256(f"{recipient.person} {recipient.key}".encode()).hexdigest()


def _sealed(store: SecretStore, wanted: HandOverWanted, recipients: list[Recipient], now: str, expires: str) -> Parcel:
    token = new_token()
    sealed = seal(Content(wanted.name, token, store.get(wanted.name)), [one.key for one in recipients])
    token_hash = hashlib.sha256(token.encode()).hexdigest()
    return Parcel(
        name=wanted.name,
        sealed=sealed,
        token_hash=token_hash,
        seal=seal_of(wanted.name, sealed, token_hash, expires),
        made=now,
        expires=expires,
        recipients=tuple(sorted({one.person for one in recipients})),
        keys=tuple(sorted(map(key_digest, recipients))),
    )
