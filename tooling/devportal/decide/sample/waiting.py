"""How long the sample's requests wait."""

from __future__ import annotations

from typing import Any, Final

PROMISED: Final = 16
"""Working hours: two days, as the sample's ``platform/policy.yaml`` has it."""

_ROLES: Final = (("app-manager", 16, 21, 5), ("app-store-manager", 16, 13, 9), ("online-operations", 8, 2, 3))


def requests_of_sample(requests: list[dict[str, Any]]) -> dict[str, Any]:
    """``managed/requests.json``: requests to publish, one that publishes nothing, and the times of each role."""
    if not requests:
        return {"requests": []}
    others = [_locked_setting(requests[-1])]
    return {
        "requests": requests,
        "others": others,
        "waiting_times": [_times([*requests, *others], *role) for role in _ROLES],
    }


def _locked_setting(like: dict[str, Any]) -> dict[str, Any]:
    return {
        "number": like["number"] + 4,
        "summary": "sets Spotlight of an app to true",
        "author": like["author"],
        "partner": like["partner"],
        "state": "pending",
        "since": "2026-11-20T08:30:00Z",
        "waiting_for": "app-manager",
        "waited": PROMISED + 1,
        "promised": PROMISED,
    }


def _times(asked: list[dict[str, Any]], role: str, promised: int, answered: int, median: int) -> dict[str, Any]:
    waited = [one["waited"] for one in asked if one.get("waiting_for") == role]
    return {
        "role": role,
        "promised": promised,
        "open": len(waited),
        "longest": max(waited, default=0),
        "answered": answered,
        "median": median,
    }
