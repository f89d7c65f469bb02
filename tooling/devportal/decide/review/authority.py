"""Whether the actor may propose each change, read from base; and what nobody may do in one request."""

from __future__ import annotations

from collections.abc import Iterator

from ...domain.app import App
from ...domain.case import Case
from ...domain.change import (
    Change,
    CredentialChanged,
    FileTouched,
    FolderRenamed,
    MemberChanged,
    VersionPublished,
)
from ...domain.environment import Environment
from ...domain.layout import ROOT, Kind, path_of
from ...domain.managed import Part
from ...domain.permission import Permission, StaffRole, Writer
from ...domain.verdict import Refusal
from .demands import Demand, is_custom
from .parties import Parties, is_new_partner

_REGISTRATION = {Kind.PARTNER, Kind.MEMBERS, Kind.PERSON, Kind.AVATAR}


def permitted(demand: Demand, case: Case, who: Parties) -> Demand | Refusal:
    """The demand, with the approval that it needs from this actor; or why they may not propose it."""
    change = demand.change
    if who.is_automation or demand.who is Writer.CI:
        return _of_automation(demand, who)
    partner = change.subject.partner
    if partner and is_new_partner(case, who, partner):
        return _of_registration(demand, who)
    if demand.who is Writer.ONESELF:
        return _of_oneself(demand, case, who)
    if demand.who is Writer.STAFF:
        return demand if who.employee else _refused_path(change)
    if isinstance(demand.who, frozenset) and who.may(partner) & demand.who:
        return demand
    if who.employee:
        return _instead(demand)
    return _refused(demand, who)


def _of_automation(demand: Demand, who: Parties) -> Demand | Refusal:
    change = demand.change
    if who.is_automation and demand.who is Writer.CI:
        return demand
    if who.is_automation:
        return _no("automation", change, "the automation may write below registry/managed/ only", "Nothing to do.")
    message = "registry/managed/ is written by the portal's own automation only"
    return _no("managed", change, message, "Take the file out of your request; the portal writes it by itself.")


def _of_registration(demand: Demand, who: Parties) -> Demand | Refusal:
    change = demand.change
    kind = change.kind if isinstance(change, FileTouched) else None
    is_first = kind in _REGISTRATION or isinstance(change, MemberChanged) or change.path.endswith("/partner.yaml")
    if not is_first:
        message = f"{change.subject.partner} is not registered yet, so nothing but the registration can be in it"
        return _no("registration", change, message, "Register the partner first; bring the rest when that is merged.")
    if isinstance(change, MemberChanged) and change.person not in who.own and not who.employee:
        message = f"a new partner begins with the person who registers it, and {change.person} is somebody else"
        return _no("registration", change, message, "List yourself only; add others when the partner is registered.")
    return demand._replace(who=None, roles=frozenset({StaffRole.APP_MANAGER}))


def _of_oneself(demand: Demand, case: Case, who: Parties) -> Demand | Refusal:
    change = demand.change
    if change.subject.person in who.own:
        return demand
    if who.employee:
        return demand._replace(roles=frozenset({StaffRole.ONLINE_OPERATIONS}))
    if change.path not in case.base:
        message = f"the new file of {change.subject.person} does not carry your own account"
        advice = "Write the numeric id of your own GitHub account (and your own key); others bring their own file."
        return _no("own-file", change, message, advice)
    message = f"only {change.subject.person} may change {change.path.removeprefix(f'{ROOT}/')}"
    return _no("own-file", change, message, "Ask the person to change it themselves.")


def _instead(demand: Demand) -> Demand:
    """Staff may do what a partner may; another employee has to agree."""
    role = StaffRole.APP_STORE_MANAGER if demand.who == frozenset({Permission.APP_STORE}) else StaffRole.APP_MANAGER
    return demand if demand.roles else demand._replace(roles=frozenset({role}))


def _refused_path(change: Change) -> Refusal:
    if isinstance(change, FileTouched) and change.kind is None and change.path.startswith(f"{ROOT}/"):
        message, advice = "the registry has no place for this file", "Take it out, or put it where the guide says."
    elif change.path.startswith(f"{ROOT}/"):
        message, advice = "only SuperOffice staff may change the platform's files", "Ask an App Manager for it."
    else:
        message = "only SuperOffice staff may change files outside registry/"
        advice = "Take the file out of your request."
    return _no("staff-only", change, message, advice)


def _refused(demand: Demand, who: Parties) -> Refusal:
    change, partner = demand.change, demand.change.subject.partner
    assert isinstance(demand.who, frozenset)
    wanted = " or ".join(permission.shown for permission in Permission if permission in demand.who)
    if not who.person:
        message = f"your account is not known in the registry, so you may not change {partner}"
        advice = "Add your own file below registry/people/ first, and let an administrator of the partner add you."
    elif not who.may(partner):
        message = f"you are not a user of {partner} who may log in"
        advice = f"Ask an administrator of {partner} to add you."
    else:
        message = f"this needs the permission {wanted} in {partner}, which you do not have"
        advice = f"Ask an administrator of {partner} for it. A permission counts once it is merged."
    return _no("permission", change, message, advice)


def _no(rule: str, change: Change, message: str, advice: str) -> Refusal:
    return Refusal(rule, change.path, message, advice, change.pointer)


def limits(case: Case, changes: tuple[Change, ...], who: Parties) -> Iterator[Refusal]:
    """What nobody may do in one request, whatever is approved."""
    yield from _one_partner(changes, who)
    for change in changes:
        if isinstance(change, CredentialChanged) and change.old and change.new and change.new < change.old:
            message = f"the generation goes back from {change.old} to {change.new}"
            yield _no("generation", change, message, f"Write {change.old + 1} to get a new {change.credential.shown}.")
        if isinstance(change, MemberChanged) and change.confirmed and change.person in who.own:
            message = "nobody confirms their own key"
            advice = "Ask another administrator of the partner to confirm it, or wait some days."
            yield _no("own-key", change, message, advice)
        if isinstance(change, VersionPublished) and change.new:
            yield from _examined(case, change, who)


def _one_partner(changes: tuple[Change, ...], who: Parties) -> Iterator[Refusal]:
    touched = sorted({who.base_partner(one.subject.partner) for one in changes if one.subject.partner})
    if len(touched) > 1 and not (who.employee or who.is_automation):
        second = next(one for one in changes if who.base_partner(one.subject.partner) == touched[1])
        message = f"the request touches {len(touched)} partners: {', '.join(touched[:5])}"
        yield _no("one-partner", second, message, "Make a request for each partner.")


def _examined(case: Case, change: VersionPublished, who: Parties) -> Iterator[Refusal]:
    """Production needs marks that were granted before: a request cannot bring its own certificate."""
    if change.part is not Part.CONFIGURATION or change.environment is not Environment.PRODUCTION:
        return
    path = path_of(Kind.APP, partner=who.base_partner(change.subject.partner), app=change.subject.app)
    state = case.base.get(path)
    app = state.record if state and isinstance(state.record, App) else None
    custom = is_custom(case, change.subject.partner, change.subject.app)
    wanted = ("validated",) if custom else ("certified", "security_audit")
    lacking = [name.replace("_", " ") for name in wanted if app is None or getattr(app, name).value != "passed"]
    if lacking:
        message = f"{change.subject.name} goes to Production without: {', '.join(lacking)}"
        advice = "Ask for the examination first; its mark has to be merged before the request to publish."
        yield _no("examination", change, message, advice)


def renamed(changes: tuple[Change, ...]) -> tuple[FolderRenamed, ...]:
    """The renames among changes."""
    return tuple(one for one in changes if isinstance(one, FolderRenamed))
