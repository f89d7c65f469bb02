"""What grows long: a list on several pages, of which a filter looks at all; an app with many large versions."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner
from devportal.cli import main
from devportal.flows.build import build_site
from playwright.sync_api import Browser, Page, expect

from .conftest import ROOT
from .served import served

pytestmark = pytest.mark.xdist_group("site-browser")
PARTNERS = 60


VERSIONS = 32


def many_versions(clone: Path) -> str:
    """Gives an app many large versions; the address of the page that shows them."""
    first = next(iter(sorted(clone.glob("registry/partners/*/apps/*/listing/*.yaml"))))
    record = yaml.safe_load(first.read_text(encoding="utf-8"))
    for number in range(VERSIONS):
        record["label"] = f"Large {number}"
        record["description"]["about"] = " ".join([f"About the {number}th version."] * 45)
        record["prices"]["terms_and_conditions"] = " ".join([f"Terms of the {number}th version."] * 45)
        first.with_name(f"large-{number}.yaml").write_text(yaml.safe_dump(record, allow_unicode=True), encoding="utf-8")
    _, _, partner, _, app, *_ = first.relative_to(clone).parts
    return f"partners/{partner}/apps/{app}/versions/"


class Long:
    """A website of a large registry: its address, its folder, the page of many versions."""

    def __init__(self, root: Path) -> None:
        self.address, self.out, self.versions = "", root / "out", many_versions(root / "clone")


@pytest.fixture(scope="module")
def long(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Long]:
    root = tmp_path_factory.mktemp("long")
    made = ["sample", "--partners", str(PARTNERS), "--commits", "1", "--media", "tiny", str(root / "clone")]
    assert CliRunner().invoke(main, made).exit_code == 0
    shutil.copytree(ROOT / "site", root / "clone/site")
    shutil.copy(ROOT / "mkdocs.yml", root / "clone")
    found = Long(root)
    build_site(root / "clone", found.out)
    with served(found.out) as found.address:
        yield found


@pytest.fixture
def page(browser: Browser, long: Long) -> Iterator[Page]:
    context = browser.new_context(base_url=long.address)
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


def test_many_large_versions_are_read_once_two_are_chosen(page: Page, long: Long) -> None:
    assert (long.out / long.versions / "index.html").stat().st_size < 60_000
    assert (long.out / long.versions / "listing.json").stat().st_size > 60_000
    asked: list[str] = []
    page.on("request", lambda one: asked.append(one.url))
    page.goto(long.versions)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert not [one for one in asked if one.endswith("/listing.json")]
    box = page.locator("#listing")
    box.locator("[data-dp-old]").select_option("large-3")
    box.locator("[data-dp-new]").select_option("large-23")
    expect(box.locator("[data-dp-said]")).to_have_text("2 settings differ")
    expect(box.locator("div.dp-diff ins").first).to_contain_text("23th")
    assert len([one for one in asked if one.endswith("/listing.json")]) == 1


def test_versions_that_cannot_be_read_are_asked_for_again(page: Page, long: Long) -> None:
    page.route("**/listing.json", lambda route: route.abort(), times=1)
    page.goto(long.versions)
    box = page.locator("#listing")
    box.locator("[data-dp-old]").select_option("large-3")
    expect(box.locator("[data-dp-said]")).to_have_text("The versions could not be read. Choose again.")
    box.locator("[data-dp-new]").select_option("large-4")
    expect(box.locator("[data-dp-said]")).to_have_text("2 settings differ")
