"""Customers' tenants, and what is reported of apps: facts that the portal's own automation imports."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Annotated, ClassVar

from .constraint import Characters, Matches
from .environment import Environment
from .permission import BY_CI
from .record import Group, Record, setting
from .text import Line, Moment, Paragraph, Slug, Tenant


class TenantState(StrEnum):
    """What a tenant's state means for API calls: they work in the first two."""

    RUNNING = "Running"
    ONLINE_MAINTENANCE = "OnlineMaintenance"
    UNKNOWN = "Unknown"
    PROVISIONING = "Provisioning"
    DELETED = "Deleted"
    SUSPENDED = "Suspended"
    OFFLINE_MAINTENANCE = "OfflineMaintenance"
    PROVISIONING_FAILED = "ProvisioningFailed"
    DELETING = "Deleting"
    DELETE_FAILED = "DeleteFailed"
    MIGRATION_PENDING = "MigrationPending"

    @property
    def api_available(self) -> bool:
        """Whether the API answers."""
        return self in {TenantState.RUNNING, TenantState.ONLINE_MAINTENANCE}

    @property
    def shown(self) -> str:
        """The name that people read: words apart."""
        words = re.sub(r"(?<!^)([A-Z])", r" \1", self.value)
        return words[:1] + words[1:].lower()

    @property
    def meaning(self) -> str:
        """What it means for calls to the API."""
        return _MEANINGS[self]


_MEANINGS = {
    TenantState.RUNNING: "Calls are answered.",
    TenantState.ONLINE_MAINTENANCE: "Calls are answered while the tenant is maintained. They may be slower.",
    TenantState.UNKNOWN: "No call is answered. Ask the state API again later.",
    TenantState.PROVISIONING: "The tenant is being made. Wait until it runs.",
    TenantState.DELETED: "The tenant is gone for good. Delete what you keep of it.",
    TenantState.SUSPENDED: "No call is answered until SuperOffice lets the tenant run again. Pause your jobs.",
    TenantState.OFFLINE_MAINTENANCE: "No call is answered until the maintenance ends. Pause your jobs.",
    TenantState.PROVISIONING_FAILED: "The tenant could not be made. Wait until SuperOffice has mended it.",
    TenantState.DELETING: "The tenant is being deleted. Stop calling it.",
    TenantState.DELETE_FAILED: "The tenant could not be deleted, and does not run any more. Stop calling it.",
    TenantState.MIGRATION_PENDING: "The tenant is about to be moved. Pause your jobs; then ask for its address.",
}


class AuthorisationState(StrEnum):
    """Whether a tenant's consent to an app counts."""

    ACTIVE = "active"
    EXPIRED = "expired"
    REVOKED = "revoked"


class AuthorisedTenant(Group):
    """A customer's tenant that authorised an app."""

    tenant: Annotated[Tenant, BY_CI] = setting("Tenant", "The tenant's id.")
    name: Annotated[Line, BY_CI] = setting("Customer", "The customer's name. Private.")
    environment: Annotated[Environment, BY_CI] = setting("Environment", "Where the tenant lives.")
    state: Annotated[TenantState, BY_CI] = setting("Tenant state", "Whether the tenant runs.")
    authorisation: Annotated[AuthorisationState, BY_CI] = setting("Authorisation", "Whether the consent counts.")
    authorised_by: Annotated[Line, BY_CI] = setting("Authorised by", "Who at the customer consented.")
    authorised_on: Annotated[Moment, BY_CI] = setting("Authorised", "When, in UTC.")
    until: Annotated[Moment | None, BY_CI] = setting(
        "Until", "When the authorisation ended or will end, in UTC; nothing while it has no end.", None
    )


class Tenants(Record):
    """Tenants of one app, in ``managed/partners/<partner>/apps/<app>/tenants.yaml``."""

    title: ClassVar[str] = "Tenants"
    source: ClassVar[str] = "Developer Portal: tenants"

    tenants: Annotated[tuple[AuthorisedTenant, ...], BY_CI] = setting(
        "Tenants", "Each tenant that authorised the app.", ()
    )


class ForgottenTenant(Group):
    """A customer who asked to be forgotten."""

    tenant: Annotated[Tenant, BY_CI] = setting("Tenant", "The tenant's id.")
    since: Annotated[Moment, BY_CI] = setting("Since", "When it was forgotten, in UTC.")


class Forgotten(Record):
    """Tenants that no import brings back, in ``managed/forgotten.yaml``."""

    title: ClassVar[str] = "Forgotten tenants"
    source: ClassVar[str] = "Developer Portal: tenants"

    tenants: Annotated[tuple[ForgottenTenant, ...], BY_CI] = setting(
        "Tenants", "Each customer's tenant that asked to be forgotten. The id alone is kept, so that it stays so.", ()
    )


class ReportKind(StrEnum):
    """What somebody reported of an app."""

    FAILURE = "failure"
    UNINSTALL = "uninstall"
    PROBLEM = "problem"

    @property
    def shown(self) -> str:
        """The name that people read."""
        return {"failure": "Failure", "uninstall": "Uninstall request", "problem": "Problem"}[self.value]


class Report(Group):
    """A failure that a partner reported, or what a customer asked for in the App Store."""

    kind: Annotated[ReportKind, BY_CI] = setting(
        "Kind", "A failure, a request to uninstall the app, or a problem with it."
    )
    reported_on: Annotated[Moment, BY_CI] = setting("Reported", "When, in UTC.")
    reported_by: Annotated[Slug | None, BY_CI] = setting(
        "Reported by", "The person of the registry who reported it; nothing for a customer.", None
    )
    environment: Annotated[Environment | None, BY_CI] = setting("Environment", "Where it happened.", None)
    tenant: Annotated[Tenant | None, BY_CI] = setting("Tenant", "The customer's tenant.", None)
    operation: Annotated[
        Annotated[str, Characters(most=64), Matches(r"^[A-Za-z0-9._-]+$", "an operation id")] | None, BY_CI
    ] = setting("Operation", "The id under which Application Insights has the failure.", None)
    text: Annotated[Paragraph | None, BY_CI] = setting("Text", "What was said.", None)


class Reports(Record):
    """What is reported of one app, in ``managed/partners/<partner>/apps/<app>/reports.yaml``."""

    title: ClassVar[str] = "Reports"
    source: ClassVar[str] = "Developer Portal: logs"

    reports: Annotated[tuple[Report, ...], BY_CI] = setting("Reports", "Each report, the oldest first.", ())
