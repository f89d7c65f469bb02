"""SuperOffice's own catalogues, under ``platform/``: what a setting may refer to, with its real values."""

from __future__ import annotations

from typing import Annotated, ClassVar, Final

from .app import AppKind
from .constraint import Characters, InCatalogue, Matches
from .environment import Environment
from .permission import BY_STAFF, StaffRole
from .person import GitHub, PublicKey, SuperId
from .record import Group, Record, setting
from .text import Day, Email, HttpsUrl, Line, Paragraph, RedirectUrl, Slug, YesNo

CATALOGUES: Final = ("categories", "languages", "markets", "plans", "endpoints", "agents", "claims", "licences")
"""Catalogues whose entries have a name, a description and some marks, one file each."""

_Host = Annotated[
    str, Characters(most=253), Matches(r"^[a-z0-9-]+(\.[a-z0-9-]+)+$", "a host name such as online.superoffice.com")
]


class Entry(Group):
    """One entry of a catalogue."""

    name: Annotated[Line, BY_STAFF] = setting("Name", "The name that people read.", examples=("Integration tools",))
    description: Annotated[Paragraph | None, BY_STAFF] = setting("Description", "What it is for.", None)
    renews_consent: Annotated[YesNo, BY_STAFF] = setting(
        "Renews consent",
        "Adding it makes each customer's administrator consent again; users are locked out until then.",
        False,
    )
    recommended: Annotated[YesNo, BY_STAFF] = setting("Recommended", "The choice for new apps.", False)
    end_of_life: Annotated[Day | None, BY_STAFF] = setting("End of life", "The last day on which it works.", None)
    custom_only: Annotated[YesNo, BY_STAFF] = setting("Custom apps only", "Only custom apps may get it.", False)


class Catalogue(Record):
    """A list of things that settings refer to by id."""

    title: ClassVar[str] = "Catalogue"
    source: ClassVar[str] = "SuperOffice CRM Online: platform"

    entries: Annotated[dict[Slug, Entry], BY_STAFF] = setting("Entries", "Each entry under its id.", min_length=1)


class Template(Group):
    """What a new app starts with."""

    name: Annotated[Line, BY_STAFF] = setting("Name", "The name that people read.")
    description: Annotated[Paragraph, BY_STAFF] = setting("Description", "Whom the template suits.")
    kinds: Annotated[tuple[AppKind, ...], BY_STAFF] = setting("Kinds", "Standard, custom or both.", min_length=1)
    endpoints: Annotated[tuple[Annotated[Slug, InCatalogue("endpoints")], ...], BY_STAFF] = setting(
        "Endpoints", "Supported endpoints.", ()
    )
    agents: Annotated[tuple[Annotated[Slug, InCatalogue("agents")], ...], BY_STAFF] = setting(
        "Agents", "Access to agents.", ()
    )
    claims: Annotated[tuple[Annotated[Slug, InCatalogue("claims")], ...], BY_STAFF] = setting(
        "Claims", "Access to claims.", ()
    )
    licences_granted: Annotated[tuple[Annotated[Slug, InCatalogue("licences")], ...], BY_STAFF] = setting(
        "Licences granted", "What the customer gets with the app.", ()
    )
    redirect_urls: Annotated[tuple[RedirectUrl, ...], BY_STAFF] = setting(
        "Redirect URLs", "Allowed from the start.", ()
    )
    native: Annotated[YesNo, BY_STAFF] = setting("Native or mobile", "Signs in with PKCE.", False)
    integration_points: Annotated[tuple[Slug, ...], BY_STAFF] = setting(
        "Integration points", "Endpoints of the partner that the wizard asks for: erp-sync, quote-connector.", ()
    )


class Templates(Record):
    """The templates of the wizard for a new app, in ``platform/templates.yaml``."""

    title: ClassVar[str] = "App templates"
    source: ClassVar[str] = "Developer Portal: create an application"

    templates: Annotated[dict[Slug, Template], BY_STAFF] = setting(
        "Templates", "Each template under its id.", min_length=1
    )


class EnvironmentFacts(Group):
    """Addresses of one environment."""

    name: Annotated[Line, BY_STAFF] = setting("Name", "The name that people read.")
    description: Annotated[Paragraph, BY_STAFF] = setting("Description", "What it is for.")
    sign_in_host: Annotated[_Host, BY_STAFF] = setting("Sign-in host", "Where users sign in.")
    tenant_url: Annotated[HttpsUrl, BY_STAFF] = setting(
        "Tenant URL", "An example; the sub-domain changes: ask the state API."
    )
    app_store: Annotated[_Host, BY_STAFF] = setting("App Store", "Where apps are listed.")

    @property
    def discovery(self) -> str:
        """The OpenID Connect discovery document."""
        return f"https://{self.sign_in_host}/login/.well-known/openid-configuration"

    @property
    def state_api(self) -> str:
        """The state API; the tenant's id goes where ``<CustNNNNN>`` stands."""
        return f"https://{self.sign_in_host}/api/state/<CustNNNNN>"


class Environments(Record):
    """The environments, in ``platform/environments.yaml``."""

    title: ClassVar[str] = "Environments"
    source: ClassVar[str] = "SuperOffice CRM Online: environments"

    sod: EnvironmentFacts = setting("SOD", "Development.")
    stage: EnvironmentFacts = setting("Stage", "The last rehearsal.")
    production: EnvironmentFacts = setting("Production", "Where customers work.")

    def of(self, environment: Environment) -> EnvironmentFacts:
        """The facts of one environment."""
        facts: EnvironmentFacts = getattr(self, environment.value)
        return facts


class Employee(Group):
    """An employee of SuperOffice who works with partners."""

    name: Annotated[Line, BY_STAFF] = setting("Name", "The name that others see.")
    email: Annotated[Email, BY_STAFF] = setting("E-mail", "Where the portal writes to the employee.")
    roles: Annotated[tuple[StaffRole, ...], BY_STAFF] = setting("Roles", "What the employee answers for.", min_length=1)
    superid: SuperId = setting("SuperID", "The employee's account at SuperOffice's sign-in.")
    github: GitHub = setting("GitHub", "The employee's account at GitHub.")
    keys: tuple[PublicKey, ...] = setting("Public keys", "Keys to sign approvals with.", (), max_length=20)


class Staff(Record):
    """SuperOffice's employees, in ``platform/staff.yaml``."""

    title: ClassVar[str] = "Staff"
    source: ClassVar[str] = "Developer Portal: roles"

    employees: Annotated[dict[Slug, Employee], BY_STAFF] = setting(
        "Employees", "Each employee under an id.", min_length=1
    )
