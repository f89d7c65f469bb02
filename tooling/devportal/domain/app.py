"""An application: its settings."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, ClassVar

from .constraint import InCatalogue, RefersTo
from .partner import MemberRef
from .permission import BY_CONFIGURATION, LOCKED
from .record import Record, setting
from .text import AppName, Email, Slug, YesNo


class AppKind(StrEnum):
    """A standard app is offered to every customer in the App Store; a custom app is made for one."""

    STANDARD = "standard"
    CUSTOM = "custom"


class WorkflowStatus(StrEnum):
    """How far SuperOffice's examination has come."""

    NONE = "none"
    PENDING = "pending"
    PASSED = "passed"
    FAILED = "failed"


class App(Record):
    """The settings of one application, in ``partners/<partner>/apps/<app>/app.yaml``.

    The SEO-friendly name is the folder's name; the partner whose folder it is answers for the app.
    """

    title: ClassVar[str] = "Application settings"
    source: ClassVar[str] = "Developer Portal: application settings"

    name: Annotated[AppName, LOCKED] = setting(
        "Application name",
        "At most 64 characters, unique in the App Store. Begin a generic name with your company's, "
        'or end it in "for SuperOffice".',
        examples=("Northwind Visual Reports",),
    )
    kind: Annotated[AppKind, LOCKED] = setting(
        "Custom or standard",
        "Decided when the app is created; later only SuperOffice may change it.",
        examples=("standard",),
    )
    template: Annotated[Slug | None, InCatalogue("templates"), LOCKED] = setting(
        "Template", "What the app was made from.", None, examples=("web-app",)
    )
    technical_contact: Annotated[MemberRef, BY_CONFIGURATION] = setting(
        "Technical contact", "A user of the partner; at first who created the app.", examples=("ida-holm",)
    )
    error_reporting_emails: Annotated[tuple[Email, ...], BY_CONFIGURATION] = setting(
        "Error reporting emails", "Who is told of failures. Empty: the technical contact.", (), max_length=20
    )
    uninstall_reporting_emails: Annotated[tuple[Email, ...], BY_CONFIGURATION] = setting(
        "Uninstall reporting emails",
        "Who is told when a customer uninstalls the app. Empty: the partner's list, then its administrative contact.",
        (),
        max_length=20,
    )
    hidden: Annotated[YesNo, LOCKED] = setting("Hidden from Our Apps", "The App Store does not list the app.", False)
    beta: Annotated[YesNo, LOCKED] = setting(
        "Beta",
        "Listed as beta until 3 customers have run it for 30 days without a major incident, or 1 customer for 60 days; "
        "free of charge meanwhile.",
        False,
    )
    spotlight: Annotated[YesNo, LOCKED] = setting("Spotlight", "Shown at the top of the App Store.", False)
    developed_by: Annotated[Slug | None, RefersTo("partner"), LOCKED] = setting(
        "Developed by", "The partner that develops the app, when it is another than this one.", None
    )
    owned_by: Annotated[Slug | None, RefersTo("partner"), LOCKED] = setting(
        "Owned by", "The partner that owns the app, when it is another than this one.", None
    )
    certified: Annotated[WorkflowStatus, LOCKED] = setting(
        "Certified", "Standard apps: whether SuperOffice's certification was passed.", WorkflowStatus.NONE
    )
    security_audit: Annotated[WorkflowStatus, LOCKED] = setting(
        "Security audit", "Standard apps: whether the security evaluation was passed.", WorkflowStatus.NONE
    )
    validated: Annotated[WorkflowStatus, LOCKED] = setting(
        "Validated", "Custom apps: whether SuperOffice's validation was passed.", WorkflowStatus.NONE
    )
