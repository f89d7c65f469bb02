"""Only custom apps are activated, each tenant once."""

from __future__ import annotations

from collections.abc import Iterator

from ...domain.app import AppKind
from ...domain.code import Code
from ...domain.snapshot import PartnerRecords, Platform
from .rule import Rule, Told
from .texts import CUSTOM_PUBLISHED

_AGAIN = CUSTOM_PUBLISHED.text.partition("activations:\n")[2]

CODE = Code(
    id="DP605",
    title="An activation that cannot be",
    why="Customers install standard apps themselves; a custom app is activated once for each tenant.",
    mend="Take the activation away, or correct its tenant.",
    source="Developer Portal: activation",
    bad=CUSTOM_PUBLISHED.__class__(
        CUSTOM_PUBLISHED.path, CUSTOM_PUBLISHED.text + _AGAIN.replace("Ferries", "Ferries sandbox")
    ),
    good=CUSTOM_PUBLISHED,
)


def check(partner: PartnerRecords, platform: Platform) -> Iterator[Told]:
    """Every activation."""
    for app in partner.apps.values():
        if not (app.settings and app.published):
            continue
        seen: set[str] = set()
        for position, activation in enumerate(app.published.record.activations):
            pointer = ("activations", position, "tenant")
            if app.settings.record.kind is AppKind.STANDARD:
                yield CODE.finding(app.published.path, "a standard app needs no activation", pointer)
            elif activation.tenant in seen:
                yield CODE.finding(app.published.path, f"{activation.tenant} is activated already", pointer)
            seen.add(activation.tenant)


RULE = Rule(CODE, partner=check)
