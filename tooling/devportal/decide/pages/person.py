"""A person's own pages: what needs them, their apps across all partners, their profile."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from ...domain.layout import Kind
from ...domain.managed import RequestState
from ...domain.page import Page
from ...domain.partner import Member
from ...domain.permission import Permission
from ...domain.snapshot import PartnerRecords, Snapshot
from .credentials import expiring
from .frame import file_link, name_of_partner, partner_home, person_frame, person_home
from .groups import group
from .media import logo_of
from .needs import gap_needs
from .people import initials, person_name
from .staff import status_view
from .tiles import apps_view, tile
from .values import rows, shown

READING: Final = frozenset({Permission.LOG_IN, Permission.READ})
"""What a member needs to see a partner's pages."""
Belonging = tuple[PartnerRecords, Member]
"""A partner that somebody belongs to, and what they may do there."""


def person_pages(snapshot: Snapshot) -> Iterator[Page]:
    """A door that leads to one's own pages, and the pages of everybody who can sign in."""
    yield Page("people/index", "My portal", "people.html", {"area": "home", "heading": "My portal"}, private=True)
    belongings = memberships(snapshot)
    for person in snapshot.people:
        yield from _pages(snapshot, person, belongings.get(person, []))


def memberships(snapshot: Snapshot) -> Mapping[str, list[Belonging]]:
    """Who may read which partners: nobody's pages show more than they may see at the partner's own."""
    found: dict[str, list[Belonging]] = {}
    for partner in snapshot.partners.values():
        for person, member in (partner.members.record.members if partner.members else {}).items():
            if member.granted >= READING:
                found.setdefault(person, []).append((partner, member))
    return found


def _pages(snapshot: Snapshot, person: str, belongings: list[Belonging]) -> Iterator[Page]:
    home, name = person_home(person), person_name(snapshot, person)
    views = (
        ("", "My portal", "person.html", _home(snapshot, person, belongings)),
        ("apps", "My apps", "applications.html", _apps(snapshot, belongings)),
        ("profile", "Profile", "person-profile.html", _profile(snapshot, person, belongings)),
    )
    for address, title, template, view in views:
        here = f"{home}{address}/" if address else home
        full = {**person_frame(person, name, here), "heading": title, "initials": initials(name), **view}
        yield Page(f"{home}{address or 'index'}", f"{title} · {name}", template, full, private=True)


def _home(snapshot: Snapshot, person: str, belongings: list[Belonging]) -> dict[str, Any]:
    found: dict[str, list[dict[str, Any]]] = {"rejected": [], "open": [], "others": [], "gaps": [], "expiring": []}
    for partner, member in belongings:
        view = status_view(snapshot, partner.id)
        rejected = RequestState.REJECTED.value
        found["rejected"] += [one for one in (*view["requests"], *view["others"]) if one["state"] == rejected]
        found["open"] += [one for one in view["requests"] if one["state"] != rejected]
        found["others"] += [one for one in view["others"] if one["state"] != rejected]
        if Permission.APP_STORE in member.granted:
            found["gaps"] += gap_needs(partner)
        if Permission.CONFIGURATION in member.granted:
            found["expiring"] += expiring(snapshot, partner)
    return {
        **found,
        "name": person_name(snapshot, person).split()[0],
        "calm": not (found["rejected"] or found["gaps"] or found["expiring"]),
        "partners": [_partner(partner, member) for partner, member in belongings],
        **apps_view([tile(app) for partner, _ in belongings for app in partner.apps.values()]),
        "apps_href": f"{person_home(person)}apps/",
    }


def _partner(partner: PartnerRecords, member: Member) -> dict[str, Any]:
    apps = len(partner.apps)
    return {
        "title": name_of_partner(partner),
        "letter": name_of_partner(partner)[:1].upper(),
        "href": partner_home(partner.id),
        "logo": logo_of(partner),
        "more": f"{apps} {'app' if apps == 1 else 'apps'} · {', '.join(shown(member.roles)) or 'no role'}",
    }


def _apps(snapshot: Snapshot, belongings: list[Belonging]) -> dict[str, Any]:
    tiles = [
        {
            **tile(app),
            "contact": person_name(snapshot, tile(app)["contact"]),
            "partner_title": name_of_partner(partner),
        }
        for partner, _ in belongings
        for app in partner.apps.values()
    ]
    return apps_view(tiles)


def _profile(snapshot: Snapshot, person: str, belongings: list[Belonging]) -> dict[str, Any]:
    record = snapshot.people[person].record
    keys = [
        f"{one.comment or one.key.split(' ')[0][:12]}: used to {' and '.join(use.value for use in one.uses)}"
        for one in record.keys
    ]
    found = rows(record, ("name", "email", "phone"))
    accounts = [*rows(record.superid, ("user_name",)), *rows(record.github, ("login",))]
    key_row = {"title": "Public keys", "help": "To sign with, and to receive secrets with.", "key": "keys"}
    return {
        "groups": [
            group("Person", found, ("name",)),
            group("Accounts", accounts, ("superid",), locked="Online Operations makes sure before these change."),
            group("Keys", [{**key_row, "lines": keys}], ("keys",)),
        ],
        "memberships": [
            {
                "title": name_of_partner(partner),
                "href": partner_home(partner.id),
                "roles": shown(member.roles),
                "permissions": [one.shown for one in Permission if one in member.granted],
            }
            for partner, member in belongings
        ],
        "file": file_link(Kind.PERSON, person=person),
        "reference": "reference/settings/person/",
    }
