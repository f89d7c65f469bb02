"""A list on several pages: who narrows it looks at all of it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import pytest
from click.testing import CliRunner
from devportal.cli import main
from devportal.flows.build import build_site
from playwright.sync_api import Browser, Page, expect

from .conftest import ROOT
from .served import served

pytestmark = pytest.mark.xdist_group("site-browser")
PARTNERS = 60


@pytest.fixture(scope="module")
def long_list(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    root = tmp_path_factory.mktemp("long")
    made = ["sample", "--partners", str(PARTNERS), "--commits", "1", "--media", "tiny", str(root / "clone")]
    assert CliRunner().invoke(main, made).exit_code == 0
    shutil.copytree(ROOT / "site", root / "clone/site")
    shutil.copy(ROOT / "mkdocs.yml", root / "clone")
    build_site(root / "clone", root / "out")
    with served(root / "out") as address:
        yield address


@pytest.fixture
def page(browser: Browser, long_list: str) -> Iterator[Page]:
    context = browser.new_context(base_url=long_list)
    yield context.new_page()
    context.close()


def names(page: Page) -> list[str]:
    return page.locator("[data-dp-list] tbody th a").all_text_contents()


@pytest.mark.parametrize("start", ["staff/partners/", "staff/partners/2/"])
def test_the_filter_finds_what_stands_on_another_page(page: Page, start: str) -> None:
    page.goto("staff/partners/3/")
    last = names(page)[-1]
    page.goto(start)
    assert last not in names(page)
    expect(page.locator("[data-dp-count]")).to_have_text("25 on this page")
    page.get_by_label("Filter").fill(last)
    found = page.get_by_role("link", name=last, exact=True)
    expect(found).to_be_visible()
    expect(page.locator("[data-dp-count]")).to_have_text(f"1 of {PARTNERS}")
    found.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(last)


def test_without_a_filter_all_stand_in_their_order(page: Page) -> None:
    whole = []
    for address in ("staff/partners/", "staff/partners/2/", "staff/partners/3/"):
        page.goto(address)
        whole += names(page)
    page.goto("staff/partners/2/")
    page.get_by_label("Filter").fill("a")
    expect(page.locator("[data-dp-sheets]")).to_have_count(0)
    page.get_by_label("Filter").fill("")
    expect(page.locator("[data-dp-count]")).to_have_text(f"{PARTNERS} in all")
    assert names(page) == whole


def test_without_an_answer_it_stays_at_this_page(page: Page) -> None:
    page.route("**/staff/partners/2/", lambda route: route.abort())
    page.goto("staff/partners/")
    with page.expect_event("requestfailed"):
        page.get_by_label("Filter").fill("a")
    expect(page.locator("[data-dp-sheets]")).to_be_visible()
    page.get_by_label("Filter").fill("")
    expect(page.locator("[data-dp-count]")).to_have_text("25 on this page")
