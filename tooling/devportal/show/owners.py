"""``CODEOWNERS`` and the branch's ruleset for GitHub, made from ``platform/staff.yaml``.

The registry's own rules are decided by the check named here. Code owners are asked for what lies outside of it, and for
the platform's files.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, Final

from ..domain.permission import StaffRole
from ..domain.platform import Staff

CHECK: Final = "devportal"
"""The name of the check run; the ruleset requires it."""
_CODE: Final = (StaffRole.APP_MANAGER, StaffRole.ONLINE_OPERATIONS)


def codeowners(staff: Staff) -> str:
    """The text of ``.github/CODEOWNERS``. A later line wins; a path without owners has none."""
    code, managers = _logins(staff, _CODE), _logins(staff, (StaffRole.APP_MANAGER,))
    return (
        "# Written by devportal owners from registry/platform/staff.yaml.\n"
        "# Who must approve a change of the registry is decided by the check named devportal.\n"
        f"* {code}\n"
        "/registry/\n"
        f"/registry/platform/ {managers}\n"
    )


def _logins(staff: Staff, roles: Iterable[StaffRole]) -> str:
    wanted = set(roles)
    return " ".join(sorted(f"@{one.github.login}" for one in staff.employees.values() if wanted & set(one.roles)))


def ruleset() -> str:
    """The ruleset of the branch main, as GitHub imports it. Source: GitHub, REST API for rules."""
    document: dict[str, Any] = {
        "name": "main",
        "target": "branch",
        "enforcement": "active",
        "conditions": {"ref_name": {"include": ["~DEFAULT_BRANCH"], "exclude": []}},
        "bypass_actors": [],
        "rules": [{"type": "deletion"}, {"type": "non_fast_forward"}, _pull_request(), _checks(), _queue()],
    }
    return json.dumps(document, indent=2) + "\n"


def _pull_request() -> dict[str, Any]:
    parameters = {
        "required_approving_review_count": 0,
        "dismiss_stale_reviews_on_push": True,
        "require_code_owner_review": True,
        "require_last_push_approval": True,
        "required_review_thread_resolution": False,
        "allowed_merge_methods": ["merge"],
    }
    return {"type": "pull_request", "parameters": parameters}


def _checks() -> dict[str, Any]:
    parameters = {
        "strict_required_status_checks_policy": False,
        "do_not_enforce_on_create": False,
        "required_status_checks": [{"context": CHECK}],
    }
    return {"type": "required_status_checks", "parameters": parameters}


def _queue() -> dict[str, Any]:
    parameters = {
        "merge_method": "MERGE",
        "grouping_strategy": "ALLGREEN",
        "max_entries_to_build": 5,
        "min_entries_to_merge": 1,
        "max_entries_to_merge": 5,
        "min_entries_to_merge_wait_minutes": 0,
        "check_response_timeout_minutes": 20,
    }
    return {"type": "merge_queue", "parameters": parameters}
