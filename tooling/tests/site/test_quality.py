"""Each kind of page in a real browser: for everybody who reads it, on a phone and on a desk, by day and by night."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from .conftest import ROOT
from .kinds import PageKind, templates

pytestmark = pytest.mark.xdist_group("site-browser")

AXE = ROOT / "build/npm/node_modules/axe-core/axe.min.js"
LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
RUN = """async (only) => {
  await Promise.all(document.getAnimations().map((one) => one.finished.catch(() => {})));
  const found = await axe.run(document, {runOnly: only, resultTypes: ['violations']});
  return found.violations.flatMap((one) => one.nodes.map((node) => `${one.id}: ${node.html.slice(0, 160)}`));
}"""
SHIFTS = """() => new Promise((done) => {
  const found = [];
  new PerformanceObserver((list) => {
    for (const one of list.getEntries()) {
      const moved = one.sources.map((source) => source.node?.outerHTML?.slice(0, 120) ?? source.node?.textContent);
      if (one.value > 0.001) found.push(`the layout shifts by ${one.value.toFixed(4)}: ${moved}`);
    }
  }).observe({type: 'layout-shift', buffered: true});
  requestAnimationFrame(() => requestAnimationFrame(() => done(found)));
})"""


def test_no_template_is_forgotten(kinds: list[PageKind]) -> None:
    """Who adds a template adds a page of it to the sample, and it is looked at here by itself."""
    assert templates(ROOT) - {kind.name for kind in kinds} == set()


def violations(page: Page, only: list[str], kind: str = "tag") -> list[str]:
    found: list[str] = page.evaluate(RUN, {"type": kind, "values": only})
    return found


@pytest.mark.parametrize(("width", "height", "scheme"), [(1440, 900, "light"), (390, 844, "dark")])
def test_every_kind_of_page(
    browser: Browser, address: str, kinds: list[PageKind], width: int, height: int, scheme: Any
) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": height}, color_scheme=scheme, reduced_motion="reduce"
    )
    page = context.new_page()
    here = ""
    wrong: list[str] = []

    def note(what: object) -> None:
        wrong.append(f"{here}: {what}")

    page.on("console", lambda said: said.type in {"error", "warning"} and note(said.text))
    page.on("pageerror", note)
    page.on("request", lambda asked: asked.url.startswith((address, "data:", "blob:")) or note(asked.url))
    page.on("response", lambda got: got.status >= 400 and note(f"{got.status} {got.url}"))
    for kind in kinds:
        here = kind.name
        page.unroute_all()
        if kind.name == "people.html":
            # The door would lead on at once.
            page.route("**/me.json", lambda route: route.fulfill(json={}))
        page.goto(address + kind.path, wait_until="load")
        for found in page.evaluate(SHIFTS):
            note(found)
        facts = page.evaluate(
            """() => [document.documentElement.scrollWidth, document.querySelectorAll('main').length,
            document.querySelectorAll('h1').length, document.documentElement.lang]"""
        )
        if facts != [width, 1, 1, "en"]:
            note(f"width, main, h1, language: {facts}")
        page.evaluate(AXE.read_text())
        for found in violations(page, LEVELS):
            note(found)
        other = "default" if scheme == "dark" else "slate"
        page.evaluate("(name) => document.body.setAttribute('data-md-color-scheme', name)", other)
        for found in violations(page, ["color-contrast", "link-in-text-block"], "rule"):
            note(f"in the other colours: {found}")
    assert wrong == []
    context.close()


WIDTHS = "() => [...document.querySelectorAll('.dp-table thead th')].map((one) => one.getBoundingClientRect().width)"


def test_a_list_keeps_its_columns_when_they_can_be_sorted(browser: Browser, address: str) -> None:
    """However late the script comes that makes buttons of the headings."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    held: list[Route] = []
    page.route("**/portal-list.js", lambda route: held.append(route))
    page.goto(f"{address}partners/granite-erp/applications/", wait_until="commit")
    expect(page.locator(".dp-table thead th").first).to_be_visible()
    page.evaluate("() => document.fonts.ready.then(() => null)")
    expect(page.locator(".dp-grid__sort")).to_have_count(0)
    before = page.evaluate(WIDTHS)
    for route in held:
        route.continue_()
    expect(page.locator(".dp-grid__sort").first).to_be_visible()
    assert page.evaluate(WIDTHS) == before
    context.close()


def test_every_page_is_small(site: Path) -> None:
    """Of the portal, the documents and the App Store: a phone has it in a moment."""
    large = {str(file): file.stat().st_size for file in site.rglob("*.html") if file.stat().st_size >= 60_000}
    assert large == {}
