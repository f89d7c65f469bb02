"""A partner: its settings, its members and its App Store profile."""

from __future__ import annotations

from typing import Annotated, ClassVar, TypeAlias

from .constraint import NeededToPublish, RefersTo
from .permission import BY_APP_STORE, BY_USERS, LOCKED, Permission, Role
from .person import KeyName
from .record import Group, Record, setting
from .text import AltText, Email, FormattedText, HttpsUrl, Label, Line, MediaFile, MetaDescription, Slug

MemberRef: TypeAlias = Annotated[Slug, RefersTo("member")]


class Partner(Record):
    """The settings of one partner, in ``partners/<partner>/partner.yaml``.

    The SEO-friendly name is the folder's name, so that the two cannot disagree.
    """

    title: ClassVar[str] = "Partner settings"
    source: ClassVar[str] = "Developer Portal: partner settings"

    name: Annotated[Line, LOCKED] = setting(
        "Name", "The company's name. Unique; later only SuperOffice may change it.", examples=("Northwind Analytics",)
    )
    administrative_contact: Annotated[MemberRef, BY_USERS] = setting(
        "Administrative contact", "A user of the partner.", examples=("ida-holm",)
    )
    technical_contact: Annotated[MemberRef, BY_USERS] = setting(
        "Technical contact", "A user of the partner.", examples=("ida-holm",)
    )
    uninstall_reporting_emails: Annotated[tuple[Email, ...], BY_USERS] = setting(
        "Uninstall reporting emails",
        "Who is told when a customer uninstalls an app. Empty: the administrative contact.",
        (),
        max_length=20,
    )
    support_emails: Annotated[tuple[Email, ...], BY_USERS] = setting(
        "Support emails",
        "Where a support case for one of the apps is announced. Empty: the app's error reporting emails, "
        "then the partner's technical contact.",
        (),
        max_length=20,
    )


class Member(Group):
    """What one person may do in this partner."""

    roles: Annotated[tuple[Role, ...], BY_USERS] = setting(
        "Roles", "Common bundles of permissions; a person may hold several.", (), examples=(["developer"],)
    )
    permissions: Annotated[tuple[Permission, ...], BY_USERS] = setting(
        "Permissions", "Single permissions beside those of the roles.", (), examples=(["app-store"],)
    )

    confirmed_keys: Annotated[tuple[KeyName, ...], BY_USERS] = setting(
        "Confirmed keys",
        "Changed keys of this person that another administrator has made sure of, face to face or by phone: "
        "secrets are sealed to them without waiting.",
        (),
        max_length=20,
        examples=(["SHA256:nThbg6kXUpJWGl7E1IGOCspRomTxdCARLviKw6E5SY8"],),
    )

    @property
    def granted(self) -> frozenset[Permission]:
        """All permissions, those of the roles included."""
        return frozenset(self.permissions).union(*(role.permissions for role in self.roles))


class Members(Record):
    """Who belongs to the partner, in ``partners/<partner>/members.yaml``."""

    title: ClassVar[str] = "Members"
    source: ClassVar[str] = "Developer Portal: users"

    members: Annotated[dict[Annotated[Slug, RefersTo("person")], Member], BY_USERS] = setting(
        "Users", "Each person of the partner with their roles and permissions.", min_length=1
    )


class ProfileLogo(Group):
    """The partner's logo."""

    file: Annotated[MediaFile, RefersTo("media"), BY_APP_STORE] = setting(
        "File", "A square PNG of 488 x 488 in `profile/media/`; it is shown as a circle.", examples=("logo.png",)
    )
    alt: Annotated[AltText, BY_APP_STORE] = setting(
        "Alt text", "What a screen reader says in place of the picture.", examples=("Northwind Analytics",)
    )


class ProfileLink(Group):
    """A link on the partner's page."""

    url: Annotated[HttpsUrl, BY_APP_STORE] = setting("URL", "Where it leads.", examples=("https://example.com/trust",))
    text: Annotated[Label, BY_APP_STORE] = setting("Text", "What it says.", examples=("Trust center",))


class Profile(Record):
    """A version of the partner's App Store information, in ``partners/<partner>/profile/<version>.yaml``."""

    title: ClassVar[str] = "Partner profile"
    source: ClassVar[str] = "Developer Portal: partner App Store information"

    label: Annotated[Label, BY_APP_STORE] = setting(
        "Version label", "What the version is called; the first one is Initial.", examples=("Initial",)
    )
    logo: Annotated[ProfileLogo | None, NeededToPublish(), BY_APP_STORE] = setting("Logo", "The company's logo.", None)
    description: Annotated[FormattedText | None, NeededToPublish(), BY_APP_STORE] = setting(
        "Description", "The company in some sentences: bold, italic, lists and links are possible.", None
    )
    meta_description: Annotated[MetaDescription | None, NeededToPublish(), BY_APP_STORE] = setting(
        "Meta description",
        "What search engines show: 50 to 160 characters, letters, digits and plain punctuation.",
        None,
    )
    links: Annotated[tuple[ProfileLink, ...], BY_APP_STORE] = setting(
        "Links", "Home page, trust center and so on, in the order in which they show.", (), max_length=30
    )
