"""Who belongs to a partner, what they may do, and which apps they answer for."""

from __future__ import annotations

from typing import Any

from ...domain.layout import Kind
from ...domain.permission import Permission
from ...domain.snapshot import PartnerRecords, Snapshot
from .frame import app_home, file_link, name_of_app
from .people import initials, person_name
from .values import shown


def users_view(snapshot: Snapshot, partner: PartnerRecords) -> dict[str, Any]:
    """A row for each person, a column for each permission."""
    members = partner.members.record.members if partner.members else {}
    people = [_user(snapshot, partner, person, member) for person, member in members.items()]
    return {
        "people": sorted(people, key=lambda one: str(one["name"]).casefold()),
        "permissions": [one.shown for one in Permission],
        "file": file_link(Kind.MEMBERS, partner=partner.id),
        "reference": "reference/settings/members/",
    }


def _user(snapshot: Snapshot, partner: PartnerRecords, person: str, member: Any) -> dict[str, Any]:
    filed, name = snapshot.people.get(person), person_name(snapshot, person)
    settings = partner.settings.record if partner.settings else None
    contact = [
        title
        for title, who in (
            ("Administrative contact", settings.administrative_contact if settings else ""),
            ("Technical contact", settings.technical_contact if settings else ""),
        )
        if who == person
    ]
    return {
        "name": name,
        "initials": initials(name),
        "email": filed.record.email if filed else "",
        "phone": (filed.record.phone if filed else None) or "",
        "user_name": filed.record.superid.user_name if filed else "",
        "roles": shown(member.roles),
        "grants": [{"title": one.shown, "has": one in member.granted} for one in Permission],
        "can_log_in": Permission.LOG_IN in member.granted,
        "contact": contact,
        "at": ["members", person],
    }


def contacts_view(snapshot: Snapshot, partner: PartnerRecords) -> dict[str, Any]:
    """Per user the apps that they are technical contact of."""
    by_person: dict[str, list[dict[str, Any]]] = {}
    for app in partner.apps.values():
        if app.settings:
            entry = {
                "title": name_of_app(app),
                "href": app_home(app),
                "file": file_link(Kind.APP, partner=app.partner, app=app.id),
                "at": ["technical_contact"],
            }
            by_person.setdefault(app.settings.record.technical_contact, []).append(entry)
    people = []
    for person, apps in by_person.items():
        filed, name = snapshot.people.get(person), person_name(snapshot, person)
        email, phone = (filed.record.email, filed.record.phone or "") if filed else ("", "")
        people.append({"name": name, "initials": initials(name), "email": email, "phone": phone, "apps": apps})
    return {"people": sorted(people, key=lambda one: str(one["name"]).casefold())}
