"""What ends soon: warned of 60, 30 and 7 days before its last day, then every time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ...domain.credential import CertificateFact, ClientSecretFact, Credential, CredentialFacts
from ...domain.provision import Due, Place
from ..notices.expiry import WARNED


def due(place: Place, facts: CredentialFacts, today: str) -> Iterator[Due]:
    """Each credential of a place whose last day is near or over."""
    for credential in (Credential.CLIENT_SECRET, Credential.CERTIFICATE):
        fact = facts.of(credential)
        if isinstance(fact, ClientSecretFact | CertificateFact) and fact.expires:
            days = (fact.expires - date.fromisoformat(today)).days
            threshold = min((one for one in WARNED if days <= one), default=0)
            if threshold:
                yield Due(place, credential, fact.expires.isoformat(), days, threshold)
