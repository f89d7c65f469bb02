"""A custom app is in Production once it is validated, for a customer who confirmed it."""

from __future__ import annotations

from collections.abc import Iterator

from ...domain.app import AppKind, WorkflowStatus
from ...domain.code import Code
from ...domain.environment import Environment
from ...domain.release import PublishedApp
from ...domain.snapshot import AppRecords, Filed, PartnerRecords, Platform
from .folding import folded
from .rule import Rule, Told
from .texts import CUSTOM_APP, varied

_VALIDATE = "Pass the validation first; an App Manager then notes it in app.yaml."
_ACTIVATE = "Add `activations` with the customer, the production tenant and who confirmed it to published.yaml."

CODE = Code(
    id="DP604",
    title="A custom app in Production without validation or activation",
    why="A custom app is validated by SuperOffice and activated for one customer's tenant, with the customer's "
    "confirmation; a sandbox is activated beside the production tenant.",
    mend=f"{_VALIDATE} {_ACTIVATE}",
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
        yield CODE.finding(app.settings.path, message, ("validated",), advice=_VALIDATE)
    if all(activation.sandbox for activation in app.published.record.activations):
        message = "the app is live in Production and activated for no production tenant"
        yield CODE.finding(app.published.path, message, ("activations",), advice=_ACTIVATE, on_key=True)
    else:
        yield from _sandboxes_alone(app.published)


def _sandboxes_alone(published: Filed[PublishedApp]) -> Iterator[Told]:
    """A customer with a sandbox is activated twice."""
    activations = published.record.activations
    in_production = {folded(activation.customer) for activation in activations if not activation.sandbox}
    for position, activation in enumerate(activations):
        if activation.sandbox and folded(activation.customer) not in in_production:
            message = f"{activation.customer} has a sandbox activated and no production tenant"
            pointer = ("activations", position, "sandbox")
            yield CODE.finding(
                published.path, message, pointer, advice="Activate the customer's production tenant, too."
            )


RULE = Rule(CODE, partner=check, on_publishing=True)
