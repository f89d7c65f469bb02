"""Browsing the store in a real browser: search, filters, the address, the back button, phone, no scripts."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

pytestmark = pytest.mark.xdist_group("app-store")


@pytest.fixture
def page(context: BrowserContext, address: str) -> Page:
    opened = context.new_page()
    opened.goto(f"{address}app-store/")
    return opened


def found(page: Page) -> list[str]:
    return page.locator("[data-results] .st-tile__name").all_inner_texts()


def heading(page: Page) -> str:
    return page.locator("[data-count]").inner_text()


def test_typing_finds_apps_and_counts_them(page: Page) -> None:
    page.get_by_role("searchbox", name="Search apps").press_sequentially("newsle", delay=5)
    expect(page.locator("[data-count]")).to_contain_text("“newsle”")
    assert "Mosaik Mail" in found(page)
    assert heading(page).startswith(f"{len(found(page))} app")
    expect(page.locator("[data-landing]")).to_be_hidden()
    assert page.get_by_role("status").inner_text() == heading(page)
    assert page.url.endswith("?q=newsle")


def test_a_filter_narrows_and_its_counts_foretell_what_it_leaves(page: Page) -> None:
    side = page.locator("[data-filters]")
    erp = side.get_by_role("checkbox", name=re.compile("^ERP"))
    erp.check()
    expect(page.locator("[data-count]")).to_have_text("3 apps")
    languages = side.locator("[data-facet=language] [data-choice]").all()
    told, language = min((int(one.locator(".st-count").inner_text()) or 99, n) for n, one in enumerate(languages))
    assert told < 3
    languages[language].get_by_role("checkbox").check()
    expect(page.locator("[data-count]")).to_have_text(f"{told} apps" if told != 1 else "1 app")
    # Two choices of one facet widen: the counts beside them say what would come along.
    cti = side.locator("[data-facet=category] [data-choice=cti]")
    more = int(cti.locator(".st-count").inner_text())
    cti.get_by_role("checkbox").check()
    expect(page.locator("[data-count]")).to_have_text(f"{told + more} apps" if told + more != 1 else "1 app")
    assert "category=erp" in page.url
    assert "category=cti" in page.url
    assert "language=" in page.url


def test_an_address_can_be_shared(page: Page, context: BrowserContext) -> None:
    page.locator("[data-facet=price] [data-choice=free] input").check()
    page.locator("[data-sort]").select_option("name")
    expect(page.locator("[data-count]")).to_have_text("7 apps")
    other = context.new_page()
    other.goto(page.url)
    expect(other.locator("[data-count]")).to_have_text("7 apps")
    assert found(other) == found(page) == sorted(found(page), key=str.casefold)
    assert other.locator("[data-sort]").input_value() == "name"
    assert other.locator("[data-choice=free] input").is_checked()
    assert set(other.locator("[data-results] .st-price").all_inner_texts()) == {"Free"}


def test_the_back_button_takes_choices_back_one_by_one(page: Page) -> None:
    page.locator("[data-choice=erp] input").check()
    expect(page.locator("[data-count]")).to_have_text("3 apps")
    page.locator("[data-choice=cti] input").check()
    expect(page.locator("[data-count]")).to_have_text("5 apps")
    page.go_back()
    expect(page.locator("[data-count]")).to_have_text("3 apps")
    assert not page.locator("[data-choice=cti] input").is_checked()
    page.go_back()
    expect(page.locator("[data-landing]")).to_be_visible()
    expect(page.locator("[data-results]")).to_be_hidden()
    page.go_forward()
    expect(page.locator("[data-count]")).to_have_text("3 apps")


def test_from_a_result_and_back_again(page: Page) -> None:
    page.get_by_role("searchbox").fill("sign")
    expect(page.locator("[data-results]")).to_be_visible()
    before = found(page)
    page.locator("[data-results] .st-tile a").first.click()
    page.wait_for_url("**/app-store/*/*/")
    page.go_back()
    expect(page.locator("[data-results] .st-tile")).to_have_count(len(before))
    assert found(page) == before


def test_nothing_found_is_said_and_can_be_cleared(page: Page) -> None:
    page.get_by_role("searchbox").fill("qqqqzz")
    expect(page.locator("[data-count]")).to_have_text("No app found for “qqqqzz”")
    page.get_by_role("button", name="Clear all").click()
    expect(page.locator("[data-landing]")).to_be_visible()
    assert page.url.endswith("/app-store/")
    assert page.evaluate("document.activeElement.id") == "q"


def test_a_single_letter_is_too_short_and_filters_hold_meanwhile(page: Page) -> None:
    page.get_by_role("searchbox").fill("s")
    expect(page.locator("[data-count]")).to_have_text("Type one letter more")
    page.locator("[data-choice=erp] input").check()
    expect(page.locator("[data-count]")).to_have_text("3 apps. Type one letter more")
    assert len(found(page)) == 3


def test_chosen_filters_are_removed_by_their_chips(page: Page) -> None:
    page.locator("[data-choice=erp] input").check()
    page.get_by_role("button", name="Remove filter ERP").click()
    expect(page.locator("[data-landing]")).to_be_visible()


@pytest.mark.parametrize(("sort", "is_sorted"), [("price", True), ("name", False)])
def test_sorting_by_price_brings_the_cheapest_first(page: Page, sort: str, is_sorted: bool) -> None:
    page.locator("[data-choice=paid] input").check()
    page.locator("[data-sort]").select_option(sort)
    page.get_by_role("button", name="Show more").click()
    expect(page.locator("[data-results] .st-tile")).to_have_count(33)
    prices = [
        float(re.search(r"[\d.]+", text)[0]) for text in page.locator("[data-results] .st-price").all_inner_texts()
    ]  # type: ignore[index]
    assert (prices == sorted(prices)) is is_sorted


def test_more_apps_are_shown_on_request_and_the_focus_follows(page: Page) -> None:
    page.locator("[data-sort]").evaluate("(node) => { node.closest('[data-results]').hidden = false }")
    page.locator("[data-sort]").select_option("name")
    expect(page.locator("[data-results] .st-tile")).to_have_count(24)
    page.get_by_role("button", name="Show more").click()
    expect(page.locator("[data-results] .st-tile")).to_have_count(40)
    here = page.evaluate("[...document.querySelectorAll('[data-tiles] a')].indexOf(document.activeElement)")
    assert here == 24
    assert page.get_by_role("button", name="Show more").is_hidden()


def test_everything_works_by_keyboard(page: Page) -> None:
    page.get_by_role("searchbox").focus()
    page.keyboard.type("mail")
    expect(page.locator("[data-results]")).to_be_visible()
    box = page.locator("[data-facet=category] input").first
    for _ in range(20):
        page.keyboard.press("Tab")
        if box.evaluate("(node) => node === document.activeElement"):
            break
    page.keyboard.press("Space")
    expect(box).to_be_checked()
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"


def test_on_a_phone_the_filters_are_a_drawer(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 800}, has_touch=True)
    page = context.new_page()
    page.goto(f"{address}app-store/")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    opener = page.get_by_role("button", name="Filter")
    expect(page.locator("[data-filters]")).to_be_hidden()
    opener.click()
    assert page.evaluate("document.querySelector('[data-filters]').contains(document.activeElement)")
    page.locator("[data-choice=erp] input").check()
    page.get_by_role("button", name="Close filters").click()
    expect(page.locator("[data-filters]")).to_be_hidden()
    expect(page.locator("[data-count]")).to_have_text("3 apps")
    assert page.get_by_role("button", name="Filter (1)").is_visible()
    page.get_by_role("button", name="Filter (1)").click()
    page.keyboard.press("Escape")
    expect(page.locator("[data-filters]")).to_be_hidden()
    assert page.evaluate("document.activeElement.textContent").startswith("Filter")
    context.close()


def test_without_scripts_every_app_is_reached_by_plain_pages(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}app-store/")
    assert "needs JavaScript" in page.locator("noscript").inner_text()
    page.locator("[data-facet=category]").get_by_role("link", name=re.compile("^ERP")).click()
    expect(page.locator("h1")).to_have_text("ERP apps")
    expect(page.locator(".st-tile")).to_have_count(3)
    page.goto(f"{address}app-store/-/all/")
    assert page.locator(".st-tile").count() == 40
    page.locator(".st-tile a").first.click()
    expect(page.locator("h1")).to_have_count(1)
    context.close()


def test_a_search_that_cannot_be_reached_says_so(page: Page) -> None:
    page.route("**/-/search/**", lambda route: route.abort())
    page.get_by_role("searchbox").fill("mail")
    expect(page.locator("[data-count]")).to_contain_text("cannot be reached")
