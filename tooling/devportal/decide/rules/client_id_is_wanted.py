"""An app has a client ID wherever its configuration is live."""

from __future__ import annotations

from collections.abc import Iterator

from ...domain.code import Code
from ...domain.environment import Environment
from ...domain.snapshot import PartnerRecords, Platform
from .rule import Rule, Told
from .texts import CREDENTIALS, varied

CODE = Code(
    id="DP607",
    title="A published configuration without a client ID",
    why="Without a client ID in that environment nobody can sign in to the app.",
    mend="Add the environment with `client_id: {generation: 1}` to credentials.yaml.",
    source="Developer Portal: authentication, request to publish",
    bad=varied(CREDENTIALS, "stage:\n  client_id:\n    generation: 1\n", ""),
    good=CREDENTIALS,
)


def check(partner: PartnerRecords, platform: Platform) -> Iterator[Told]:
    """Each environment where a configuration is live; broken credentials are told of elsewhere."""
    for app in partner.apps.values():
        if app.published is None:
            continue
        path = app.published.path.replace("published.yaml", "credentials.yaml")
        if app.credentials is None and path in partner.paths:
            continue
        for environment in Environment:
            if app.published.record.configuration.in_environment(environment) is None:
                continue
            wanted = getattr(app.credentials.record, environment.value) if app.credentials else None
            if wanted is None or wanted.client_id is None:
                message = f"the configuration is live in {environment.shown}, and no client ID is wanted there"
                pointer = ("configuration", environment.value)
                yield CODE.finding(app.published.path, message, pointer, on_key=True)


RULE = Rule(CODE, partner=check, on_publishing=True)
