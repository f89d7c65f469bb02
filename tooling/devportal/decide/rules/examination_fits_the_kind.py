"""Standard apps are certified and audited, custom apps validated."""

from __future__ import annotations

from collections.abc import Iterator

from ...domain.app import AppKind, WorkflowStatus
from ...domain.code import Code
from ...domain.snapshot import PartnerRecords, Platform
from .rule import Rule, Told
from .texts import CUSTOM_APP, varied

CODE = Code(
    id="DP405",
    title="An examination that this kind of app does not have",
    why="Standard apps pass certification and a security audit; custom apps are validated.",
    mend="Take the line away, or correct the kind of the app.",
    source="Developer Portal: certification, validation",
    bad=varied(CUSTOM_APP, "validated: passed", "validated: passed\ncertified: pending"),
    good=CUSTOM_APP,
)

_FOREIGN = {AppKind.STANDARD: ("validated",), AppKind.CUSTOM: ("certified", "security_audit")}


_SHOWN = {"validated": "validation", "certified": "certification", "security_audit": "security audit"}


def check(partner: PartnerRecords, platform: Platform) -> Iterator[Told]:
    """Marks of the other kind."""
    for app in partner.apps.values():
        if app.settings is None:
            continue
        for name in _FOREIGN[app.settings.record.kind]:
            if getattr(app.settings.record, name) is not WorkflowStatus.NONE:
                message = f"a {app.settings.record.kind.value} app has no {_SHOWN[name]}"
                yield CODE.finding(app.settings.path, message, (name,), on_key=True)


RULE = Rule(CODE, partner=check)
