"""Moments, in UTC as in 2026-11-24T09:30:00Z."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

_FORM = "%Y-%m-%dT%H:%M:%SZ"


def later(moment: str, days: int) -> str:
    """A moment some days after another."""
    return (datetime.strptime(moment, _FORM).replace(tzinfo=UTC) + timedelta(days=days)).strftime(_FORM)
