"""Which event a change is."""

from __future__ import annotations

from typing import Final

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
from ...domain.event import EventKind
from ...domain.layout import Kind

_E = EventKind
_WHOLE: Final = {
    Kind.APP: (_E.APP_CREATED, _E.APP_SETTINGS, _E.APP_DELETED),
    Kind.PARTNER: (_E.PARTNER_CREATED, _E.PARTNER_SETTINGS, _E.PARTNER_DELETED),
    Kind.CONFIGURATION: (_E.CONFIGURATION_CREATED, _E.CONFIGURATION_UPDATED, _E.CONFIGURATION_DELETED),
    Kind.LISTING: (_E.LISTING_CREATED, _E.LISTING_UPDATED, _E.LISTING_DELETED),
    Kind.PROFILE: (_E.PROFILE_CREATED, _E.PROFILE_UPDATED, _E.PROFILE_DELETED),
    Kind.PERSON: (_E.PERSON_CREATED, _E.PERSON_UPDATED, _E.PERSON_DELETED),
}
"""What it is when a file comes, changes, goes."""
_CHANGED: Final = {
    Kind.LISTING_MEDIA: _E.LISTING_UPDATED,
    Kind.PROFILE_MEDIA: _E.PROFILE_UPDATED,
    Kind.AVATAR: _E.PERSON_UPDATED,
    Kind.MEMBERS: _E.PARTNER_SETTINGS,
    Kind.PUBLISHED_PARTNER: _E.PARTNER_SETTINGS,
    Kind.PUBLISHED_APP: _E.APP_SETTINGS,
    Kind.CREDENTIALS: _E.CREDENTIALS_UPDATED,
    Kind.MANAGED_CREDENTIALS: _E.CREDENTIALS_ISSUED,
}
_FIELDS: Final = {
    (Kind.APP, "technical_contact"): _E.APP_TECHNICAL_CONTACT,
    (Kind.APP, "developed_by"): _E.APP_DEVELOPER,
    (Kind.APP, "owned_by"): _E.APP_OWNER,
    (Kind.PARTNER, "administrative_contact"): _E.PARTNER_ADMINISTRATIVE_CONTACT,
    (Kind.PARTNER, "technical_contact"): _E.PARTNER_TECHNICAL_CONTACT,
}
_SPECIAL: Final = {Kind.MEMBERS, Kind.PUBLISHED_APP, Kind.PUBLISHED_PARTNER, Kind.CREDENTIALS, Kind.MANAGED_CREDENTIALS}
RECORDED: Final = {Kind.REQUESTS, Kind.TENANTS, Kind.REPORTS, Kind.FORGOTTEN, Kind.SEEN_KEYS}
"""Told by comparing the records, for their lists are no settings; or not told, for nobody outside asks."""


def kind_of(change: Change) -> EventKind | None:
    """The event; nothing for what another change of the same commit tells already."""
    match change:
        case FileTouched():
            return _of_file(change)
        case FieldChanged():
            return _of_field(change)
        case VersionPublished():
            return EventKind(f"{change.part.value}-{'published' if change.new else 'withdrawn'}")
        case MemberChanged():
            return (
                _E.USER_ASSIGNED
                if change.old is None
                else _E.USER_REMOVED
                if change.new is None
                else _E.USER_PERMISSIONS
            )
        case CredentialChanged():
            return _E.CREDENTIALS_UPDATED
        case FolderRenamed():
            return _E.APP_SETTINGS if change.location.kind is Kind.APP else _E.PARTNER_SETTINGS
        case PictureChanged():
            return _CHANGED[change.location.kind]


def _of_file(change: FileTouched) -> EventKind | None:
    kind = change.kind
    if kind in _WHOLE:
        return _WHOLE[kind][list(Action).index(change.action)]
    if kind in RECORDED or (kind in _SPECIAL and change.action is not Action.CHANGED):
        return None
    return _CHANGED.get(kind, _E.PLATFORM_UPDATED) if kind else _E.PLATFORM_UPDATED


def _of_field(change: FieldChanged) -> EventKind | None:
    kind = change.location.kind
    if kind in RECORDED:
        return None
    if change.in_new_file and kind not in _SPECIAL:
        return _WHOLE[kind][0] if kind in {Kind.APP, Kind.PARTNER} else None
    if (kind, change.place[0]) in _FIELDS:
        return _FIELDS[kind, str(change.place[0])]
    return _WHOLE[kind][1] if kind in _WHOLE else _CHANGED.get(kind, _E.PLATFORM_UPDATED)
