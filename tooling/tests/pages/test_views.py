"""What the pages say, from the registry alone."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from devportal.decide.pages.all import all_pages
from devportal.decide.pages.credentials import ends_of, expiring, remaining
from devportal.decide.pages.frame import APP_ENTRIES, PARTNER_ENTRIES
from devportal.domain.credential import CertificateFact, ClientSecretFact, CredentialFacts, ManagedCredentials
from devportal.domain.hand_over import HandOverFact
from devportal.domain.layout import Kind, Location
from devportal.domain.page import Page
from devportal.domain.partner import Member
from devportal.domain.permission import Permission
from devportal.domain.remembered import History
from devportal.domain.snapshot import Filed, Snapshot

from .conftest import TODAY

Pages = dict[str, Page]
MAPS = "partners/birch/apps/pocket-maps/"


def text(page: Page) -> str:
    return json.dumps(page.meta, ensure_ascii=False)


def titles(page: Page) -> list[str]:
    return [entry["title"] for entry in page.view["navigator"]["entries"]]


def test_everything_private_is_below_a_private_address(pages: Pages) -> None:
    for path, page in pages.items():
        is_door = path == "people/"
        assert page.private == (path.startswith(("partners/", "people/", "staff/")) and not is_door), path


def test_the_public_pages_name_nothing_private(pages: Pages, snapshot: Snapshot) -> None:
    public = "".join(text(page) for page in pages.values() if not page.private)
    for filed in snapshot.people.values():
        assert filed.record.email not in public
    assert "order-desk" not in public


def test_plain_data(pages: Pages) -> None:
    for page in pages.values():
        assert json.loads(json.dumps(page.view)) == page.view


def test_the_navigator_follows_the_kind(pages: Pages) -> None:
    standard, custom = pages["partners/acme/apps/visual-reports/"], pages["partners/acme/apps/order-desk/"]
    assert titles(standard)[:5] == ["Overview", "Settings", "Configuration", "App Store information", "Versions"]
    assert "App Store information" not in titles(custom)
    assert not [path for path in pages if path.startswith("partners/acme/apps/order-desk/app-store-information")]
    assert [part["title"] for part in pages["partners/acme/apps/order-desk/versions"].view["history"]] == [
        "Configuration"
    ]


def test_every_entry_that_is_on_leads_to_a_page(pages: Pages) -> None:
    for path, page in pages.items():
        for entry in page.view.get("navigator", {}).get("entries", []):
            assert entry["href"].rstrip("/") in {one.rstrip("/") for one in pages}, (path, entry["href"])


def test_the_table_has_what_the_portal_has() -> None:
    """Source: Developer Portal, pages of the portal."""
    assert [one.title for one in PARTNER_ENTRIES] == [
        "Overview", "Settings", "App Store information", "Applications", "Users", "Technical contacts", "Tenants",
        "Requests", "Logs",
    ]  # fmt: skip
    assert [one.title for one in APP_ENTRIES] == [
        "Overview", "Settings", "Configuration", "App Store information", "Versions", "API metrics", "Failures",
        "Tenants", "Logs",
    ]  # fmt: skip


def test_one_page_of_a_navigator_is_here(pages: Pages) -> None:
    for path, page in pages.items():
        entries = page.view.get("navigator", {}).get("entries", [])
        below = [one for entry in entries for one in entry.get("entries", [])]
        here = [one["href"] for one in (*entries, *below) if one.get("is_here")]
        assert not entries or here == [path if path.endswith("/") else f"{path}/"], path


def test_versions_are_in_the_order_they_were_made(pages: Pages) -> None:
    rows = pages[f"{MAPS}versions"].view["history"][0]["rows"]
    assert [row["id"] for row in rows] == ["summer", "initial"]


def test_my_portal_shows_my_partners_alone(pages: Pages) -> None:
    ola = pages["people/ola-berg/"].view
    assert [one["title"] for one in ola["partners"]] == ["Acme", "Birch Mobile"] or len(ola["partners"]) == 2
    for person, foreign in (("tom-frost", "acme"), ("eva-lind", "acme")):
        page = pages[f"people/{person}/"]
        mine = {one["href"] for one in page.view["partners"]}
        if f"partners/{foreign}/" not in mine:
            assert f"partners/{foreign}" not in text(page)


def test_who_may_not_read_a_partner_sees_nothing_of_it(snapshot: Snapshot) -> None:
    acme = snapshot.partners["acme"]
    assert acme.members
    member = Member(permissions=(Permission.LOG_IN, Permission.CONFIGURATION))
    members = acme.members.record.model_copy(update={"members": {**acme.members.record.members, "ola-berg": member}})
    changed = replace(acme, members=replace(acme.members, record=members))
    without = replace(snapshot, partners={**snapshot.partners, "acme": changed})
    mine = [page for page in all_pages(without) if page.path.startswith("people/ola-berg/")]
    assert mine
    assert not [page.path for page in mine if "partners/acme" in text(page)]


def test_a_rejection_counts_until_the_version_is_asked_for_again(pages: Pages, snapshot: Snapshot) -> None:
    assert [one["number"] for one in pages["people/ola-berg/"].view["rejected"]] == []
    assert [one["number"] for one in pages["people/ola-berg/"].view["open"]] == [12]
    alone = snapshot.requests.model_copy(update={"requests": snapshot.requests.requests[1:]})
    found = {page.path: page for page in all_pages(replace(snapshot, requests=alone))}
    rejected = found["people/ola-berg/index"].view["rejected"]
    assert [(one["number"], one["reason"]) for one in rejected] == [(9, "The state change endpoint is missing.")]


def test_steps_say_how_far_a_request_has_come(pages: Pages) -> None:
    steps = pages[f"{MAPS}"].view["requests"][0]["steps"]
    assert [(one["title"], one["said"]) for one in steps] == [
        ("SOD", "passed"), ("Stage", "pending"), ("Production", "to come"),
    ]  # fmt: skip


def test_the_queue_is_by_age_and_tells_the_role(snapshot: Snapshot) -> None:
    one = snapshot.requests.requests[0]
    asked = [
        one.model_copy(update={"number": number, "waited": waited, "promised": 16})
        for number, waited in ((1, 3), (2, 17), (3, 9))
    ]
    requests = snapshot.requests.model_copy(update={"requests": tuple(asked)})
    pages = {page.path: page for page in all_pages(replace(snapshot, requests=requests))}
    queue = pages["staff/index"].view["queue"]
    assert [(row["number"], row["overdue"], row["waiting_for"]) for row in queue] == [
        (2, True, "App Manager"), (3, False, "App Manager"), (1, False, "App Manager"),
    ]  # fmt: skip


def test_a_long_list_has_several_small_pages_and_loses_nobody(snapshot: Snapshot) -> None:
    acme = snapshot.partners["acme"]
    many = {f"acme-{number:03}": replace(acme, id=f"acme-{number:03}") for number in range(60)}
    pages = {page.path: page for page in all_pages(replace(snapshot, partners=many)) if page.path.startswith("staff/")}
    sheets = pages["staff/partners"].view["sheets"]
    assert [one["href"] for one in sheets] == ["staff/partners/", "staff/partners/2/", "staff/partners/3/"]
    shown = [row["id"] for one in sheets for row in pages[one["href"].rstrip("/")].view["partners"]]
    assert shown == sorted(many)
    assert [one["is_here"] for one in pages["staff/partners/2"].view["sheets"]] == [False, True, False]


def test_the_queue_shows_the_risks_that_the_review_sees(snapshot: Snapshot) -> None:
    birch = snapshot.partners["birch"]
    app = birch.apps["pocket-maps"]
    filed = app.configurations["initial"]
    advanced = filed.record.advanced.model_copy(update={"agents": ("webhook",)})
    webhook = replace(filed, record=filed.record.model_copy(update={"advanced": advanced}))
    changed = replace(app, configurations={**app.configurations, "initial": webhook})
    partner = replace(birch, apps={**birch.apps, "pocket-maps": changed})
    pages = {page.path: page for page in all_pages(replace(snapshot, partners={**snapshot.partners, "birch": partner}))}
    risks = pages["staff/index"].view["queue"][0]["risks"]
    assert ("Renews consent", True) in [(one["title"], "renew consent" in one["why"]) for one in risks]


@pytest.mark.parametrize(
    ("days", "said", "state"),
    [(-2, "expired 2 days ago", "rejected"), (-1, "expired 1 day ago", "rejected"), (0, "today", "pending"),
     (1, "in 1 day", "pending"), (90, "in 90 days", "pending"), (91, "in 91 days", "")],
)  # fmt: skip
def test_how_long_something_still_holds(days: int, said: str, state: str) -> None:
    assert remaining(TODAY + timedelta(days), TODAY) == (said, state)


def certified(snapshot: Snapshot, expires: date) -> Snapshot:
    acme = snapshot.partners["acme"]
    app = acme.apps["visual-reports"]
    assert app.facts
    made = "2026-01-01T00:00:00Z"
    fact = CertificateFact(thumbprint="ab" * 32, created=made, expires=expires)
    secret = ClientSecretFact(generation=1, store="embedded:acme/visual-reports/sod/1", created=made)
    record = app.facts.record.model_copy(update={"sod": CredentialFacts(certificate=fact, client_secret=secret)})
    changed = replace(app, facts=replace(app.facts, record=record))
    partner = replace(acme, apps={**acme.apps, "visual-reports": changed})
    return replace(snapshot, partners={**snapshot.partners, "acme": partner})


def test_what_expires_is_shown_to_who_can_act(snapshot: Snapshot) -> None:
    soon = certified(snapshot, TODAY + timedelta(10))
    found = {page.path: page for page in all_pages(soon)}
    for path in ("staff/index", "partners/acme/index", "people/ola-berg/index"):
        ends = [(one["what"], one["environment"], one["said"]) for one in found[path].view["expiring"]]
        assert ends == [("Certificate", "SOD", "in 10 days")], path
    assert "in 10 days" in text(found["partners/acme/apps/visual-reports/configuration/initial"])
    late = certified(snapshot, TODAY + timedelta(200))
    assert expiring(late, ends_of(late.partners["acme"])) == []
    unknown = replace(soon, history=History())
    assert expiring(unknown, ends_of(unknown.partners["acme"])) == []


def test_staff_see_what_ends_first_whoever_has_it(snapshot: Snapshot) -> None:
    acme, birch = certified(snapshot, TODAY + timedelta(20)).partners["acme"], snapshot.partners["birch"]
    app = birch.apps["pocket-maps"]
    fact = CertificateFact(thumbprint="cd" * 32, created="2026-01-01T00:00:00Z", expires=TODAY + timedelta(5))
    facts = ManagedCredentials(stage=CredentialFacts(certificate=fact))
    app = replace(app, facts=Filed(Location(Kind.MANAGED_CREDENTIALS, "birch", "pocket-maps"), facts))
    birch = replace(birch, apps={**birch.apps, "pocket-maps": app})
    changed = replace(snapshot, partners={**snapshot.partners, "acme": acme, "birch": birch})
    (page,) = [one for one in all_pages(changed) if one.path == "staff/index"]
    assert [(one["partner"], one["said"]) for one in page.view["expiring"]] == [
        ("Birch Maps", "in 5 days"),
        ("Acme", "in 20 days"),
    ]


def test_credentials_are_facts_and_never_a_secret(snapshot: Snapshot) -> None:
    found = all_pages(certified(snapshot, TODAY + timedelta(10)))
    view: Any = next(one for one in found if one.path == "partners/acme/apps/visual-reports/configuration/initial").view
    columns = next(group["credentials"] for group in view["groups"] if group["title"] == "Credentials")
    assert [column["environment"] for column in columns] == ["SOD", "Stage", "Production"]
    lines = {line["title"]: line["text"] for line in columns[0]["secret"]}
    assert lines == {
        "Made": "2026-01-01 (328 days ago)",
        "Expires": "no end is set",
        "Generation": "1",
        "Pick up": "sealed to Ida Holm; only they can open it, once",
        "Kept as": "embedded:acme/visual-reports/sod/1",
    }


def handed(snapshot: Snapshot, **more: str) -> Snapshot:
    acme = snapshot.partners["acme"]
    app = acme.apps["visual-reports"]
    assert app.facts
    given = HandOverFact(
        id="a" * 64, seal="b" * 64, sealed="2026-11-20T08:00:00Z", expires="2026-12-04T08:00:00Z",
        recipients=("ida-holm",), **more,
    )  # fmt: skip
    secret = ClientSecretFact(generation=1, store="embedded:x", created="2026-11-20T08:00:00Z", hand_over=given)
    record = app.facts.record.model_copy(update={"sod": CredentialFacts(client_secret=secret)})
    partner = replace(acme, apps={**acme.apps, "visual-reports": replace(app, facts=replace(app.facts, record=record))})
    return replace(snapshot, partners={**snapshot.partners, "acme": partner})


@pytest.mark.parametrize(
    ("more", "waits", "line"),
    [
        ({}, 1, ("Waits for", "Ida Holm, until 2026-12-04")),
        ({"picked_up": "2026-11-21T08:00:00Z", "picked_up_by": "ida-holm"}, 0, ("Picked up", "2026-11-21, Ida Holm")),
        ({"refused": "2026-11-22T08:00:00Z"}, 1, ("Refused", "somebody came for it again, 2026-11-22")),
    ],
)
def test_a_secret_that_waits_is_told_to_whom_it_is_for(
    snapshot: Snapshot, more: dict[str, str], waits: int, line: tuple[str, str]
) -> None:
    pages = {page.path: page for page in all_pages(handed(snapshot, **more))}
    mine = pages["people/ida-holm/index"].view["secrets"]
    assert [one["command"] for one in mine] == ["devportal pickup acme/visual-reports sod --out FILE"] * waits
    assert pages["people/ola-berg/index"].view["secrets"] == []
    view: Any = pages["partners/acme/apps/visual-reports/configuration/initial"].view
    columns = next(group["credentials"] for group in view["groups"] if group["title"] == "Credentials")
    assert line in [(one["title"], one["text"]) for one in columns[0]["secret"]]


def test_values_stand_side_by_side_where_they_differ(pages: Pages) -> None:
    view: Any = pages[f"{MAPS}configuration/initial"].view
    rows = [row for group in view["groups"] for row in group["rows"] if "each" in row]
    for row in rows:
        assert [one["environment"] for one in row["each"]] == ["SOD", "Stage", "Production"]
