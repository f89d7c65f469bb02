"""Which version is published where."""

from __future__ import annotations

from typing import Annotated, ClassVar, TypeAlias

from .constraint import Characters, RefersTo
from .environment import Environment
from .permission import BY_APP_STORE, BY_CONFIGURATION, Permission, StaffRole, WritableBy
from .record import Group, Record, setting
from .text import Day, Line, Slug, Tenant, YesNo

Version: TypeAlias = Annotated[Slug, RefersTo("version")]

_CONFIGURATION_LIVE = WritableBy(Permission.CONFIGURATION, approval=StaffRole.APP_MANAGER)
_APP_STORE_LIVE = WritableBy(Permission.APP_STORE, approval=StaffRole.APP_STORE_MANAGER)


class Published(Group):
    """The version that is live in each environment; nothing where none is."""

    def in_environment(self, environment: Environment) -> str | None:
        """The version that is live in one environment."""
        version: str | None = getattr(self, environment.value)
        return version

    def environments_of(self, version: str) -> tuple[Environment, ...]:
        """Where one version is live."""
        return tuple(environment for environment in Environment if self.in_environment(environment) == version)


class PublishedConfiguration(Published):
    """Versions of an app's configuration."""

    sod: Annotated[Version | None, BY_CONFIGURATION] = setting("SOD", "The version that is live in SOD.", None)
    stage: Annotated[Version | None, _CONFIGURATION_LIVE] = setting("Stage", "The version that is live in Stage.", None)
    production: Annotated[Version | None, _CONFIGURATION_LIVE] = setting(
        "Production", "The version that is live in Production.", None
    )


class PublishedInformation(Published):
    """Versions of App Store information."""

    sod: Annotated[Version | None, BY_APP_STORE] = setting("SOD", "The version that is live in SOD.", None)
    stage: Annotated[Version | None, _APP_STORE_LIVE] = setting("Stage", "The version that is live in Stage.", None)
    production: Annotated[Version | None, _APP_STORE_LIVE] = setting(
        "Production", "The version that is live in Production.", None
    )


class Activation(Group):
    """A customer's tenant that a custom app is activated for."""

    customer: Annotated[Line, _CONFIGURATION_LIVE] = setting(
        "Customer", "The customer's name.", examples=("Fjordline Ferries",)
    )
    tenant: Annotated[Tenant, _CONFIGURATION_LIVE] = setting(
        "Tenant", "The customer's tenant.", examples=("Cust12345",)
    )
    sandbox: Annotated[YesNo, _CONFIGURATION_LIVE] = setting(
        "Production sandbox",
        "Whether the tenant is the customer's sandbox. Sandbox and production are activated each.",
        False,
    )
    confirmed_by: Annotated[Annotated[str, Characters(most=120)], _CONFIGURATION_LIVE] = setting(
        "Confirmed by", "Who at the customer confirmed the activation.", examples=("Kari Lund, IT manager",)
    )
    confirmed_on: Annotated[Day, _CONFIGURATION_LIVE] = setting("Confirmed on", "When.", examples=("2026-10-01",))


class PublishedApp(Record):
    """What is live of an app, in ``apps/<app>/published.yaml``."""

    title: ClassVar[str] = "Published versions of an app"
    source: ClassVar[str] = "Developer Portal: publishing"

    configuration: PublishedConfiguration = setting(
        "Configuration", "The version of the configuration in each environment.", PublishedConfiguration
    )
    listing: PublishedInformation = setting(
        "App Store information", "The version of the listing in each environment.", PublishedInformation
    )
    activations: tuple[Activation, ...] = setting(
        "Activations",
        "Custom apps: each customer's tenant that the app is activated for in Production.",
        (),
        max_length=10,
    )


class PublishedPartner(Record):
    """What is live of a partner, in ``partners/<partner>/published.yaml``."""

    title: ClassVar[str] = "Published versions of a partner"
    source: ClassVar[str] = "Developer Portal: publishing"

    profile: PublishedInformation = setting(
        "Profile", "The version of the partner's App Store information in each environment.", PublishedInformation
    )
