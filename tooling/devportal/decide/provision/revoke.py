"""The plan of an emergency: one credential ends at once, whatever is wanted."""

from __future__ import annotations

from ...domain.credential import Credential, Ended
from ...domain.provision import Action, Place, Plan, Situation
from .plan import digest_of
from .slot import slot_of


def revocation(situation: Situation, place: Place, credential: Credential) -> Plan | None:
    """One step; nothing when there is no such credential."""
    partner = situation.snapshot.partners.get(place.partner)
    app = partner.apps.get(place.app) if partner else None
    facts = app.facts.record.of(place.environment) if app and app.facts else None
    if facts is None or facts.of(credential) is None:
        return None
    step = slot_of(place, credential, None, facts, situation, "", ()).end(Action.REVOKE, Ended.COMPROMISED)
    return Plan((step,), (), (), (), digest_of((step,)), 1)
