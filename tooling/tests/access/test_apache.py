"""Who is let in where, by the real Apache and a real sign-in."""

from __future__ import annotations

import json

import pytest

from .conftest import Portal

pytestmark = pytest.mark.xdist_group("apache")


def test_everybody_sees_public_pages(portal: Portal) -> None:
    visitor = portal.anonymous()
    for address in ("/", "/app-store/", "/guide/partners/", "/search/search_index.json", "/sitemap.xml", "/404.html"):
        assert visitor.get(address).status == 200, address
    assert visitor.get("/nothing/").status == 404


def test_an_anonymous_visitor_is_sent_to_sign_in(portal: Portal) -> None:
    _, mine, _ = portal.somebody()
    for address in (f"/partners/{mine}/", "/staff/", "/people/", f"/partners/{mine}/pickup/an-app/secret.age"):
        answer = portal.anonymous().get(address)
        assert answer.status == 302, address
        assert "/oauth2/authorize?" in answer.leads_to
        assert "code_challenge_method=S256" in answer.leads_to


def test_a_member_sees_their_partner_and_no_other(portal: Portal) -> None:
    account, mine, other = portal.somebody()
    visitor = portal.as_person(account.id)
    own, foreign = 0, 0
    for file in sorted((portal.site / "partners").rglob("*")):
        if file.is_file():
            address = f"/{file.relative_to(portal.site).as_posix()}"
            partner = file.relative_to(portal.site / "partners").parts[0]
            if partner == mine:
                assert visitor.get(address).status == 200, address
                own += 1
            elif partner == other:
                assert visitor.get(address).status == 403, address
                foreign += 1
    assert own > 10
    assert foreign > 10


def test_a_refusal_says_nothing_about_the_page(portal: Portal) -> None:
    account, _, other = portal.somebody()
    visitor = portal.as_person(account.id)
    there, nowhere = visitor.get(f"/partners/{other}/"), visitor.get("/partners/no-such-partner/")
    assert there.status == nowhere.status == 403
    assert there.body == nowhere.body
    assert other.encode() not in there.body
    assert b"This page is not for you" in there.body


def test_staff_see_every_partner_and_nobody_elses_own_pages(portal: Portal) -> None:
    visitor = portal.as_person(portal.staff().id)
    for partner in portal.partners():
        assert visitor.get(f"/partners/{partner}/").status == 200
    assert visitor.get("/staff/partners/").status == 200
    account, _, _ = portal.somebody()
    assert visitor.get(f"/people/{account.id}/").status == 403


def test_a_member_does_not_see_the_staffs_pages(portal: Portal) -> None:
    account, _, _ = portal.somebody()
    visitor = portal.as_person(account.id)
    for address in (
        "/staff/",
        "/staff/partners/",
        "/staff/publish-status/",
        "/partners/",
        "/staff.json",
        "/partners.html",
    ):
        assert visitor.get(address).status == 403, address


def test_who_is_no_member_signs_in_and_sees_nothing(portal: Portal) -> None:
    visitor = portal.anonymous()
    visitor.sign_in("11111111-0000-4000-8000-00000000dead")
    for partner in portal.partners():
        assert visitor.get(f"/partners/{partner}/").status == 403
    assert visitor.get("/me.json").status == 404
    assert visitor.get("/people/").status == 403


def test_the_subject_decides_to_the_letter(portal: Portal) -> None:
    account, mine, _ = portal.somebody()
    visitor = portal.anonymous()
    visitor.sign_in(account.sub.upper())
    assert visitor.get(f"/partners/{mine}/").status == 403


def test_an_email_address_or_a_group_as_a_subject_is_nobody(portal: Portal) -> None:
    account, mine, _ = portal.somebody()
    for subject in (account.id, f"{account.id}@example.com", "staff", f"p-{mine}", "../users/x", "a b"):
        visitor = portal.anonymous()
        visitor.sign_in(subject)
        assert visitor.get(f"/partners/{mine}/").status == 403, subject
        assert visitor.get("/me.json").status in {403, 404}, subject


def test_me_says_who_is_signed_in(portal: Portal) -> None:
    account, mine, _ = portal.somebody()
    answer = portal.as_person(account.id).get("/me.json", Accept="application/json")
    assert answer.status == 200
    assert answer.headers["content-type"].startswith("application/json")
    assert answer.headers["cache-control"] == "private, no-store"
    me = json.loads(answer.body)
    assert (me["person"], me["name"], me["staff"]) == (account.id, account.viewer.name, False)
    assert mine in {one["id"] for one in me["partners"]}
    assert all({"log-in", "read"} <= set(one["permissions"]) for one in me["partners"])
    assert json.loads(portal.as_person(portal.staff().id).get("/me.json").body)["roles"]


def test_me_does_not_send_an_anonymous_visitor_anywhere(portal: Portal) -> None:
    for accept in ("application/json", "text/html"):
        answer = portal.anonymous().get("/me.json", Accept=accept)
        assert (answer.status, answer.leads_to) == (401, "")


def test_the_files_behind_me_are_not_there_for_anybody(portal: Portal) -> None:
    account, _, _ = portal.somebody()
    for visitor in (portal.anonymous(), portal.as_person(account.id), portal.as_person(portal.staff().id)):
        for address in (f"/-me/{account.sub}.json", "/-me/", "/access/current/groups", f"/users/{account.sub}.json"):
            assert visitor.get(address).status in {403, 404}, address


def test_signing_in_leads_back_to_a_page_of_ours_only(portal: Portal) -> None:
    account, mine, _ = portal.somebody()
    visitor = portal.as_person(account.id)
    here = f"http://127.0.0.1:{portal.port}"
    home = f"{here}/people/"
    wanted = {
        f"/sign-in?to=%2Fpartners%2F{mine}%2F": f"{here}/partners/{mine}/",
        f"/sign-in?to=/partners/{mine}/": f"{here}/partners/{mine}/",
        "/sign-in": home,
        "/sign-in?to=https%3A%2F%2Fevil.example%2F": home,
        "/sign-in?to=%2F%2Fevil.example%2F": home,
        "/sign-in?to=/%5Cevil.example": home,
        "/sign-in?to=%2F%0d%0aSet-Cookie:x=1": home,
        "/sign-in?to=%252F%252Fevil.example": home,
        "/sign-in?to=javascript:alert(1)": home,
    }
    for address, target in wanted.items():
        assert visitor.get(address).leads_to == target, address
    assert visitor.get("/people/").leads_to == f"{here}/people/{account.id}/"
    assert portal.as_person(portal.staff().id).get("/people/").leads_to == f"{here}/staff/"


def test_signing_out_ends_the_session_here_and_at_the_provider(portal: Portal) -> None:
    account, mine, _ = portal.somebody()
    visitor = portal.anonymous()
    assert visitor.sign_in(account.sub, f"/partners/{mine}/").leads_to.endswith(f"/partners/{mine}/")
    kept = dict(visitor.cookies)
    assert visitor.get(f"/partners/{mine}/").status == 200
    asked = visitor.get("/sign-out")
    assert asked.status == 302
    ended = visitor.get(asked.leads_to.partition(str(portal.port))[2])
    assert "/oauth2/end_session?" in ended.leads_to
    assert f"post_logout_redirect_uri=http%3A%2F%2F127.0.0.1%3A{portal.port}%2F" in ended.leads_to
    assert visitor.get(f"/partners/{mine}/").status == 302
    visitor.cookies = kept
    assert visitor.get(f"/partners/{mine}/").status == 302, "an old cookie opens nothing any more"


def test_sealed_secrets_are_behind_their_partners_door(portal: Portal) -> None:
    account, mine, other = portal.somebody()
    visitor = portal.as_person(account.id)
    answer = visitor.get(f"/partners/{mine}/pickup/an-app/secret.age")
    assert (answer.status, answer.body) == (200, f"sealed for {mine}".encode())
    assert answer.headers["content-disposition"] == "attachment"
    assert answer.headers["content-type"] == "application/octet-stream"
    assert visitor.get(f"/partners/{other}/pickup/an-app/secret.age").status == 403
    for address in (f"/partners/{mine}/pickup/", f"/partners/{mine}/pickup/../../{other}/pickup/an-app/secret.age"):
        assert visitor.get(address).status in {403, 404}, address
