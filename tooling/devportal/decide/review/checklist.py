"""What a reviewer goes through for each kind of request, ticked where a machine can tell.

Source: certification and validation checklists of SuperOffice's app approval.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ...domain.app import App, WorkflowStatus
from ...domain.case import Case
from ...domain.change import Change, VersionPublished
from ...domain.configuration import Configuration
from ...domain.environment import Environment
from ...domain.layout import ROOT, Kind, path_of
from ...domain.managed import Part
from ...domain.release import PublishedApp
from ...domain.verdict import CheckPoint, Tick
from .demands import is_custom

CORE: Final = (
    "Input is validated and output escaped",
    "Sign-in is federated and tokens are validated; no user credentials are stored",
    "Revocation and lost access are handled; there is an error page",
    "Maintenance windows and the tenant's status are handled",
)
CERTIFICATION: Final = (
    "Redirect and web panel URLs are rated A by an SSL test: TLS 1.2 or later only",
    *CORE,
    "Visibility restrictions are kept on copied data",
    "The consent workflow works, and set-up is fully programmatic",
    "Web panels authorise, carry uctx and usid, never usec, and are visible to all groups",
    "Cookies are Secure and HttpOnly; searches begin at three characters",
    "The owner company is never renamed; person.contact_id of associates is untouched",
    'Privacy source of created persons is "Other integration"; e-marketing consent is checked',
    "List items are multi-language; logs are kept for 3 months or longer",
)
_POLICY: Final = f"{ROOT}/platform/"
_REPLAY: Final = "No past verdict flips, or each is meant: devportal replay --platform COMMIT"
VALIDATION: Final = (
    *CORE,
    "At most 10 API calls a second",
    "The customer holds Development Tools, or CRM Suite Core",
    "Somebody at the partner can be reached",
)
LISTING: Final = (
    "Texts say what the app does, without promises about SuperOffice",
    "Screenshots show the app with SuperOffice and no customer's data",
    "Prices and terms agree with the partner's site",
    "Links lead where they say",
)


def checklist(case: Case, changes: tuple[Change, ...]) -> tuple[CheckPoint, ...]:
    """The points for everything that the request publishes beyond SOD, and for a change of the policy itself."""
    found: dict[str, CheckPoint] = {}
    if any(isinstance(one.path, str) and one.path.startswith(_POLICY) for one in changes):
        found[_REPLAY] = CheckPoint(_REPLAY)
    for change in changes:
        if isinstance(change, VersionPublished) and change.new and change.environment.needs_approval:
            found.update((point.text, point) for point in _points(case, change))
    return tuple(found.values())


def _points(case: Case, change: VersionPublished) -> Iterator[CheckPoint]:
    if change.part is not Part.CONFIGURATION:
        yield from map(CheckPoint, LISTING)
        return
    custom = is_custom(case, change.subject.partner, change.subject.app)
    if change.environment is Environment.PRODUCTION:
        yield from _marks(case, change, custom)
    state = case.head.get(change.version_path)
    if state and isinstance(state.record, Configuration):
        point = state.record.integration.customer_state_change
        tick = Tick.DONE if point else Tick.OPEN if custom else Tick.FAILED
        yield CheckPoint("The customer state change endpoint is set", tick)
    yield from map(CheckPoint, VALIDATION if custom else CERTIFICATION)


def _marks(case: Case, change: VersionPublished, custom: bool) -> Iterator[CheckPoint]:
    subject = change.subject
    state = case.base.get(path_of(Kind.APP, partner=subject.partner, app=subject.app))
    app = state.record if state and isinstance(state.record, App) else None
    names = (
        {"validated": "Validation"} if custom else {"certified": "Certification", "security_audit": "Security audit"}
    )
    for name, shown in names.items():
        passed = app is not None and getattr(app, name) is WorkflowStatus.PASSED
        yield CheckPoint(f"{shown} is passed", Tick.DONE if passed else Tick.FAILED)
    published = case.head[change.path].record
    if custom and isinstance(published, PublishedApp):
        customers = ", ".join(f"{one.customer} ({one.tenant})" for one in published.activations)
        tick = Tick.DONE if customers else Tick.FAILED
        yield CheckPoint("Customer and tenant are named, and the customer has confirmed", tick, customers)
