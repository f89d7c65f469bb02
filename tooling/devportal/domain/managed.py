"""Facts that the portal's own automation writes: requests and tenants."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import StrictInt

from .environment import Environment
from .permission import BY_CI, StaffRole
from .record import Group, Record, setting
from .text import Line, Moment, Paragraph, Slug, Tenant


class Part(StrEnum):
    """What a request to publish speaks of."""

    CONFIGURATION = "configuration"
    LISTING = "listing"
    PROFILE = "profile"


class RequestState(StrEnum):
    """How a request to publish stands."""

    PENDING = "pending"
    REJECTED = "rejected"


class PublishRequest(Group):
    """A pull request that asks to publish one version."""

    number: Annotated[StrictInt, BY_CI] = setting("Number", "The pull request's number.", ge=1, le=10**9)
    author: Annotated[Slug, BY_CI] = setting("Author", "The person who asks.")
    partner: Annotated[Slug, BY_CI] = setting("Partner", "Whose version it is.")
    app: Annotated[Slug | None, BY_CI] = setting(
        "Application", "Whose version it is; nothing for a partner's profile.", None
    )
    part: Annotated[Part, BY_CI] = setting("Part", "Configuration, listing or profile.")
    version: Annotated[Slug, BY_CI] = setting("Version", "The version that is to be published.")
    target: Annotated[Environment, BY_CI] = setting("Target", "Where it is to be published.")
    state: Annotated[RequestState, BY_CI] = setting("State", "Pending or rejected; an approved request is published.")
    since: Annotated[Moment, BY_CI] = setting("Since", "When the request came into this state, in UTC.")
    waiting_for: Annotated[StaffRole | None, BY_CI] = setting(
        "Waiting for", "Who acts next, while it is pending.", None
    )
    reason: Annotated[Paragraph | None, BY_CI] = setting("Reason", "Why it was rejected.", None)


class Requests(Record):
    """Open and rejected requests, in ``managed/requests.json``."""

    title: ClassVar[str] = "Requests"
    source: ClassVar[str] = "Developer Portal: publish status"

    requests: Annotated[tuple[PublishRequest, ...], BY_CI] = setting("Requests", "Open and rejected requests.", ())


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


class Tenants(Record):
    """Tenants of one app, in ``managed/partners/<partner>/apps/<app>/tenants.yaml``."""

    title: ClassVar[str] = "Tenants"
    source: ClassVar[str] = "Developer Portal: tenants"

    tenants: Annotated[tuple[AuthorisedTenant, ...], BY_CI] = setting(
        "Tenants", "Each tenant that authorised the app.", ()
    )
