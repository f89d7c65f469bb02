"""What each change asks for: who may propose it, and whose approval it needs. The table of the design, in one place."""

from __future__ import annotations

from typing import Any, Final, NamedTuple, TypeAlias

from ...domain.app import App, AppKind
from ...domain.case import Case
from ...domain.change import (
    Action,
    Change,
    CredentialChanged,
    FieldChanged,
    FileTouched,
    FolderRenamed,
    MemberChanged,
    PictureChanged,
    VersionPublished,
)
from ...domain.configuration import AuthorizationLevel
from ...domain.credential import Credentials
from ...domain.environment import Environment
from ...domain.finding import Pointer
from ...domain.layout import ROOT, Kind, path_of
from ...domain.managed import Part
from ...domain.permission import BY_STAFF, Permission, StaffRole, WritableBy, Writer
from ...domain.platform import Template
from ...domain.release import PublishedConfiguration, PublishedInformation

Who: TypeAlias = frozenset[Permission] | Writer | None
"""Any of some permissions, or a writer of another kind; ``None``: anybody."""


class Demand(NamedTuple):
    """Who may propose a change, and which roles' approval it needs (any of them; none when empty)."""

    change: Change
    who: Who
    roles: frozenset[StaffRole] = frozenset()


_CONFIGURATION: Final = frozenset({Permission.CONFIGURATION})
_APP_STORE: Final = frozenset({Permission.APP_STORE})
_USERS: Final = frozenset({Permission.USERS})
_NOBODY: Final[frozenset[StaffRole]] = frozenset()
_APP_MANAGER: Final = frozenset({StaffRole.APP_MANAGER})
_OPERATIONS: Final = frozenset({StaffRole.ONLINE_OPERATIONS})
CODE_OWNERS: Final = frozenset({StaffRole.APP_MANAGER, StaffRole.ONLINE_OPERATIONS})

_FILES: Final[dict[Kind, tuple[Who, frozenset[StaffRole], frozenset[StaffRole]]]] = {
    # who may propose; approval to create or change it; approval to delete it
    Kind.PARTNER: (_USERS, _NOBODY, _APP_MANAGER),
    Kind.MEMBERS: (_USERS, _NOBODY, _APP_MANAGER),
    Kind.PUBLISHED_PARTNER: (_APP_STORE, _NOBODY, _NOBODY),
    Kind.PROFILE: (_APP_STORE, _NOBODY, _NOBODY),
    Kind.PROFILE_MEDIA: (_APP_STORE, _NOBODY, _NOBODY),
    Kind.APP: (_CONFIGURATION, _NOBODY, _APP_MANAGER),
    Kind.CONFIGURATION: (_CONFIGURATION, _NOBODY, _NOBODY),
    Kind.CREDENTIALS: (_CONFIGURATION, _NOBODY, _NOBODY),
    Kind.PUBLISHED_APP: (_CONFIGURATION | _APP_STORE, _NOBODY, _NOBODY),
    Kind.LISTING: (_APP_STORE, _NOBODY, _NOBODY),
    Kind.LISTING_MEDIA: (_APP_STORE, _NOBODY, _NOBODY),
    Kind.PERSON: (Writer.ONESELF, _NOBODY, _NOBODY),
    Kind.AVATAR: (Writer.ONESELF, _NOBODY, _NOBODY),
    Kind.MANAGED_CREDENTIALS: (Writer.CI, _NOBODY, _NOBODY),
    Kind.TENANTS: (Writer.CI, _NOBODY, _NOBODY),
    Kind.REPORTS: (Writer.CI, _NOBODY, _NOBODY),
    Kind.FORGOTTEN: (Writer.CI, _NOBODY, _NOBODY),
    Kind.REQUESTS: (Writer.CI, _NOBODY, _NOBODY),
    Kind.SEEN_KEYS: (Writer.CI, _NOBODY, _NOBODY),
    Kind.STAFF: (Writer.STAFF, _APP_MANAGER, _APP_MANAGER),
    Kind.ENVIRONMENTS: (Writer.STAFF, _APP_MANAGER, _APP_MANAGER),
    Kind.TEMPLATES: (Writer.STAFF, _APP_MANAGER, _APP_MANAGER),
    Kind.CATALOGUE: (Writer.STAFF, _APP_MANAGER, _APP_MANAGER),
    Kind.POLICY: (Writer.STAFF, _APP_MANAGER, _APP_MANAGER),
}

_FREE_AT_CREATION: Final[dict[Kind, set[Pointer]]] = {
    Kind.APP: {("name",), ("kind",), ("template",)},
    Kind.PERSON: {("superid", "user_name"), ("superid", "sub"), ("github", "id")},
    Kind.PARTNER: {("name",)},
}
"""Locked later, chosen freely when the file is made. Source: Developer Portal, create an application."""


def demand_of(change: Change, case: Case) -> Demand:
    """What one change asks for."""
    match change:
        case FileTouched():
            return _of_file(change)
        case FolderRenamed():
            return Demand(change, _CONFIGURATION, _APP_MANAGER)
        case FieldChanged():
            return _of_field(change, case)
        case VersionPublished():
            return _marked(change, publishing_mark(change.part, change.environment))
        case MemberChanged():
            return Demand(change, _USERS)
        case PictureChanged():
            who, approval, _ = _FILES[change.location.kind]
            return Demand(change, who, approval)
        case CredentialChanged():
            return _of_credential(change)


def publishing_mark(part: Part, environment: Environment) -> WritableBy:
    """What the field itself says about publishing a part in an environment."""
    model = PublishedConfiguration if part is Part.CONFIGURATION else PublishedInformation
    return next(mark for mark in model.model_fields[environment.value].metadata if isinstance(mark, WritableBy))


def mark_or_staff(mark: WritableBy | None) -> WritableBy:
    """What holds for a setting: its own mark; one without a mark is SuperOffice's."""
    return mark or BY_STAFF


def _marked(change: Change, given: WritableBy | None) -> Demand:
    mark = mark_or_staff(given)
    who = frozenset({mark.who}) if isinstance(mark.who, Permission) else mark.who
    return Demand(change, who, frozenset({mark.approval}) if mark.approval else _NOBODY)


def _of_file(change: FileTouched) -> Demand:
    if change.kind is None:
        inside = change.path.startswith(f"{ROOT}/")
        return Demand(change, Writer.STAFF, _OPERATIONS if inside else CODE_OWNERS)
    if change.kind in {Kind.PARTNER, Kind.MEMBERS} and change.action is Action.CREATED:
        return Demand(change, None, _APP_MANAGER)
    who, changed, deleted = _FILES[change.kind]
    return Demand(change, who, deleted if change.action is Action.DELETED else changed)


def _of_field(change: FieldChanged, case: Case) -> Demand:
    demand = _marked(change, change.writable)
    if change.in_new_file and _is_granted(change, case):
        return demand._replace(roles=_NOBODY)
    return demand


def _of_credential(change: CredentialChanged) -> Demand:
    field = Credentials.model_fields[change.environment.value]
    demand = _marked(change, next(mark for mark in field.metadata if isinstance(mark, WritableBy)))
    if demand.roles and not change.new:
        return demand._replace(roles=_OPERATIONS)
    return demand


def _is_granted(change: FieldChanged, case: Case) -> bool:
    """Whether a locked setting of a new file brings nothing that was not granted before."""
    kind = change.location.kind
    if change.place in _FREE_AT_CREATION.get(kind, ()):
        return True
    if kind is not Kind.CONFIGURATION:
        return False
    if change.place[-1] == "production" and change.new is AuthorizationLevel.EXPLICIT:
        return True
    if change.place[-1] == "sod" and change.new is AuthorizationLevel.ADMINISTRATOR:
        return True
    granted = [*_of_versions(change, case), *_of_template(change, case)]
    if isinstance(change.new, tuple):
        entries = {entry for one in granted if isinstance(one, tuple) for entry in one}
        return set(change.new) <= entries
    return change.new in granted


def _of_versions(change: FieldChanged, case: Case) -> list[Any]:
    """The setting's values in the app's versions at base: they were approved when they came in."""
    found = []
    for state in case.base.values():
        here = state.location
        if (
            here
            and here.kind is Kind.CONFIGURATION
            and (here.partner, here.app)
            == (
                change.location.partner,
                change.location.app,
            )
        ):
            found.append(_at(state.record, change.place))
    return found


def _at(record: Any, place: tuple[Any, ...]) -> Any:
    for step in place:
        record = getattr(record, str(step), None)
    return record


def _of_template(change: FieldChanged, case: Case) -> list[Any]:
    """What the template of a new app brings; only while the app itself is new."""
    path = path_of(Kind.APP, partner=change.location.partner, app=change.location.app)
    app = case.head[path].record if path in case.head and path not in case.base else None
    template = case.platform.templates.get(app.template) if isinstance(app, App) and app.template else None
    if template is None or (isinstance(app, App) and app.kind not in template.kinds):
        return []
    return _brings(template, change)


def _brings(template: Template, change: FieldChanged) -> list[Any]:
    names: dict[Pointer, tuple[str, ...]] = {
        ("advanced", "endpoints"): template.endpoints,
        ("advanced", "agents"): template.agents,
        ("advanced", "claims"): template.claims,
        ("advanced", "licences", "granted"): template.licences_granted,
    }
    return [names[change.place]] if change.place in names else []


def is_custom(case: Case, partner: str, app: str) -> bool:
    """Whether an app is a custom one."""
    path = path_of(Kind.APP, partner=partner, app=app)
    record = (case.head.get(path) or case.base[path]).record if path in case.head or path in case.base else None
    return isinstance(record, App) and record.kind is AppKind.CUSTOM
