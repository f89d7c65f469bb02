"""A version of an application's configuration: how it signs in and what it may reach."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, ClassVar, TypeAlias

from .constraint import Characters, InCatalogue, Matches
from .permission import BY_CONFIGURATION, LOCKED
from .record import Group, PerEnvironment, Record, setting
from .text import HttpsUrl, Label, Paragraph, RedirectUrl, Slug, YesNo

RedirectUrls: TypeAlias = tuple[RedirectUrl, ...]
Origins: TypeAlias = tuple[
    Annotated[
        str,
        Characters(most=300),
        Matches(r"^https?://[A-Za-z0-9.-]+(:[0-9]{1,5})?$", "an origin, such as https://app.example.com"),
    ],
    ...,
]
ClaimName: TypeAlias = Annotated[
    str, Characters(most=100), Matches(r"^[A-Za-z][A-Za-z0-9_:./-]*$", "a claim's name without spaces")
]


class AuthorizationLevel(StrEnum):
    """Who may consent to the app in a tenant."""

    ADMINISTRATOR = "administrator"
    EXPLICIT = "explicit"


class Authentication(Group):
    """How users sign in."""

    redirect_urls: Annotated[PerEnvironment[RedirectUrls], BY_CONFIGURATION] = setting(
        "Allowed redirect URLs",
        "Where a user may be sent after signing in: https, one per line; an entry that begins with ^ and ends with $ "
        "is a regular expression. One list for all environments, or a list for each.",
        (),
        examples=(["https://app.example.com/callback"],),
    )
    post_logout_redirect_urls: Annotated[PerEnvironment[RedirectUrls], BY_CONFIGURATION] = setting(
        "Allowed post-logout redirect URLs", "Where a user may be sent after signing out.", ()
    )
    cors_urls: Annotated[PerEnvironment[Origins], BY_CONFIGURATION] = setting(
        "CORS URLs",
        "Origins whose pages may call SuperOffice from the browser.",
        (),
        examples=(["https://app.example.com"],),
    )
    default_redirect_url: Annotated[PerEnvironment[HttpsUrl] | None, BY_CONFIGURATION] = setting(
        "Default redirect URL", "Legacy, for sign-ins that name no redirect URL. Exactly one.", None
    )
    native: Annotated[YesNo, BY_CONFIGURATION] = setting(
        "Native or mobile app",
        "The app runs on a device, signs in with PKCE and may use loopback redirect URLs.",
        False,
    )
    authorize_text: Annotated[Paragraph | None, BY_CONFIGURATION] = setting(
        "Authorize text", "Shown in the consent dialog: what the app does with the customer's data.", None
    )


class IntegrationPoint(Group):
    """An endpoint of the partner that SuperOffice calls."""

    url: Annotated[PerEnvironment[HttpsUrl], BY_CONFIGURATION] = setting(
        "URL", "Where SuperOffice calls; https only. One for all environments, or one for each."
    )
    enabled: Annotated[YesNo, BY_CONFIGURATION] = setting("On", "Whether SuperOffice calls it.", True)
    send_error_emails: Annotated[YesNo, BY_CONFIGURATION] = setting(
        "Send error emails to the technical contact", "Whether a failing call is reported by e-mail.", True
    )


class IntegrationSettings(Group):
    """The app's own endpoints."""

    customer_state_change: Annotated[IntegrationPoint | None, BY_CONFIGURATION] = setting(
        "Customer state change endpoint", "Told when a customer's state changes. Mandatory for standard apps.", None
    )
    erp_sync: Annotated[IntegrationPoint | None, BY_CONFIGURATION] = setting(
        "ERP sync", "The connector for synchronising with an ERP system.", None
    )
    quote_connector: Annotated[IntegrationPoint | None, BY_CONFIGURATION] = setting(
        "Quote connector", "The connector for quotes and products.", None
    )
    database_mirroring: Annotated[IntegrationPoint | None, BY_CONFIGURATION] = setting(
        "Database mirroring",
        "Receives a copy of the customer's database. Turning it on makes customers renew consent.",
        None,
    )


class Licences(Group):
    """Licences that the app needs in, or brings to, the customer's tenant."""

    required: Annotated[tuple[Annotated[Slug, InCatalogue("licences")], ...], LOCKED] = setting(
        "Licences required", "What the customer has to hold.", ()
    )
    granted: Annotated[tuple[Annotated[Slug, InCatalogue("licences")], ...], LOCKED] = setting(
        "Licences granted", "What the customer gets with the app.", ()
    )


class Advanced(Group):
    """What only an App Manager grants, but for the first two."""

    dark_mode: Annotated[YesNo, BY_CONFIGURATION] = setting(
        "Supports dark mode", "The app's web panels follow dark mode.", False
    )
    remove_remember_me: Annotated[YesNo, BY_CONFIGURATION] = setting(
        'Remove "remember me"', "The sign-in page does not offer to stay signed in.", False
    )
    endpoints: Annotated[tuple[Annotated[Slug, InCatalogue("endpoints")], ...], LOCKED] = setting(
        "Supported endpoints", "Which web services the app calls. WebAPI for every new app.", (), examples=(["webapi"],)
    )
    agents: Annotated[tuple[Annotated[Slug, InCatalogue("agents")], ...], LOCKED] = setting(
        "Access to agents", "Restricted parts of the API that the app may use.", (), examples=(["webhook"],)
    )
    claims: Annotated[tuple[Annotated[Slug, InCatalogue("claims")], ...], LOCKED] = setting(
        "Access to claims", "Restricted facts that the app gets about user and tenant.", ()
    )
    custom_claims: Annotated[tuple[ClaimName, ...], LOCKED] = setting(
        "Custom claims", "Claims of the app's own.", (), max_length=20
    )
    authorization_level: Annotated[PerEnvironment[AuthorizationLevel], LOCKED] = setting(
        "Authorization level",
        "Administrator in SOD; a custom app becomes Explicit in Production.",
        AuthorizationLevel.ADMINISTRATOR,
    )
    custom_error_url: Annotated[PerEnvironment[HttpsUrl] | None, LOCKED] = setting(
        "Custom error URL", "Where a user is sent when signing in fails.", None
    )
    multi_tenant_identity: Annotated[YesNo, LOCKED] = setting(
        "Supports multi-tenant identity", "One user may sign in to several tenants.", False
    )
    suspended_customer_redirect: Annotated[PerEnvironment[HttpsUrl] | None, LOCKED] = setting(
        "Redirect of suspended customers", "Where users of a suspended tenant are sent.", None
    )
    exclude_from_invoice: Annotated[YesNo, LOCKED] = setting(
        "Exclude from invoice", "Calls of the app are not invoiced.", False
    )
    licences: Licences = setting("Licences", "Licences required and granted.", Licences)


class Configuration(Record):
    """A version of the configuration, in ``apps/<app>/configuration/<version>.yaml``."""

    title: ClassVar[str] = "Configuration"
    source: ClassVar[str] = "Developer Portal: application configuration"

    label: Annotated[Label, BY_CONFIGURATION] = setting(
        "Version label", "What the version is called; the first one is Initial.", examples=("Initial",)
    )
    authentication: Authentication = setting("Authentication", "How users sign in.", Authentication)
    integration: IntegrationSettings = setting("Integration settings", "The app's own endpoints.", IntegrationSettings)
    advanced: Advanced = setting("Advanced", "What only an App Manager grants.", Advanced)
