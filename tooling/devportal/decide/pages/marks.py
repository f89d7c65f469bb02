"""Marks that a reviewer sees at once: how far SuperOffice's examination is, and what customers would notice."""

from __future__ import annotations

from typing import Any

from ...domain.app import App, AppKind, WorkflowStatus
from ...domain.case import Case, Identity
from ...domain.change import FileState, Subject, VersionPublished
from ...domain.layout import REGULAR
from ...domain.managed import Part, PublishRequest, RequestState
from ...domain.snapshot import AppRecords, Filed, Snapshot
from ..review.parties import Parties
from ..review.risks import risks

EXAMINED = {AppKind.STANDARD: ("certified", "security_audit"), AppKind.CUSTOM: ("validated",)}
"""Which examinations an app of each kind passes before Production."""

_STATES = {
    WorkflowStatus.NONE: "draft",
    WorkflowStatus.PENDING: "pending",
    WorkflowStatus.PASSED: "published",
    WorkflowStatus.FAILED: "rejected",
}
_SHORT = {
    "secret": "Secret",
    "sign-in": "Sign-in breaks",
    "consent": "Renews consent",
    "lock-out": "Lock-out",
    "redirect": "Redirect pattern",
    "certification": "Re-certification",
    "permission": "Permission",
    "address": "Address",
}
_NOBODY = Parties("", "", False, frozenset(), {}, {})


def examined(app: AppRecords | None) -> list[dict[str, str]]:
    """Certification and security audit of a standard app, validation of a custom one."""
    settings = app.settings.record if app and app.settings else None
    if settings is None:
        return []
    return [_examination(settings, name) for name in EXAMINED[settings.kind]]


def _examination(settings: App, name: str) -> dict[str, str]:
    status: WorkflowStatus = getattr(settings, name)
    title = type(settings).model_fields[name].title or name
    said = "not begun" if status is WorkflowStatus.NONE else status.value
    return {"title": title, "said": said, "state": _STATES[status]}


def risk_marks(snapshot: Snapshot, app: AppRecords, request: PublishRequest) -> list[dict[str, str]]:
    """What publishing this version would cost, against what is live in the target now. One place judges: the review."""
    published = app.published.record if app.published else None
    if request.part is not Part.CONFIGURATION or request.state is RequestState.REJECTED:
        return []
    old = (published.configuration.in_environment(request.target) if published else None) or ""
    new = app.configurations.get(request.version)
    if new is None or app.settings is None:
        return []
    subject = Subject(app.partner, app.id, name=app.settings.record.name)
    where = app.published.path if app.published else ""
    change = VersionPublished(where, subject, Part.CONFIGURATION, request.target, old, request.version, new.path)
    files = [_state(one) for one in (app.settings, *app.configurations.values())]
    side = {one.path: one for one in files}
    case = Case(side, side, snapshot.platform, Identity(), "")
    found = {one.kind: one.sentence for one in reversed(risks(case, (change,), _NOBODY))}
    return [{"title": _SHORT[kind], "why": f"{why[:1].upper()}{why[1:]}."} for kind, why in sorted(found.items())]


def _state(filed: Filed[Any]) -> FileState:
    """A file as the review sees it. Two versions are told apart by their path, which stands in for the blob's id."""
    return FileState(filed.path, REGULAR, filed.path, filed.location, filed.record)
