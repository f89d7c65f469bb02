"""Picks a secret up: opens what was sealed, records the pick-up, and gives the secret out to the one who won."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager
from typing import TypeAlias

from ..domain.environment import Environment
from ..domain.hand_over import Claim, Outbox, Parcel, Recipient, seal_of
from ..domain.secret import Secret, SecretKind, SecretName
from ..gateways.identities import Identity
from ..gateways.sealing import Content, open_sealed
from .hand_over import key_digest

Keep: TypeAlias = Callable[[Secret], AbstractContextManager[None]]
"""Keeps a secret while its block runs, and for good when the block ends well; takes it back when it does not."""


class PickupError(Exception):
    """It cannot be picked up; the text says why and what to do."""


class RefusedError(PickupError):
    """Somebody picked it up before."""


def find(outbox: Outbox, partner: str, app: str, environment: Environment, kind: SecretKind | None) -> Parcel:
    """The parcel that is meant: the newest one of its kind that was not taken back. Raises PickupError, OutboxError."""
    place = (partner, app, environment)
    here = [one for one in outbox.parcels(partner) if (one.name.partner, one.name.app, one.name.environment) == place]
    standing = [one for one in here if not one.withdrawn] or here
    newest = {one.name.kind: one for one in standing if kind in {None, one.name.kind}}
    waiting = [one for one in newest.values() if one.waits] or list(newest.values())
    if not waiting:
        raise PickupError(
            f"There is nothing to pick up for {partner}/{app} in {environment.shown}. "
            "Secrets are made once the request that asks for them is merged; a mail tells when they are ready."
        )
    if len(waiting) > 1:
        raise PickupError(
            f"More than one thing waits: say --kind {' or --kind '.join(one.name.kind for one in waiting)}."
        )
    return waiting[0]


def pick_up(outbox: Outbox, parcel: Parcel, identities: Sequence[Identity], keep: Keep, now: str) -> SecretName:
    """Open a parcel, keep its secret, record the pick-up. What did not win is not kept.

    Raises RefusedError, PickupError, SealingError, OutboxError.
    """
    name = parcel.name
    if parcel.picked_up:
        # Recorded, so that somebody looks: the second who comes may be the rightful one.
        outbox.claim(name, "", "", now)
        raise _refused(parcel)
    if parcel.withdrawn or parcel.expires <= now:
        raise PickupError(_gone(parcel))
    content = open_sealed(parcel.sealed, [one.handle for one in identities])
    _same(content, parcel)
    with keep(content.secret):
        _claimed(outbox, parcel, content.token, holder(parcel, identities), now)
    return name


def received(outbox: Outbox, parcel: Parcel, token: str, now: str) -> SecretName:
    """Record that somebody opened a parcel with another program, and proves it by its token.

    Raises RefusedError, PickupError, OutboxError.
    """
    if outbox.claim(parcel.name, token, "", now) is Claim.WRONG:
        raise PickupError("This is not the token of that file. Copy the whole line after `Token: `.")
    if parcel.picked_up:
        raise _refused(parcel)
    if parcel.withdrawn or parcel.expires <= now:
        raise PickupError(_gone(parcel))
    return parcel.name


def holder(parcel: Parcel, identities: Iterable[Identity]) -> str:
    """The recipient whose key opens it; empty when none of these does."""
    pairs = ((person, one.public) for one in identities for person in parcel.recipients)
    return next((person for person, key in pairs if key_digest(Recipient(person, key)) in parcel.keys), "")


def _claimed(outbox: Outbox, parcel: Parcel, token: str, by: str, now: str) -> None:
    won = outbox.claim(parcel.name, token, by, now)
    if won is Claim.TAKEN:
        raise _refused(outbox.get(parcel.name) or parcel)
    if won is Claim.EXPIRED:
        raise PickupError(_gone(parcel))
    if won is Claim.WRONG:
        raise PickupError("It was sealed anew meanwhile. Run the command again.")


def _same(content: Content, parcel: Parcel) -> None:
    token_hash = hashlib.sha256(content.token.encode()).hexdigest()
    expected = seal_of(parcel.name, parcel.sealed, parcel.token_hash, parcel.expires)
    if content.name != parcel.name:
        raise PickupError(
            f"The file holds {said(content.name)}, and lies in the place of {said(parcel.name)}: somebody swapped it. "
            "Do not use it, and tell Online Operations."
        )
    if token_hash != parcel.token_hash or parcel.seal != expected:
        raise PickupError("The file is not the one that the portal sealed. Do not use it, and tell Online Operations.")


def said(name: SecretName) -> str:
    """A secret's name as people read it."""
    what = {SecretKind.CLIENT_SECRET: "the client secret", SecretKind.PRIVATE_KEY: "the private key"}
    kind = what.get(name.kind, "the client ID")
    return f"{kind} of {name.partner}/{name.app} in {name.environment.shown} (generation {name.generation})"


def _refused(parcel: Parcel) -> RefusedError:
    by = f" with the key of {parcel.picked_up_by}" if parcel.picked_up_by else ""
    return RefusedError(
        f"It was picked up already: on {parcel.picked_up[:10]} at {parcel.picked_up[11:16]} UTC{by}. "
        "Was that you or a colleague? Then all is well: find the file. If not, somebody else has the secret: "
        "ask for a new one now (one more `generation` in credentials.yaml). "
        "The technical contact and Online Operations are told of this try."
    )


def _gone(parcel: Parcel) -> str:
    when = parcel.withdrawn or parcel.expires
    return (
        f"It can no longer be picked up: it was taken back on {when[:10]}. "
        "When nobody picked it up in time, a new one is made and sealed; a mail tells when it is ready. "
        "Otherwise ask for one: one more `generation` in credentials.yaml."
    )
