"""A version reaches Production by way of the environments before it."""

from __future__ import annotations

from collections.abc import Iterator

from ...domain.app import AppKind
from ...domain.code import Code
from ...domain.environment import Environment
from ...domain.release import Published
from ...domain.snapshot import PartnerRecords, Platform
from .rule import Rule, Told
from .texts import PUBLISHED, varied

CODE = Code(
    id="DP602",
    title="An environment is left out",
    why="A standard app goes from SOD to Stage to Production; a custom app from SOD straight to Production, not "
    "to Stage.",
    mend="Publish the version in the environment before first.",
    source="Developer Portal: environments, publishing",
    bad=varied(PUBLISHED, "  stage: initial\n", ""),
    good=PUBLISHED,
)


def check(partner: PartnerRecords, platform: Platform) -> Iterator[Told]:
    """Something is live in each environment before; a newer version may be there by now."""
    if partner.published:
        yield from _of(partner.published.path, "profile", partner.published.record.profile, False)
    for app in partner.apps.values():
        if app.published and app.settings:
            is_custom = app.settings.record.kind is AppKind.CUSTOM
            yield from _of(app.published.path, "configuration", app.published.record.configuration, is_custom)
            yield from _of(app.published.path, "listing", app.published.record.listing, is_custom)


def _of(path: str, name: str, published: Published, is_custom: bool) -> Iterator[Told]:
    for environment in Environment:
        before = environment.before
        if before is None or published.in_environment(environment) is None:
            continue
        if is_custom:
            if environment is Environment.STAGE:
                message, advice = "a custom app does not live in Stage", "Take the line away."
                yield CODE.finding(path, message, (name, "stage"), advice=advice, on_key=True)
            before = Environment.SOD
        if published.in_environment(before) is None:
            message = f"the {name} is live in {environment.shown} and not in {before.shown}"
            yield CODE.finding(path, message, (name, environment.value), on_key=True)


RULE = Rule(CODE, partner=check, on_publishing=True)
