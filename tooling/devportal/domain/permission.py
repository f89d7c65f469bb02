"""Who may do what: a person's permissions in a partner, and the roles of SuperOffice's employees."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final


class Permission(StrEnum):
    """What a person may do in one partner."""

    LOG_IN = "log-in"
    READ = "read"
    APP_STORE = "app-store"
    CONFIGURATION = "configuration"
    USERS = "users"

    @property
    def shown(self) -> str:
        """The name that people read."""
        return _PERMISSION_TITLES[self]


class Role(StrEnum):
    """A common bundle of permissions."""

    ADMINISTRATOR = "administrator"
    DEVELOPER = "developer"
    MARKETING = "marketing"

    @property
    def permissions(self) -> frozenset[Permission]:
        """What the role stands for."""
        return frozenset({Permission.LOG_IN, Permission.READ, _ROLE_SPECIALITY[self]})


class StaffRole(StrEnum):
    """What an employee of SuperOffice answers for."""

    APP_MANAGER = "app-manager"
    APP_STORE_MANAGER = "app-store-manager"
    ONLINE_OPERATIONS = "online-operations"

    @property
    def shown(self) -> str:
        """The name that people read."""
        return self.value.replace("-", " ").title()

    @property
    def somebody(self) -> str:
        """One who holds the role, as a sentence names them."""
        return self.shown if self is StaffRole.ONLINE_OPERATIONS else f"an {self.shown}"


class Writer(StrEnum):
    """Somebody other than a member of the partner who may write a setting."""

    ONESELF = "oneself"
    STAFF = "staff"
    CI = "ci"

    @property
    def shown(self) -> str:
        """The name that people read."""
        return {"oneself": "the person", "staff": "SuperOffice staff", "ci": "the portal's own automation"}[self.value]


_PERMISSION_TITLES: Final = {
    Permission.LOG_IN: "Log in",
    Permission.READ: "Read",
    Permission.APP_STORE: "App Store",
    Permission.CONFIGURATION: "Configuration",
    Permission.USERS: "Users",
}

_ROLE_SPECIALITY: Final = {
    Role.ADMINISTRATOR: Permission.USERS,
    Role.DEVELOPER: Permission.CONFIGURATION,
    Role.MARKETING: Permission.APP_STORE,
}


@dataclass(frozen=True, slots=True)
class WritableBy:
    """Who may propose a change of a setting, and whose approval it needs (``None``: nobody's).

    It stands beside the field that it speaks of (``Annotated[..., WritableBy(...)]``); refusals, reference pages, forms
    and review read it there and nowhere else.
    """

    who: Permission | Writer
    approval: StaffRole | None = None

    def __get_pydantic_json_schema__(self, schema: Any, handler: Any) -> dict[str, Any]:
        """Show it to editors and forms as ``x-writable-by`` and ``x-approved-by``."""
        described: dict[str, Any] = {**handler(schema), "x-writable-by": self.who.value}
        if self.approval is not None:
            described["x-approved-by"] = self.approval.value
        return described

    def __str__(self) -> str:
        """The sentence that refusals and reference pages show."""
        who = f"a member with the permission {self.who.shown}" if isinstance(self.who, Permission) else self.who.shown
        return f"{who}, approved by {self.approval.somebody}" if self.approval else f"{who}, without approval"


BY_USERS: Final = WritableBy(Permission.USERS)
BY_CONFIGURATION: Final = WritableBy(Permission.CONFIGURATION)
BY_APP_STORE: Final = WritableBy(Permission.APP_STORE)
BY_ONESELF: Final = WritableBy(Writer.ONESELF)
IDENTITY: Final = WritableBy(Writer.ONESELF, approval=StaffRole.ONLINE_OPERATIONS)
"""Which account somebody is: freely given once, later changed only when Online Operations has made sure."""
BY_CI: Final = WritableBy(Writer.CI)
BY_STAFF: Final = WritableBy(Writer.STAFF, approval=StaffRole.APP_MANAGER)
LOCKED: Final = WritableBy(Permission.CONFIGURATION, approval=StaffRole.APP_MANAGER)
"""A setting that a partner may ask for and that only an App Manager can grant."""
