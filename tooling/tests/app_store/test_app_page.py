"""An app's page in a real browser: pictures by keyboard, videos on request, and what it says."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

pytestmark = pytest.mark.xdist_group("app-store")

APP = "app-store/mosaik-marketing/mosaik-mail/"


@pytest.fixture
def page(context: BrowserContext, address: str) -> Page:
    opened = context.new_page()
    opened.goto(address + APP)
    return opened


def test_the_pictures_are_seen_large_by_keyboard(page: Page) -> None:
    shot = page.locator("[data-shot]").first
    shot.focus()
    page.keyboard.press("Enter")
    light = page.locator("[data-light]")
    expect(light).to_be_visible()
    place, caption, picture = light.locator("[data-light-place]"), light.locator("figcaption"), light.locator("img")
    assert (place.inner_text(), caption.inner_text()) == ("1 of 3", "New campaign")
    assert picture.get_attribute("alt") == "A mail that is being written, and how many people get it"
    page.keyboard.press("ArrowRight")
    assert (place.inner_text(), caption.inner_text()) == ("2 of 3", "Overview")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    assert place.inner_text() == "3 of 3"
    expect(picture).to_have_js_property("naturalWidth", 1920)
    for _ in range(8):
        page.keyboard.press("Tab")
        assert page.evaluate("!document.activeElement.closest('main') || !!document.activeElement.closest('dialog')")
    page.keyboard.press("Escape")
    expect(light).to_be_hidden()
    # Waiting for a function polls with eval, which the pages' policy forbids: so what is waited for is an element.
    expect(page.locator("[data-caption=Answers]")).to_be_focused()


def test_a_video_is_asked_for_only_when_the_reader_does(browser: Browser, address: str, store: Path) -> None:
    context = browser.new_context()
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    context.route(lambda url: not url.startswith(address), lambda route: route.fulfill(body="<p>A film</p>"))
    with_video = next(
        file.parent.relative_to(store).as_posix()
        for file in sorted((store / "app-store").glob("*/*/index.html"))
        if "data-video" in file.read_text(encoding="utf-8")
    )
    page.goto(f"{address}{with_video}/", wait_until="networkidle")
    assert [one for one in asked if not one.startswith(address)] == []
    page.locator("[data-video] a").click()
    frame = page.locator("[data-video] iframe")
    expect(frame).to_be_visible()
    outside = [one for one in asked if not one.startswith(address)]
    assert len(outside) == 1
    assert outside[0].startswith("https://www.youtube-nocookie.com/embed/")
    assert frame.get_attribute("title")
    context.close()


def test_the_page_says_what_a_customer_asks(page: Page) -> None:
    text = page.locator("main").inner_text()
    for said in (
        "Start free trial", "From EUR 59 per site and month", "Certified by SuperOffice", "Security audit passed",
        "Key features", "Prices and terms", "Terms and conditions", "Getting started", "Additional requirements",
        "Reads and writes data", "Is told of changes", "Needs an administrator's consent",
        "Uninstalling, and your data", "What SuperOffice has looked at", "Not covered:", "More by Mosaik Marketing",
        "Related apps", "Support", "Report a problem", "Uninstall", "Email marketing & SMS", "Norwegian", "Benelux",
        "Sales Essentials",
    ):  # fmt: skip
        assert said in text, said
    button = page.get_by_role("link", name="Start free trial")
    assert button.get_attribute("href") == "https://mosaik-mail.mosaik.example/install"
    assert set((button.get_attribute("rel") or "").split()) == {"nofollow", "noopener", "noreferrer"}


def test_beta_and_what_it_means(context: BrowserContext, address: str, store: Path) -> None:
    marked = next(
        file
        for file in sorted((store / "app-store").glob("*/*/index.html"))
        if "This app is in beta" in file.read_text()
    )
    page = context.new_page()
    page.goto(f"{address}{marked.parent.relative_to(store).as_posix()}/")
    assert "3 customers have run it for 30 days" in page.get_by_role("note").inner_text()
    assert page.locator(".st-marks .st-badge").first.inner_text() == "Beta"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_light_and_dark_are_chosen_and_kept(browser: Browser, address: str, scheme: str) -> None:
    context = browser.new_context(color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(address + APP)
    ground = "getComputedStyle(document.body).backgroundColor"
    assert page.evaluate(ground) == {"light": "rgb(255, 255, 255)", "dark": "rgb(21, 22, 23)"}[scheme]
    page.locator("[data-theme-switch]").click()
    changed = page.evaluate(ground)
    page.goto(f"{address}app-store/")
    assert page.evaluate(ground) == changed == {"dark": "rgb(255, 255, 255)", "light": "rgb(21, 22, 23)"}[scheme]
    context.close()


def test_without_scripts_pictures_and_videos_are_links(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + APP)
    page.locator("[data-shot]").first.click()
    assert page.url.endswith("-1920.webp")
    context.close()


def test_nothing_moves_while_the_page_loads(page: Page, address: str) -> None:
    page.add_init_script(
        "window.moved = 0; new PerformanceObserver((list) => {"
        " for (const one of list.getEntries()) window.moved += one.value })"
        ".observe({type: 'layout-shift', buffered: true})"
    )
    for path in (APP, "app-store/", "app-store/-/category/erp/"):
        page.goto(address + path, wait_until="networkidle")
        assert page.evaluate("window.moved") < 0.02, path
        assert (
            page.evaluate("[...document.images].filter((one) => !one.width || !one.getAttribute('height')).length") <= 1
        )
