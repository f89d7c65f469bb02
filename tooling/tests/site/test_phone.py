"""What a page is like on a phone: what comes first, what fits, where a link inside the page leads."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from .kinds import PageKind

pytestmark = pytest.mark.xdist_group("site-browser")


@pytest.fixture
def phone(browser: Browser, address: str) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 390, "height": 844}, base_url=address)
    yield context.new_page()
    context.close()


def top(found: Locator) -> float:
    box = found.bounding_box()
    assert box is not None
    return box["y"]


def test_the_name_of_a_page_comes_before_what_can_be_done_with_it(phone: Page, kinds: list[PageKind]) -> None:
    seen = 0
    for kind in kinds:
        if kind.name == "people.html":  # leads on to one's own page
            continue
        phone.goto(kind.path)
        actions = phone.locator(".dp-actions")
        if actions.count():
            seen += 1
            assert top(phone.locator("h1")) < top(actions) < phone.viewport_size["height"], kind.name  # type: ignore[index]
    assert seen > 3


@pytest.mark.parametrize("path", ["partners/granite-erp/tenants/", "partners/granite-erp/applications/", "staff/"])
def test_a_table_of_records_becomes_cards(phone: Page, path: str) -> None:
    phone.goto(path)
    table = phone.locator(".dp-grid--stack").first
    expect(table).to_be_visible()
    assert table.evaluate("(one) => one.parentElement.scrollWidth <= one.parentElement.clientWidth")
    labels = table.locator("tbody tr").first.locator("td").evaluate_all("(all) => all.map((one) => one.dataset.label)")
    heads = table.locator("thead th").all_text_contents()
    assert labels == heads[1:], "each cell says which column it is of"


@pytest.mark.parametrize(
    "path", ["guide/operators/#the-cache", "partners/granite-erp/apps/granite-sync/settings/#app-store"]
)
def test_a_link_into_a_page_shows_the_heading_below_the_top_bar(phone: Page, path: str) -> None:
    phone.goto(path)
    bar = phone.locator(".dp-bar").bounding_box()
    assert bar is not None
    target = phone.locator(f"[id='{path.partition('#')[2]}']")
    expect(target).to_be_in_viewport()
    assert top(target) >= bar["y"] + bar["height"]


@pytest.mark.parametrize("path", ["guide/operators/", "partners/granite-erp/apps/granite-sync/", ""])
def test_the_buttons_of_the_top_bar_stay_where_they_are_while_a_page_comes(phone: Page, path: str) -> None:
    """A browser shows what it has of a page: the first button must be where it is once the others are there, too."""
    phone.goto(path)
    tools, first = phone.locator(".dp-bar__tools"), phone.locator(".dp-bar__search")
    expect(first).to_be_visible()
    whole = first.bounding_box()
    tools.evaluate("(one) => [...one.children].slice(1).forEach((child) => child.remove())")
    assert first.bounding_box() == whole
