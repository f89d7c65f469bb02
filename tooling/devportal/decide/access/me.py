"""What the website tells somebody about themselves."""

from __future__ import annotations

from typing import Any

from ...domain.permission import Permission
from ...domain.snapshot import Snapshot
from .viewers import Account


def me(snapshot: Snapshot, account: Account) -> dict[str, Any]:
    """The answer of ``/me.json``: who is signed in, which partners they may see, what they may do there.

    Plain data. ``person`` is the id in the registry, an employee's too; permissions are in their usual order.
    """
    return {
        "person": account.id,
        "name": account.viewer.name,
        "partners": [
            {
                "id": partner,
                "name": _name(snapshot, partner),
                "permissions": [one for one in Permission if one in granted],
            }
            for partner, granted in account.permissions.items()
        ],
        "staff": account.viewer.is_staff,
        "roles": [role.value for role in account.viewer.roles],
    }


def home_of(account: Account) -> str:
    """Where somebody arrives who signs in: an employee at the staff's home, a person at their own."""
    return "/staff/" if account.viewer.is_staff else f"/people/{account.id}/"


def _name(snapshot: Snapshot, partner: str) -> str:
    settings = snapshot.partners[partner].settings
    return settings.record.name if settings else partner
