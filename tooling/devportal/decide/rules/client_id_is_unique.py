"""No two apps have the same client ID in an environment."""

from __future__ import annotations

from collections.abc import Iterator

from ...domain.code import Code
from ...domain.environment import Environment
from ...domain.facts import Claim
from ...domain.snapshot import PartnerRecords, Platform
from .rule import Rule, Told
from .texts import FACTS

_OTHER = "registry/managed/partners/acme/apps/order-desk/credentials.yaml"

CODE = Code(
    id="DP705",
    title="Two apps have the same client ID",
    why="The client ID says which app signs in; it is unique in its environment.",
    mend="Ask Online Operations: the portal assigns client IDs, nobody types them.",
    source="Developer Portal: authentication",
    bad=FACTS.__class__(_OTHER, FACTS.text),
    good=FACTS,
)


def check(partner: PartnerRecords, platform: Platform) -> Iterator[Told]:
    """Each app claims its client IDs, environment by environment."""
    for app in partner.apps.values():
        for environment in Environment:
            facts = getattr(app.facts.record, environment.value) if app.facts else None
            if app.facts and facts and facts.client_id:
                shown = f"the client ID {facts.client_id.value}"
                space = f"client-id-{environment.value}"
                pointer = (environment.value, "client_id", "value")
                yield Claim(CODE.id, space, facts.client_id.value, shown, app.facts.path, pointer)


RULE = Rule(CODE, partner=check)
