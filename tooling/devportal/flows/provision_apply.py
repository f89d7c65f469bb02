"""Carries a plan out: store, then facts in git, then hand-over, then the end of what was replaced.

A run that is ended anywhere leaves a state from which the next plan goes on: what is in the store is taken up by its
name, what the facts have is not made again, and what they call revoked is revoked in the store, too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from ..decide.provision.keys import PublicPart, part_of
from ..decide.provision.token import RANDOM_BYTES, client_secret_of
from ..decide.provision.words import more
from ..domain.credential import Credential
from ..domain.hand_over import HandOverFact, HandOverWanted, Outbox, Recipient
from ..domain.provision import Action, Plan, Receipt, Situation, Step
from ..domain.secret import Entry, EntryState, Secret, SecretName, SecretStore, StoreCorruptError
from ..gateways.mint import new_client_id, new_private_key, random_bytes
from .hand_over import hand_over, withdraw
from .provision_keep import Keeper

_BATCH: Final = 500
"""So many secrets are put in one transaction of an embedded store."""
_HANDS: Final = {Action.HAND_OVER, Action.RECORD}
_LAST: Final = {Action.ROTATE, Action.REPLACE, Action.CLEAN, Action.DISCARD}
"""Their old secret ends once the new one is handed over."""


@dataclass
class Hands:
    """What a plan is carried out with."""

    store: SecretStore
    outbox: Outbox
    keeper: Keeper


@dataclass
class Done:
    """What was done: how many steps, and where receipts were written."""

    steps: int = 0
    kept: list[str] = field(default_factory=list)


def carry_out(plan: Plan, situation: Situation, hands: Hands) -> Done:
    """Do every step of a plan. Raises StoreError, OutboxError, SourceError; what was done until then stands."""
    done = Done(steps=len(plan.steps))
    if plan.is_empty:
        return done
    _end(hands, situation, [step for step in plan.steps if step.action.ends and not step.action.makes])
    receipts = list(made(plan, situation, hands.store))
    files = {path: situation.files[path] for path in plan.files}
    _keep(hands, done, receipts, f"Credentials: {_summary(plan)}", files)
    handed = list(_handed(plan, situation, hands))
    _keep(hands, done, handed, f"Hand-over: {more(len(handed), 'credential')}")
    _end(hands, situation, [step for step in plan.steps if step.action in _LAST])
    return done


def _keep(
    hands: Hands, done: Done, receipts: Sequence[Receipt], message: str, files: Mapping[str, bytes] | None = None
) -> None:
    where = hands.keeper.keep(receipts, message, files or {}) if receipts or files else ""
    if where:
        done.kept.append(where)


def _summary(plan: Plan) -> str:
    counts: dict[str, int] = {}
    for step in plan.steps:
        counts[step.action.value] = counts.get(step.action.value, 0) + 1
    return ", ".join(f"{action} {count}" for action, count in counts.items()) or "changed keys seen"


def _end(hands: Hands, situation: Situation, steps: Sequence[Step]) -> None:
    """Take back what still waits in the outbox, and destroy secrets in the store.

    The store comes last: as long as it has a secret, the next plan knows that something is left to do.
    """
    names = [step.name if step.action is Action.DISCARD else step.ended for step in steps]
    active = {name for name, entry in situation.entries.items() if entry.state is EntryState.ACTIVE}
    withdraw(hands.outbox, names, situation.now)
    hands.store.revoke([name for name in names if name in active])


def made(plan: Plan, situation: Situation, store: SecretStore) -> Iterator[Receipt]:
    """Receipts of all steps but those of the hand-over; what is to be made is in the store by then."""
    taken = _client_ids(situation)
    offered = [step for step in plan.steps if _is_stored(step)]
    entries: dict[SecretName, Entry] = {}
    for start in range(0, len(offered), _BATCH):
        batch = offered[start : start + _BATCH]
        kept = store.put((step.name, _minted(step, taken)) for step in batch)
        entries.update((entry.name, entry) for entry in kept)
    for step in plan.steps:
        if step.action not in _HANDS:
            yield _receipt(step, entries.get(step.name) if _is_stored(step) else None, situation.now, store)


def _is_stored(step: Step) -> bool:
    """Whether the store keeps what the step makes; a certificate's private key only when the portal made it."""
    if step.action is Action.RESTORE:
        return True
    return step.action.makes and (step.credential is not Credential.CERTIFICATE or step.generate)


def _client_ids(situation: Situation) -> dict[str, set[str]]:
    """Every client ID that is or was in use, environment by environment."""
    taken: dict[str, set[str]] = {}
    for partner in situation.snapshot.partners.values():
        for app in partner.apps.values():
            for name, facts in app.facts.record if app.facts else ():
                if facts:
                    values = taken.setdefault(name, set())
                    values.update(one.value for one in facts.revoked if one.value)
                    values.update([facts.client_id.value] if facts.client_id else [])
    return taken


def _minted(step: Step, taken: dict[str, set[str]]) -> Secret:
    if step.value:
        return Secret(step.value.encode())
    if step.credential is Credential.CLIENT_ID:
        values = taken.setdefault(step.place.environment.value, set())
        value = new_client_id()
        while value in values:
            value = new_client_id()
        values.add(value)
        return Secret(value.encode())
    if step.credential is Credential.CLIENT_SECRET:
        return Secret(client_secret_of(random_bytes(RANDOM_BYTES)).encode())
    return new_private_key()


def _receipt(step: Step, entry: Entry | None, now: str, store: SecretStore) -> Receipt:
    """What the store holds decides, not what was offered: another run may have been quicker."""
    plain = Receipt(step, entry, now, step.value, step.public_key, step.thumbprint)
    if entry is None or not step.action.makes:
        return plain
    if step.credential is Credential.CLIENT_ID:
        return replace(plain, value=_value(store.get(entry.name), entry.name))
    if step.credential is Credential.CERTIFICATE:
        part = _public(store.get(entry.name))
        return replace(plain, public_key=part.pem, thumbprint=part.thumbprint)
    return plain


def _value(secret: Secret, name: SecretName) -> str:
    text = secret.reveal().decode("ascii", "replace")
    if len(text) != 32 or set(text) - set("0123456789abcdef"):
        raise StoreCorruptError(f"What the store keeps as {name.path} is no client ID. Revoke it there, and run again.")
    return text


def _public(secret: Secret) -> PublicPart:
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    return part_of(load_pem_private_key(secret.reveal(), None).public_key())


def _handed(plan: Plan, situation: Situation, hands: Hands) -> Iterator[Receipt]:
    """Seal what was made, and see how the hand-overs stand that there are already."""
    steps = {step.name: step for step in plan.steps if step.recipients or step.action in _HANDS}
    wanted = [HandOverWanted(step.name, _recipients(step, situation)) for step in steps.values()]
    facts: dict[str, HandOverFact] = {}
    asked = [one for one in wanted if steps[one.name].action is not Action.RECORD]
    sealed = hand_over(hands.store, hands.outbox, asked, situation.now, situation.terms)
    facts.update((fact.id, fact) for fact in sealed)
    for name, step in steps.items():
        parcel = situation.parcels.get(name) if step.action is Action.RECORD else None
        fact = parcel.fact if parcel else facts.get(name.step)
        if fact:
            yield Receipt(step, moment=situation.now, hand_over=fact)


def _recipients(step: Step, situation: Situation) -> tuple[Recipient, ...]:
    keys, partner = situation.receivers, step.place.partner
    return tuple(one.recipient for person in step.recipients for one in keys.get((partner, person), ()))
