"""What a new partner, and a person's place in one, begins with."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from ...domain.layout import Kind
from .texts import NewRecord

FIRST_ROLES: Final = ("administrator", "developer", "marketing")
"""Who registers a company may do everything in it. Source: Developer Portal, registration."""


def partner_records(partner: str, name: str, administrator: str) -> list[NewRecord]:
    """A partner with its first person, who becomes its administrator."""
    names = {"partner": partner}
    settings = {"name": name, "administrative_contact": administrator, "technical_contact": administrator}
    return [
        NewRecord(Kind.PARTNER, names, settings),
        NewRecord(Kind.MEMBERS, names, {"members": {administrator: member(FIRST_ROLES)}}),
    ]


def member(roles: Sequence[str], permissions: Sequence[str] = ()) -> dict[str, Any]:
    """What one person may do in a partner."""
    found: dict[str, Any] = {"roles": list(roles)} if roles or not permissions else {}
    return {**found, "permissions": list(permissions)} if permissions else found
