"""What a receipt makes of the facts. Writing one down twice changes nothing, in whatever order two runs come."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from ...domain.credential import (
    CertificateFact,
    ClientIdFact,
    ClientSecretFact,
    Credential,
    CredentialFacts,
    Ended,
    Fact,
    ManagedCredentials,
    RevokedFact,
)
from ...domain.layout import Kind, path_of
from ...domain.provision import Action, Receipt, Step
from ..yaml_text import yaml_text

_NONE = CredentialFacts()
_ON_THE_SAME = {Action.EXTEND, Action.HAND_OVER, Action.RECORD}


def with_receipts(record: ManagedCredentials | None, receipts: Iterable[Receipt]) -> ManagedCredentials:
    """The facts of an app after its receipts."""
    record = record or ManagedCredentials()
    for one in receipts:
        environment = one.step.place.environment
        facts = _with(record.of(environment) or _NONE, one)
        if facts != (record.of(environment) or _NONE):
            record = record.model_copy(update={environment.value: facts})
    return record


def _with(facts: CredentialFacts, receipt: Receipt) -> CredentialFacts:
    step, fact = receipt.step, facts.of(receipt.step.credential)
    if step.action.makes:
        if facts.last(step.credential) >= step.edition:
            return _handed(facts, receipt) if fact and fact.number == step.edition else facts
        facts = _ended(facts, fact, step, receipt.moment) if fact else facts
        return facts.model_copy(update={step.credential.value: _made(receipt)})
    if step.action.ends:
        return _ended(facts, fact, step, receipt.moment) if fact and fact.number == step.old else facts
    if step.action in _ON_THE_SAME and fact and fact.number == step.edition:
        return _extended(facts, receipt) if step.action is Action.EXTEND else _handed(facts, receipt)
    return facts


def _handed(facts: CredentialFacts, receipt: Receipt) -> CredentialFacts:
    return _changed(facts, receipt.step.credential, hand_over=receipt.hand_over) if receipt.hand_over else facts


def _extended(facts: CredentialFacts, receipt: Receipt) -> CredentialFacts:
    return _changed(facts, receipt.step.credential, expires=date.fromisoformat(receipt.step.expires))


def _changed(facts: CredentialFacts, credential: Credential, **values: Any) -> CredentialFacts:
    fact = facts.of(credential)
    assert fact is not None
    return facts.model_copy(update={credential.value: fact.model_copy(update=values)})


def _ended(facts: CredentialFacts, fact: Fact, step: Step, moment: str) -> CredentialFacts:
    gone = RevokedFact(
        credential=step.credential,
        generation=fact.generation,
        edition=fact.edition,
        created=fact.created,
        value=getattr(fact, "value", None),
        thumbprint=getattr(fact, "thumbprint", None),
        revoked=max(moment, fact.created),
        reason=step.reason or Ended.ROTATED,
    )
    return facts.model_copy(update={step.credential.value: None, "revoked": (*facts.revoked, gone)})


def _made(receipt: Receipt) -> Fact:
    step, entry = receipt.step, receipt.entry
    common: dict[str, Any] = {
        "generation": step.generation,
        "edition": step.edition if step.edition != step.generation else None,
        "created": entry.created if entry else receipt.moment,
    }
    match step.credential:
        case Credential.CLIENT_ID:
            return ClientIdFact(**common, value=receipt.value)
        case Credential.CLIENT_SECRET:
            assert entry is not None
            return ClientSecretFact(**common, store=entry.reference, hand_over=receipt.hand_over)
        case Credential.CERTIFICATE:
            return CertificateFact(
                **common,
                thumbprint=receipt.thumbprint,
                expires=date.fromisoformat(step.expires),
                public_key=receipt.public_key.strip() or None,
                store=entry.reference if entry else None,
                hand_over=receipt.hand_over,
            )


def facts_file(partner: str, app: str, record: ManagedCredentials) -> tuple[str, bytes]:
    """The path and the bytes of an app's facts, always in the same form."""
    path = path_of(Kind.MANAGED_CREDENTIALS, partner=partner, app=app)
    value = record.model_dump(mode="json", exclude_none=True)
    for facts in value.values():
        if not facts["revoked"]:
            del facts["revoked"]
    schema = "../" * path.count("/") + f"schemas/{Kind.MANAGED_CREDENTIALS.value}.schema.json"
    return path, yaml_text(value, schema)
