"""What the forms may offer to a partner's own users: ``partners/<partner>/forms.json``, made by allow-list."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from ...domain.app import AppKind
from ...domain.environment import Environment
from ...domain.finding import Finding, Severity
from ...domain.layout import Kind, path_of
from ...domain.managed import Part
from ...domain.person import KeyUse
from ...domain.release import Published
from ...domain.snapshot import AppRecords, Filed, PartnerRecords, Platform, Snapshot
from ..rules.catalogue import RULES

_SHARED = {Part.CONFIGURATION: Kind.CONFIGURATION, Part.LISTING: Kind.LISTING, Part.PROFILE: Kind.PROFILE}


def known_of(snapshot: Snapshot, partner: PartnerRecords) -> dict[str, Any]:
    """Names of the partner's apps, versions and users, and what each version lacks to go further."""
    return {
        "name": partner.settings.record.name if partner.settings else partner.id,
        "folders": {part.value: path_of(kind, **_MARKS) for part, kind in _SHARED.items()},
        "members": list(_members(snapshot, partner)),
        "versions": {Part.PROFILE.value: _versions(partner.profiles)},
        "missing": _of_profile(snapshot.platform, partner),
        "apps": [_app(snapshot.platform, partner, app) for app in partner.apps.values()],
    }


_MARKS = {name: f"{{{name}}}" for name in ("partner", "app", "version")}


def shared_files(partner: PartnerRecords) -> Iterator[str]:
    """Paths of the files whose text the forms begin with: versions to copy, and lists to add to. Never a credential."""
    yield path_of(Kind.MEMBERS, partner=partner.id)
    yield path_of(Kind.PUBLISHED_PARTNER, partner=partner.id)
    yield from (filed.path for filed in partner.profiles.values())
    for app in partner.apps.values():
        yield path_of(Kind.PUBLISHED_APP, partner=partner.id, app=app.id)
        yield from (filed.path for filed in (*app.configurations.values(), *app.listings.values()))


def _members(snapshot: Snapshot, partner: PartnerRecords) -> Iterator[dict[str, Any]]:
    for person in partner.members.record.members if partner.members else {}:
        filed = snapshot.people.get(person)
        keys = filed.record.keys if filed else ()
        yield {
            "id": person,
            "name": filed.record.name if filed else person,
            "can_receive": any(KeyUse.RECEIVE in key.uses for key in keys),
        }


def _app(platform: Platform, partner: PartnerRecords, app: AppRecords) -> dict[str, Any]:
    settings = app.settings.record if app.settings else None
    parts = {Part.CONFIGURATION: app.configurations, Part.LISTING: app.listings}
    return {
        "id": app.id,
        "name": settings.name if settings else app.id,
        "kind": settings.kind.value if settings else "",
        "versions": {part.value: _versions(versions) for part, versions in parts.items()},
        "missing": _of_app(platform, partner, app) if settings else {},
    }


def _versions(versions: Mapping[str, Filed[Any]]) -> list[dict[str, str]]:
    return [{"id": name, "label": filed.record.label} for name, filed in versions.items()]


def next_environment(version: str, published: Published | None, *, custom: bool) -> Environment | None:
    """Where a version goes next: SOD, Stage, Production; a custom app skips Stage. Nothing when it is everywhere."""
    steps = [one for one in Environment if not (custom and one is Environment.STAGE)]
    return next((one for one in steps if published is None or published.in_environment(one) != version), None)


def _of_app(platform: Platform, partner: PartnerRecords, app: AppRecords) -> dict[str, list[str]]:
    filed = app.published
    if filed is None:
        return {}
    alone = replace(partner, apps={app.id: app})

    def step(record: Any) -> PartnerRecords:
        return replace(alone, apps={app.id: replace(app, published=Filed(filed.location, record))})

    custom = bool(app.settings and app.settings.record.kind is AppKind.CUSTOM)
    versions = {Part.CONFIGURATION: app.configurations, Part.LISTING: app.listings}
    return _lacking(platform, alone, step, filed.record, versions, custom=custom)


def _of_profile(platform: Platform, partner: PartnerRecords) -> dict[str, list[str]]:
    filed = partner.published
    if filed is None:
        return {}

    def step(record: Any) -> PartnerRecords:
        return replace(partner, published=Filed(filed.location, record))

    return _lacking(platform, partner, step, filed.record, {Part.PROFILE: partner.profiles}, custom=False)


def _lacking(
    platform: Platform,
    before: PartnerRecords,
    step: Callable[[Any], PartnerRecords],
    record: Any,
    versions: Mapping[Part, Iterable[str]],
    *,
    custom: bool,
) -> dict[str, list[str]]:
    """What each version lacks to take its next step: what the rules would say against it and do not say now."""
    known = set(_errors(platform, before))
    found = {}
    for part, version in ((part, version) for part, names in versions.items() for version in names):
        target = next_environment(version, getattr(record, part.value), custom=custom)
        if target:
            after = step(_pointing(record, part, version, target))
            new = dict.fromkeys(one for one in _errors(platform, after) if one not in known)
            found[f"{part.value}/{version}/{target.value}"] = list(new)
    return found


def _pointing(record: Any, part: Part, version: str, target: Environment) -> Any:
    pointed = getattr(record, part.value).model_copy(update={target.value: version})
    return record.model_copy(update={part.value: pointed})


def _errors(platform: Platform, partner: PartnerRecords) -> Iterator[str]:
    """Of the rules that a step can break: what all others say is the same before and after it."""
    for rule in RULES:
        for told in rule.partner(partner, platform) if rule.partner and rule.on_publishing else ():
            if isinstance(told, Finding) and told.severity is Severity.ERROR:
                yield told.message


def location_of(partner: str) -> str:
    """The address of a partner's own file for the forms."""
    return f"partners/{partner}/forms.json"
