"""A standard app is in Production once it is certified and its security audited."""

from __future__ import annotations

from collections.abc import Iterator

from ...domain.app import AppKind, WorkflowStatus
from ...domain.code import Code
from ...domain.environment import Environment
from ...domain.snapshot import PartnerRecords, Platform
from .rule import Rule, Told
from .texts import APP, varied

CODE = Code(
    id="DP603",
    title="A standard app in Production without certification or audit",
    why="Customers trust that SuperOffice has certified the app and that an outside firm evaluated its security.",
    mend="Pass the certification and the security evaluation first; an App Manager then notes it in app.yaml.",
    source="Developer Portal: certification",
    bad=varied(APP, "security_audit: passed", "security_audit: pending"),
    good=APP,
)


def check(partner: PartnerRecords, platform: Platform) -> Iterator[Told]:
    """Standard apps that are live in Production."""
    for app in partner.apps.values():
        if not (app.settings and app.published and app.settings.record.kind is AppKind.STANDARD):
            continue
        if app.published.record.configuration.in_environment(Environment.PRODUCTION) is None:
            continue
        for name, shown in (("certified", "certification"), ("security_audit", "security audit")):
            status = getattr(app.settings.record, name)
            if status is not WorkflowStatus.PASSED:
                message = f"the app is live in Production and its {shown} is {status.value}, not passed"
                yield CODE.finding(app.settings.path, message, (name,))


RULE = Rule(CODE, partner=check, on_publishing=True)
