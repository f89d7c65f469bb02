"""Whose approval a request will need and how long it may take, in words: from the fields themselves and the policy."""

from __future__ import annotations

from ...domain.environment import Environment
from ...domain.managed import Part
from ...domain.permission import Permission, StaffRole, Writer
from ...domain.snapshot import Platform
from ..review.demands import publishing_mark


def publishing_sentences(platform: Platform) -> dict[str, dict[str, str]]:
    """For each part and environment: who may ask, who approves, and by when."""
    return {
        part.value: {environment.value: _publishing(platform, part, environment) for environment in Environment}
        for part in Part
    }


def _publishing(platform: Platform, part: Part, environment: Environment) -> str:
    mark = publishing_mark(part, environment)
    asks = f"Asking needs {permission(mark.who)}."
    if mark.approval is None:
        return f"{asks} Nobody has to approve it: it is live in {environment.shown} as soon as its request is merged."
    return f"{asks} {approved_by(platform, mark.approval)} Until then the version is locked (Request pending)."


def permission(who: Permission | Writer) -> str:
    """A permission as a sentence names it."""
    return f"the permission {who.shown}" if isinstance(who, Permission) else who.shown


def approved_by(platform: Platform, role: StaffRole) -> str:
    """Who approves, and within which time."""
    somebody = f"{role.somebody[:1].upper()}{role.somebody[1:]}"
    if platform.policy is None:
        return f"{somebody} approves it."
    policy = platform.policy.record
    wait, hours = policy.waits.of(role), policy.working_time
    days = "1 working day" if wait.working_days == 1 else f"{wait.working_days} working days"
    return (
        f"{somebody} approves it, within {days} (Monday to Friday, {hours.from_hour}:00 to {hours.to_hour}:00 UTC); "
        f"after that it is passed on to {wait.escalate_to.somebody}."
    )
