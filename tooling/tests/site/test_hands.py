"""What people do with the pages: by keyboard alone, on a phone, without scripts, on paper."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.xdist_group("site-browser")

APP = "partners/granite-erp/apps/granite-sync/"
TWO = "partners/lanternfish-analytics/apps/lanternfish-reports/"


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    context = browser.new_context(
        viewport={"width": 1440, "height": 900},
        base_url=address,
        permissions=["clipboard-read", "clipboard-write"],
    )
    yield context.new_page()
    context.close()


def focused(page: Page) -> Any:
    return page.evaluate("document.activeElement.textContent.trim()")


def outlined(page: Page) -> bool:
    found: bool = page.evaluate("getComputedStyle(document.activeElement).outlineStyle !== 'none'")
    return found


def tab_to(page: Page, name: str, most: int = 60) -> None:
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("(name) => document.activeElement.matches(name)", name):
            return
    raise AssertionError(f"Tab does not reach {name}")


def test_the_first_tab_skips_to_the_content(page: Page) -> None:
    page.goto(APP)
    page.keyboard.press("Tab")
    assert focused(page) == "Skip to content"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"


def test_everything_in_the_top_bar_is_reached_in_its_order_and_shows_where_one_is(page: Page) -> None:
    page.goto(APP)
    expect(page.locator("[data-dp-initials]")).to_have_text("AK")
    seen = []
    for _ in range(12):
        page.keyboard.press("Tab")
        seen.append(str(focused(page)))
        assert outlined(page) or seen[-1] == "", seen[-1]
    assert seen[1:7] == ["Developer Portal", "Apps", "Partner", "App Store", "Docs", "Forums"]


def test_the_personal_menu_opens_leads_on_and_closes(page: Page) -> None:
    page.goto(APP)
    expect(page.locator("[data-dp-initials]")).to_have_text("AK")
    tab_to(page, ".dp-bar [data-dp-menu] > summary")
    page.keyboard.press("Enter")
    entries = page.locator("[data-dp-personal] a:visible")
    assert entries.all_inner_texts() == ["My portal", "Profile", "Sign out"]
    assert entries.last.get_attribute("href") == "/sign-out"
    page.keyboard.press("Escape")
    expect(entries).to_have_count(0)
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/people/aino-korhonen/")


def test_apps_and_partner_lead_to_one_s_own(page: Page) -> None:
    page.goto("guide/portal/")
    expect(page.get_by_role("link", name="Apps", exact=True)).to_have_attribute("href", "../../people/#apps")
    page.goto("partners/rowan-telephony/")
    expect(page.locator("[data-dp-initials]")).to_have_text("AK")
    page.goto("guide/portal/")
    expect(page.locator("[data-dp-initials]")).to_have_text("AK")
    page.get_by_role("link", name="Partner", exact=True).click()
    page.wait_for_url("**/partners/rowan-telephony/")
    page.get_by_role("link", name="Apps", exact=True).click()
    page.wait_for_url("**/people/aino-korhonen/apps/")


@pytest.mark.parametrize(
    ("asked", "place"),
    [("", "people/aino-korhonen/"), ("#apps", "people/aino-korhonen/apps/"), ("#partners", "partners/granite-erp/")],
)
def test_who_is_faster_than_the_answer_gets_there_all_the_same(page: Page, asked: str, place: str) -> None:
    page.goto(f"people/{asked}")
    page.wait_for_url(f"**/{place}")


def test_the_context_switch_changes_the_partner(page: Page) -> None:
    page.goto("partners/granite-erp/users/")
    expect(page.locator("[data-dp-switch].is-ready")).to_have_count(1)
    tab_to(page, "[data-dp-switch] > summary")
    page.keyboard.press("Enter")
    assert page.locator("[data-dp-switch] a").all_inner_texts() == ["Granite Bridge", "Rowan Telephony"]
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/partners/rowan-telephony/")


def test_the_chevrons_collapse_and_open_and_are_remembered(page: Page) -> None:
    page.goto("partners/granite-erp/")
    tab_to(page, "[data-dp-more]")
    button, more = page.locator("[data-dp-more]"), page.locator(".dp-navigator__more")
    assert (button.get_attribute("aria-expanded"), more.is_visible()) == ("false", False)
    page.keyboard.press("Enter")
    assert (button.get_attribute("aria-expanded"), more.is_visible()) == ("true", True)
    page.reload()
    assert (button.get_attribute("aria-expanded"), more.is_visible()) == ("true", True)
    tab_to(page, "[data-dp-fold]")
    page.keyboard.press("Enter")
    narrow = page.locator(".dp-side").bounding_box()
    assert narrow
    assert narrow["width"] < 80
    page.reload()
    assert page.get_by_role("button", name="Expand the navigator").get_attribute("aria-expanded") == "false"
    assert page.get_by_role("link", name="Users").is_visible()
    page.locator("[data-dp-fold]").press("Enter")
    assert page.locator(".dp-navigator__more").is_visible()


def test_tabs_move_by_arrow_and_are_in_the_address(page: Page) -> None:
    page.goto(f"{TWO}app-store-information/initial/")
    tab_to(page, "[role=tab]")
    assert focused(page) == "Details"
    for key, name in (("ArrowRight", "Media"), ("End", "Preview"), ("ArrowRight", "Details"), ("ArrowLeft", "Preview")):
        page.keyboard.press(key)
        assert focused(page) == name
        assert page.locator("[role=tabpanel]:visible h2").all_inner_texts() == [name]
    assert page.url.endswith("#preview")
    page.reload()
    assert page.locator("[role=tab][aria-selected=true]").inner_text() == "Preview"


def test_a_client_id_is_copied(page: Page) -> None:
    page.goto(APP)
    button = page.get_by_role("button", name="Copy client ID, Stage")
    button.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_have_text("Copied: client ID, Stage")
    shown = page.locator("code").filter(has=page.locator("xpath=following-sibling::button[contains(., '')]"))
    assert page.evaluate("navigator.clipboard.readText()") in shown.all_inner_texts()


def test_a_long_list_is_filtered_sorted_and_grouped_without_a_reload(page: Page) -> None:
    page.goto("partners/granite-erp/applications/")
    page.evaluate("window.same = true")
    names = page.locator("tbody tr:has(td) th a")
    assert names.count() == 12
    tab_to(page, "[data-dp-filter]")
    page.keyboard.type("custom validated")
    assert names.all_inner_texts() == ["Granite Harbour Fees", "Granite Onboarding Cockpit"]
    assert page.locator("[data-dp-count]").inner_text() == "2 of 12"
    page.locator("[data-dp-filter]").fill("")
    page.locator("[data-dp-group]").select_option("state")
    heads = page.locator(".dp-grid__group").all_inner_texts()
    assert [one.partition(" (")[0] for one in heads] == sorted(one.partition(" (")[0] for one in heads)
    assert sum(int(one.partition("(")[2][:-1]) for one in heads) == 12
    page.locator("[data-dp-group]").select_option("")
    before = names.all_inner_texts()
    page.get_by_role("button", name="App", exact=True).focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    assert page.locator("[aria-sort]").get_attribute("aria-sort") == "descending"
    assert names.all_inner_texts() == before[::-1]
    assert page.evaluate("window.same")


def test_up_to_eight_apps_are_tiles_and_more_are_a_list(page: Page) -> None:
    page.goto("partners/rowan-telephony/applications/")
    assert page.locator(".dp-tile").count() == 4
    page.goto("partners/granite-erp/applications/")
    assert page.locator(".dp-tile").count() == 0


def test_any_two_versions_are_compared_in_the_page(page: Page) -> None:
    page.goto(f"{TWO}versions/")
    box = page.locator("#listing")
    kept = box.locator("[data-dp-compared]").first
    made_before = kept.locator("dd").all_inner_texts()
    assert len(made_before) == 4
    box.locator("[data-dp-new]").select_option("initial")
    drawn = box.locator("div.dp-diff")
    assert drawn.inner_text().startswith("No difference")
    box.locator("[data-dp-old]").select_option("spring-2026")
    assert box.locator("[data-dp-said]").inner_text() == "4 settings differ"
    titles = drawn.locator("dt").all_inner_texts()
    assert sorted(titles) == sorted(
        kept.locator("dt").evaluate_all("all => all.map((one) => one.innerText)")
        if kept.evaluate("one => one.open")
        else [text.replace("added", "removed") for text in kept.locator("dt").evaluate_all(READ)]
    )
    assert drawn.locator("ins").first.inner_text() == kept.locator("del").first.evaluate("one => one.textContent")


READ = "all => all.map((one) => [one.firstChild.textContent, one.lastChild.textContent].join('\\n'))"


def test_the_queue_shows_one_role_s(page: Page) -> None:
    page.goto("staff/")
    page.locator("[data-dp-only]").select_option("App Store Manager")
    roles = page.locator("tbody td[data-label='Waits for']").all_inner_texts()
    assert roles
    assert set(roles) == {"App Store Manager"}


def test_on_a_phone_the_navigator_is_a_drawer_for_hand_and_keyboard(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, base_url=address)
    page = context.new_page()
    page.goto(APP)
    entry = page.locator(".dp-navigator").get_by_role("link", name="Versions")
    assert not entry.is_visible()
    assert page.get_by_role("link", name="Forums").is_visible()
    opener = page.get_by_role("button", name="Navigator")
    opener.focus()
    page.keyboard.press("Enter")
    expect(entry).to_be_visible()
    expect(opener).to_have_attribute("aria-expanded", "true")
    expect(page.locator(".dp-side :focus, .dp-side:focus")).to_have_count(1)
    page.keyboard.press("Escape")
    expect(entry).not_to_be_visible()
    assert page.evaluate("document.activeElement.matches('[data-dp-drawer]')")
    opener.click()
    entry.click()
    page.wait_for_url("**/versions/")
    page.get_by_role("button", name="Search the docs").click()
    assert page.evaluate("document.activeElement.matches('.md-search__input')")
    context.close()


def test_without_scripts_everything_is_there(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False, base_url=address)
    page = context.new_page()
    page.goto(APP)
    assert page.locator(".dp-state--published").count() == 6
    assert page.get_by_role("row", name="Configuration").count() == 1
    assert page.locator(".dp-navigator").get_by_role("link", name="Versions").is_visible()
    page.goto("partners/granite-erp/")
    assert page.locator(".dp-navigator").get_by_role("link", name="Granite Sync").is_visible()
    page.goto(f"{TWO}app-store-information/initial/")
    assert page.locator("[data-dp-tabs] > section:visible").count() == 7
    page.goto(f"{TWO}versions/")
    assert page.locator("#listing ins").first.is_visible()
    page.set_viewport_size({"width": 390, "height": 844})
    page.locator("label.dp-bar__menu").click()
    expect(page.locator(".dp-navigator").get_by_role("link", name="Settings")).to_be_visible()
    context.close()


def test_on_paper_there_is_the_content_alone(page: Page) -> None:
    page.goto(f"{TWO}app-store-information/initial/")
    page.emulate_media(media="print")
    assert not page.locator(".dp-bar").is_visible()
    assert not page.locator(".dp-navigator").is_visible()
    assert page.locator("[data-dp-tabs] > section:visible").count() == 7


def test_a_visitor_of_the_store_makes_no_request_for_nothing(browser: Browser, address: str) -> None:
    context = browser.new_context(base_url=address)
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda one: asked.append(one.url))
    page.goto("app-store/", wait_until="networkidle")
    assert not [one for one in asked if one.endswith("me.json")]
    context.close()
