"""What each guided form asks for. The types and their limits are those of the registry's own records."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, ClassVar, Final

from ...domain.app import AppKind
from ...domain.constraint import InCatalogue
from ...domain.environment import Environment
from ...domain.managed import Part
from ...domain.permission import Permission, Role
from ...domain.person import GitHub, PublicKey, SuperId
from ...domain.record import Group, Record, setting
from ...domain.release import Activation
from ...domain.text import AppName, Email, HttpsUrl, Line, Paragraph, Phone, RedirectUrl, Slug

_PARTNER: Final = "The name of your partner's folder in the registry; part of addresses."
_APP: Final = "The name of the app's folder; part of addresses."


class NewApp(Record):
    """Create an app: it begins with its template's configuration, live in SOD."""

    title: ClassVar[str] = "Create an app"

    partner: Slug = setting("Partner", _PARTNER, examples=("north-wind",))
    kind: AppKind = setting(
        "Custom or standard",
        "A standard app is offered to every customer in the App Store; a custom app is made for one. "
        "Decided now; later only SuperOffice may change it.",
    )
    template: Annotated[Slug, InCatalogue("templates")] = setting("Template", "What the app begins with.")
    name: AppName = setting(
        "Application name",
        "At most 64 characters, unique in the App Store. Begin a generic name with your company's, "
        'or end it in "for SuperOffice".',
        examples=("Northwind Visual Reports",),
    )
    id: Slug = setting(
        "SEO-friendly name",
        "Lower-case letters, digits and dashes; part of addresses. Made from the name; you cannot change it later.",
        examples=("visual-reports",),
    )
    redirect_urls: tuple[RedirectUrl, ...] = setting(
        "Allowed redirect URLs",
        "Where users may be sent after signing in: https, one a line. Addresses at localhost go to SOD only.",
        (),
        max_length=50,
        examples=(["https://app.example.com/callback"],),
    )
    erp_sync_url: HttpsUrl | None = setting("ERP sync URL", "Where SuperOffice calls your ERP sync connector.", None)
    quote_connector_url: HttpsUrl | None = setting(
        "Quote connector URL", "Where SuperOffice calls your quote connector.", None
    )
    technical_contact: Slug = setting(
        "Technical contact", "A user of the partner: the name of their file in people/.", examples=("ida-holm",)
    )


class _OfPart(Record):
    """Whose version it is."""

    part: Part = setting("What", "Configuration and listing belong to an app, the profile to the partner.")
    partner: Slug = setting("Partner", _PARTNER, examples=("north-wind",))
    app: Slug | None = setting("App", f"{_APP} Leave it empty for a profile.", None, examples=("visual-reports",))


class Version(_OfPart):
    """Begin a version of a configuration, an app's App Store information or a partner's profile."""

    title: ClassVar[str] = "New version"

    version: Slug = setting(
        "Version", "The name of the new file: lower-case letters, digits and dashes.", examples=("v2",)
    )


class Publish(_OfPart):
    """Ask for a version to go live in an environment."""

    title: ClassVar[str] = "Request to publish"

    version: Slug = setting("Version", "Which version is to go live.", examples=("initial",))
    target: Environment = setting("Environment", "Where it is to go live: SOD, then Stage, then Production.")
    activation: Activation | None = setting(
        "Activation", "Custom apps in Production: the customer's tenant that the app is activated for.", None
    )


class Member(Record):
    """Give a person permissions in a partner."""

    title: ClassVar[str] = "Add a user"

    partner: Slug = setting("Partner", _PARTNER, examples=("north-wind",))
    person: Slug = setting("Person", "The name of their file in people/, which they add themselves.")
    roles: tuple[Role, ...] = setting("Roles", "Common bundles of permissions; a person may hold several.", ())
    permissions: tuple[Permission, ...] = setting(
        "Permissions", "Single permissions beside those of the roles. Nothing works without Log in.", ()
    )


class PersonAnswers(Group):
    """Your own file in people/."""

    name: Line = setting("Display name", "The name that others see.", examples=("Ida Holm",))
    id: Slug = setting("Name of your file", "Made from your name; others refer to you by it.", examples=("ida-holm",))
    email: Email = setting("E-mail", "Where the portal writes to you.", examples=("ida.holm@example.com",))
    phone: Phone | None = setting("Phone", "Optional; with the country code.", None, examples=("+47 21 00 00 00",))
    superid: SuperId = setting("SuperID", "Your account at SuperOffice's sign-in.")
    github: GitHub = setting("GitHub", "Your account at GitHub, from which your requests come.")
    keys: tuple[PublicKey, ...] = setting(
        "Public keys", "To sign with and to receive secrets with. They can be added later.", (), max_length=20
    )


class Person(Record):
    """Add yourself to the registry."""

    title: ClassVar[str] = "Add yourself"

    person: PersonAnswers = setting("You", "Your own file in people/; only you may bring and change it.")


class Purpose(StrEnum):
    """Why somebody registers. Source: Developer Portal, registration."""

    EXPLORING = "exploring"
    APP_IDEA = "app-idea"


class Company(Group):
    """The company that becomes a partner."""

    name: Line = setting("Company", "The company's name. Unique; later only SuperOffice may change it.")
    id: Slug = setting(
        "SEO-friendly name",
        "Short, lower-case, with dashes for spaces; part of addresses. Later only SuperOffice may change it.",
        examples=("north-wind",),
    )
    purpose: Purpose | None = setting("What brings you here", "Optional; it goes into the request's text.", None)
    experience: Paragraph | None = setting(
        "Experience", "Optional: what you have built before. It goes into the request's text.", None
    )


class Register(Record):
    """Register a company, with its first person as administrator."""

    title: ClassVar[str] = "Register as a partner"

    company: Company = setting("Your company", "It becomes the partner.")
    person: PersonAnswers = setting("You", "You become the partner's administrator.")


FORMS: Final[dict[str, type[Record]]] = {
    "new-app": NewApp,
    "new-version": Version,
    "publish": Publish,
    "add-user": Member,
    "add-yourself": Person,
    "register": Register,
}
"""Each form's name, which is its page's too, and what it asks for first."""
