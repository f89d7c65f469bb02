"""What customers or partners will notice of a request. Source: Developer Portal, what a change costs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ...domain.case import Case
from ...domain.change import (
    Change,
    Credential,
    CredentialChanged,
    FieldChanged,
    FolderRenamed,
    MemberChanged,
    VersionPublished,
)
from ...domain.environment import Environment
from ...domain.finding import Pointer
from ...domain.layout import Kind, path_of
from ...domain.managed import Part
from ...domain.partner import Members
from ...domain.permission import Permission
from ...domain.platform import Entry
from ...domain.verdict import Risk
from ..redirects import is_pattern
from .demands import is_custom
from .diff import Side, diff
from .parties import Parties

_CATALOGUES: dict[Pointer, str] = {
    ("advanced", "agents"): "agents",
    ("advanced", "claims"): "claims",
    ("advanced", "endpoints"): "endpoints",
}
_CONSENT = "customers' administrators must renew consent, and users are locked out until then"


def risks(case: Case, changes: tuple[Change, ...], who: Parties) -> tuple[Risk, ...]:
    """Every risk once, the gravest kinds first."""
    found: dict[Risk, None] = {}
    for change in changes:
        for risk in _of(change, case, who):
            found[risk] = None
    return tuple(sorted(found, key=lambda risk: (_ORDER.index(risk.kind), risk.sentence)))


_ORDER = ("secret", "sign-in", "consent", "lock-out", "redirect", "certification", "permission", "address")


def _of(change: Change, case: Case, who: Parties) -> Iterator[Risk]:
    match change:
        case VersionPublished() if (
            change.part is Part.CONFIGURATION and change.new and change.environment.needs_approval
        ):
            for difference in live_difference(change, case):
                yield from _of_setting(difference, case, f" in {change.environment.shown}")
        case FieldChanged() if change.location.kind is Kind.CONFIGURATION and not change.in_new_file:
            yield from _of_setting(change, case, " once it is published")
        case CredentialChanged():
            yield from _of_credential(change)
        case MemberChanged():
            yield from _of_member(change, case, who)
        case FolderRenamed():
            yield Risk("address", f"{change.subject.name} gets new addresses; links to the old ones break")
        case _:
            pass


def live_difference(change: VersionPublished, case: Case) -> tuple[FieldChanged, ...]:
    """How the version differs from what is live there now, setting by setting; all of it where nothing is live."""
    old = {change.version_path: _version(case.base, change, change.old)} if change.old else {}
    new = {change.version_path: _version(case.head, change, change.new)}
    told = diff(_only(old), _only(new))
    settings = (one for one in told if isinstance(one, FieldChanged) and one.place != ("label",))
    return tuple(replace(one, subject=change.subject) for one in settings)


def _version(side: Side, change: VersionPublished, version: str) -> object:
    subject = change.subject
    return side.get(path_of(Kind(change.part.value), partner=subject.partner, app=subject.app, version=version))


def _only(side: dict[str, object]) -> Side:
    return {path: state for path, state in side.items() if state is not None}  # type: ignore[misc]


def _of_setting(change: FieldChanged, case: Case, when: str) -> Iterator[Risk]:
    place, name = change.place, change.subject.name
    if place in _CATALOGUES:
        yield from _of_access(change, case, when)
    if place[:2] == ("integration", "database_mirroring") and place[2:] == ("url",) and change.old is None:
        yield Risk("consent", f"{name} turns database mirroring on: {_CONSENT}{when}")
    if place[0] == "authentication" and place[1] in {"redirect_urls", "post_logout_redirect_urls"}:
        patterns = [one for one in change.added if is_pattern(str(one))]
        if patterns:
            wider = ", ".join(map(str, patterns))
            yield Risk("redirect", f"{name} widens where sign-in may send users by the pattern {wider}{when}")


def _of_access(change: FieldChanged, case: Case, when: str) -> Iterator[Risk]:
    name, kind = change.subject.name, _CATALOGUES[change.place]
    entries = case.platform.catalogues.get(kind, {})
    for one in change.added:
        entry = entries.get(one, Entry(name=one))
        if entry.renews_consent:
            yield Risk("consent", f"{name} gets {entry.name}: {_CONSENT}{when}")
    if (
        (change.added or change.removed)
        and change.old is not None
        and not is_custom(case, change.subject.partner, change.subject.app)
    ):
        yield Risk("certification", f"{name} changes its {kind}: it may have to be certified again{when}")


def _of_credential(change: CredentialChanged) -> Iterator[Risk]:
    name, where = change.subject.name, change.environment.shown
    if change.credential is Credential.CLIENT_ID and change.old and change.new != change.old:
        yield Risk("sign-in", f"{name} gets another client ID in {where}: sign-in breaks until the app uses it")
    if change.credential is Credential.CLIENT_SECRET and change.environment is Environment.PRODUCTION:
        what = "a new Production secret is made" if change.new else "the Production secret is withdrawn"
        if change.old != change.new:
            yield Risk("secret", f"{name}: {what}" + (", and the old one stops working" if change.old else ""))


def _of_member(change: MemberChanged, case: Case, who: Parties) -> Iterator[Risk]:
    after, before = change.new or frozenset(), change.old or frozenset()
    if change.person in who.own and after > before and change.old is not None:
        yield Risk("permission", f"{change.person} gives themselves more permissions")
    if Permission.USERS in before - after:
        left = _administrators(case, change)
        if left == 1:
            yield Risk("lock-out", f"{change.subject.partner} has one administrator left")


def _administrators(case: Case, change: MemberChanged) -> int:
    state = case.head.get(change.path)
    if state is None or not isinstance(state.record, Members):
        return 0
    return sum({Permission.USERS, Permission.LOG_IN} <= member.granted for member in state.record.members.values())
