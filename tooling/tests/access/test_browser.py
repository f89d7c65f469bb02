"""A real browser signs in, and loads every kind of page under the headers that Apache sends."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from .conftest import Portal

pytestmark = pytest.mark.xdist_group("apache")


def sign_in(page: Page, portal: Portal, who: str, address: str) -> None:
    page.goto(f"http://127.0.0.1:{portal.port}{address}")
    page.fill("input[name=sub]", portal.people[who].sub)
    page.locator("button[type=submit], input[type=submit]").first.click()
    page.wait_for_url(f"http://127.0.0.1:{portal.port}/**")


def test_somebody_signs_in_and_out_in_a_browser(browser: Browser, portal: Portal) -> None:
    account, mine, other = portal.somebody()
    context = browser.new_context()
    page = context.new_page()
    sign_in(page, portal, account.id, f"/partners/{mine}/")
    assert page.url.endswith(f"/partners/{mine}/")
    assert page.locator("h1").count() == 1
    me = page.evaluate("fetch('/me.json').then((answer) => answer.json())")
    assert me["person"] == account.id
    refused = page.goto(f"http://127.0.0.1:{portal.port}/partners/{other}/")
    assert refused
    assert refused.status == 403
    assert page.get_by_role("heading", name="This page is not for you").is_visible()
    page.goto(f"http://127.0.0.1:{portal.port}/sign-out")
    page.locator("button[type=submit], input[type=submit]").first.click()
    page.wait_for_url(f"http://127.0.0.1:{portal.port}/**")
    assert page.evaluate("fetch('/me.json').then((answer) => answer.status)") == 401
    page.goto(f"http://127.0.0.1:{portal.port}/partners/{mine}/")
    assert "/oauth2/authorize" in page.url
    context.close()


def kinds_of_page(site: Path) -> list[str]:
    """One page of each kind: pages are of one kind when their addresses differ in names only."""
    found: dict[str, str] = {}
    for file in sorted(site.rglob("*.html")):
        parts = file.relative_to(site).parent.parts
        kind = "/".join(part if number % 2 == 0 else "*" for number, part in enumerate(parts))
        if parts[:1] == ("reference",) or parts[:1] == ("contribute",):
            kind = "/".join(parts[:2])
        found.setdefault(kind, f"/{'/'.join(parts)}/".replace("//", "/"))
    return sorted(found.values())


def test_every_kind_of_page_keeps_to_the_policy(browser: Browser, portal: Portal) -> None:
    context = browser.new_context()
    page = context.new_page()
    sign_in(page, portal, portal.staff().id, "/staff/partners/")
    broken: list[str] = []
    page.on("console", lambda said: said.type in {"error", "warning"} and broken.append(f"{page.url}: {said.text}"))
    page.on("pageerror", lambda error: broken.append(f"{page.url}: {error}"))
    page.add_init_script(
        "document.addEventListener('securitypolicyviolation',"
        " (one) => console.error('violation', one.violatedDirective, one.blockedURI, one.sample))"
    )
    addresses = [one for one in kinds_of_page(portal.site) if not one.startswith("/people/")]
    assert len(addresses) > 15
    for address in addresses:
        answer = page.goto(f"http://127.0.0.1:{portal.port}{address}", wait_until="load")
        assert answer
        assert answer.status == 200, address
        assert "'unsafe" not in answer.headers["content-security-policy"]
        page.keyboard.press("s")
        page.wait_for_load_state()
    assert broken == []
    context.close()


def test_the_policy_is_in_force(browser: Browser, portal: Portal) -> None:
    page = browser.new_page()
    page.goto(f"http://127.0.0.1:{portal.port}/app-store/")
    ran = page.evaluate(
        """() => {
          const script = document.createElement('script');
          script.textContent = 'window.inline = true';
          document.body.append(script);
          document.body.insertAdjacentHTML('beforeend', '<p id="styled" style="color: rgb(1, 2, 3)">x</p>');
          return [window.inline === true, getComputedStyle(document.getElementById('styled')).color];
        }"""
    )
    assert ran[0] is False
    assert ran[1] != "rgb(1, 2, 3)"
    page.close()


def test_no_page_has_anything_inline(portal: Portal) -> None:
    inline = re.compile(
        r"<script(?![^>]*\ssrc=)(?![^>]*type=\"application/(?:ld\+)?json\")[^>]*>|<style|\sstyle=\"|\son[a-z]+=\"|javascript:",
        re.IGNORECASE,
    )
    for file in portal.site.rglob("*.html"):
        text = re.sub(r"<(pre|code)\b.*?</\1>", "", file.read_text(encoding="utf-8"), flags=re.DOTALL)
        assert not inline.search(text), (file, inline.search(text))


def test_every_answer_carries_each_header_once(portal: Portal) -> None:
    account, mine, other = portal.somebody()
    visitor = portal.as_person(account.id)
    addresses = {"/": 200, "/app-store/": 200, f"/partners/{mine}/": 200, f"/partners/{other}/": 403, "/nowhere/": 404}
    addresses |= {"/me.json": 200, "/assets/css/portal.css": 200, "/search/search_index.json": 200}
    for address, status in addresses.items():
        answer = visitor.get(address)
        assert answer.status == status, address
        assert answer.headers["content-security-policy"].count("default-src 'none'") == 1
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["referrer-policy"] == "strict-origin-when-cross-origin"
        assert answer.headers["cross-origin-opener-policy"] == "same-origin"
        assert "camera=()" in answer.headers["permissions-policy"]
        private = address in {f"/partners/{mine}/", "/me.json"}
        assert answer.headers["cache-control"] == ("private, no-store" if private else "no-cache"), address
        assert "strict-transport-security" not in answer.headers, "the test speaks no TLS"
    types = {"/": "text/html", "/assets/css/portal.css": "text/css", "/assets/favicon.svg": "image/svg+xml"}
    types |= {"/search/search_index.json": "application/json", "/assets/js/theme-scope.js": "text/javascript"}
    for address, kind in types.items():
        assert visitor.get(address).headers["content-type"].startswith(kind), address


def test_a_member_finds_their_own_pages_and_an_anonymous_visitor_none(browser: Browser, portal: Portal) -> None:
    account, mine, other = portal.somebody()
    entries = json.loads((portal.site / f"partners/{mine}/search.json").read_text())["docs"]
    wanted = next(one for one in entries if one["location"].endswith("/technical-contacts/"))
    context = browser.new_context()
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    # The theme's field listens to keys, as people use them: what is put there without any is not noticed.
    sign_in(page, portal, account.id, f"/partners/{mine}/")
    page.keyboard.press("/")
    page.locator("[data-md-component=search-query]").press_sequentially(wanted["title"].replace(" · ", " "))
    found = page.locator(f".md-search-result__list a[href*='/partners/{mine}/technical-contacts/']")
    found.first.wait_for(state="attached")
    own = set(account.viewer.partners)
    indexes = {
        url.split("/partners/")[1].split("/")[0]
        for url in asked
        if url.endswith("/search.json") and "/partners/" in url
    }
    assert mine in indexes <= own
    assert not [url for url in asked if f"/partners/{other}/" in url]
    page.goto(f"http://127.0.0.1:{portal.port}/guide/partners/")
    page.keyboard.press("/")
    page.locator("[data-md-component=search-query]").press_sequentially(wanted["title"].replace(" · ", " "))
    page.locator(f".md-search-result__list a[href*='/partners/{mine}/']").first.wait_for(state="attached")
    context.close()
    stranger = browser.new_page()
    asked.clear()
    stranger.on("request", lambda request: asked.append(request.url))
    stranger.goto(f"http://127.0.0.1:{portal.port}/guide/partners/")
    stranger.keyboard.press("/")
    stranger.locator("[data-md-component=search-query]").press_sequentially("technical contact")
    stranger.locator(".md-search-result__list a").first.wait_for(state="attached")
    assert (
        stranger.locator(".md-search-result__list a[href*='/partners/']").evaluate_all(
            "(all) => all.filter((one) => new URL(one.href).pathname.startsWith('/partners/')).length"
        )
        == 0
    )
    assert not [url for url in asked if url.endswith(("/search.json", "/me.json"))]
    stranger.close()


def test_each_index_holds_its_own_partner_only(portal: Portal) -> None:
    for partner in portal.partners():
        docs = json.loads((portal.site / f"partners/{partner}/search.json").read_text())["docs"]
        assert docs
        for one in docs:
            assert one["location"].startswith(f"partners/{partner}/")
            assert (portal.site / one["location"] / "index.html").is_file()
            assert "<" not in one["text"].replace("<-", "")
    public = (portal.site / "search/search_index.json").read_text()
    assert '"location":"partners/' not in public.replace(" ", "")
