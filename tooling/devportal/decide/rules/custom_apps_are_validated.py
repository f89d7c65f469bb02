"""A custom app is in Production once it is validated, for a customer who confirmed it."""

from __future__ import annotations

from collections.abc import Iterator

from ...domain.app import AppKind, WorkflowStatus
from ...domain.code import Code
from ...domain.environment import Environment
from ...domain.snapshot import AppRecords, PartnerRecords, Platform
from .rule import Rule, Told
from .texts import CUSTOM_APP, varied

CODE = Code(
    id="DP604",
    title="A custom app in Production without validation or activation",
    why="A custom app is validated by SuperOffice and activated for one customer's tenant, with the customer's "
    "confirmation; a sandbox is activated beside the production tenant.",
    mend="Pass the validation, and add `activations` with customer, tenant and who confirmed it to published.yaml.",
    source="Developer Portal: validation, activation",
    bad=varied(CUSTOM_APP, "validated: passed", "validated: failed"),
    good=CUSTOM_APP,
)


def check(partner: PartnerRecords, platform: Platform) -> Iterator[Told]:
    """Custom apps that are live in Production."""
    for app in partner.apps.values():
        if app.settings and app.settings.record.kind is AppKind.CUSTOM:
            yield from _of(app)


def _of(app: AppRecords) -> Iterator[Told]:
    if not (app.settings and app.published):
        return
    if app.published.record.configuration.in_environment(Environment.PRODUCTION) is None:
        return
    status = app.settings.record.validated
    if status is not WorkflowStatus.PASSED:
        message = f"the app is live in Production and its validation is {status.value}, not passed"
        yield CODE.finding(app.settings.path, message, ("validated",))
    if all(activation.sandbox for activation in app.published.record.activations):
        message = "the app is live in Production and activated for no production tenant"
        yield CODE.finding(app.published.path, message, ("activations",), on_key=True)


RULE = Rule(CODE, partner=check)
