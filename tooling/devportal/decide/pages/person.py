"""A person's own pages: what needs them, their apps across all partners, their profile."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final

from ...domain.layout import Kind
from ...domain.managed import RequestState
from ...domain.page import Page
from ...domain.partner import Member
from ...domain.permission import Permission
from ...domain.snapshot import PartnerRecords, Snapshot
from .credentials import ends_of, expiring
from .frame import file_link, name_of_partner, partner_home, person_frame, person_home
from .groups import group
from .hand_overs import waiting_for
from .media import logo_of
from .needs import gap_needs
from .people import initials, person_name
from .staff import status_view
from .tiles import apps_view, tile
from .trends import calls_trend
from .values import rows, shown

_TILES: Final = 12
Belonging = tuple[PartnerRecords, Member]
"""A partner that somebody belongs to, and what they may do there."""


def door_pages() -> Iterator[Page]:
    """A door that leads to one's own pages; it says nothing of anybody."""
    yield Page("people/index", "My portal", "people.html", {"area": "home", "heading": "My portal", "door": True})


def person_pages(snapshot: Snapshot, person: str, partners: Iterable[str]) -> Iterator[Page]:
    """The pages of somebody who can sign in and may read these partners.

    Nobody's pages show more than they may see at the partner's own.
    """
    yield from _pages(snapshot, person, [_belonging(snapshot.partners[partner], person) for partner in partners])


def _belonging(partner: PartnerRecords, person: str) -> Belonging:
    assert partner.members is not None, "whoever may read a partner is a member of it"
    return partner, partner.members.record.members[person]


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
        yield Page(f"{home}{address or 'index'}", f"{title} · {name}", template, full)


def _home(snapshot: Snapshot, person: str, belongings: list[Belonging]) -> dict[str, Any]:
    names = ("rejected", "open", "others", "gaps", "expiring", "secrets")
    found: dict[str, list[dict[str, Any]]] = {name: [] for name in names}
    for partner, member in belongings:
        view = status_view(snapshot, partner.id)
        rejected = RequestState.REJECTED.value
        found["rejected"] += [one for one in (*view["requests"], *view["others"]) if one["state"] == rejected]
        found["open"] += [one for one in view["requests"] if one["state"] != rejected]
        found["others"] += [one for one in view["others"] if one["state"] != rejected]
        found["secrets"] += waiting_for(snapshot, partner, person)
        if Permission.APP_STORE in member.granted:
            found["gaps"] += gap_needs(partner)
        if Permission.CONFIGURATION in member.granted:
            found["expiring"] += expiring(snapshot, ends_of(partner))
    apps = apps_view([tile(app) for partner, _ in belongings for app in partner.apps.values()])["apps"]
    return {
        **found,
        "name": person_name(snapshot, person).split()[0],
        "calm": not (found["rejected"] or found["gaps"] or found["expiring"] or found["secrets"]),
        "partners": [_partner(partner, member) for partner, member in belongings],
        "apps": apps[:_TILES],
        "trend": calls_trend(snapshot, (app for partner, _ in belongings for app in partner.apps.values())),
        "apps_count": len(apps),
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
