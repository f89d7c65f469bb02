"""Facts about credentials belong to an app that wants them."""

from __future__ import annotations

from collections.abc import Iterator

from ...domain.code import Code
from ...domain.environment import Environment
from ...domain.facts import Need
from ...domain.snapshot import AppRecords, PartnerRecords, Platform
from .rule import Rule, Told
from .texts import FACTS, varied

CODE = Code(
    id="DP704",
    title="A credential that nobody wants",
    why="The portal writes down what it made for an app. A fact without an app, or ahead of what is wanted, means that "
    "the app's files were rolled back.",
    mend="Bring the app's credentials.yaml back, or ask Online Operations.",
    source="Security policy: provisioning",
    bad=varied(FACTS, "    generation: 1\n", "    generation: 3\n"),
    good=FACTS,
)


def check(partner: PartnerRecords, platform: Platform) -> Iterator[Told]:
    """Every fact, beside what is wanted; nothing is said while that cannot be read."""
    for app in partner.apps.values():
        # What is kept of an app that was removed speaks of what was revoked only.
        ended = app.facts is not None and not app.facts.record.active
        for filed in () if ended else (app.facts, app.tenants):
            if filed:
                yield Need(CODE.id, "app", f"{partner.id}/{app.id}", filed.path)
        broken = app.credentials is None and app.facts and app.facts.path.replace("managed/", "") in partner.paths
        if app.facts and app.settings and not broken:
            yield from _of(app)


def _of(app: AppRecords) -> Iterator[Told]:
    for environment in Environment:
        facts = getattr(app.facts.record, environment.value) if app.facts else None
        wanted = getattr(app.credentials.record, environment.value) if app.credentials else None
        for name in ("client_id", "client_secret"):
            fact = getattr(facts, name) if facts else None
            wish = getattr(wanted, name) if wanted else None
            # A fact without a wish is fine: the partner took the wish back, and the automation will follow.
            if app.facts and fact and wish and fact.generation > wish.generation:
                message = f"generation {fact.generation} exists in {environment.shown}, {wish.generation} is wanted"
                yield CODE.finding(app.facts.path, message, (environment.value, name, "generation"))


RULE = Rule(CODE, partner=check)
