"""The charts: what they show, what the tables beside them say, and the rows that both come from, are the same."""

from __future__ import annotations

import csv
import io
import json
import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from .kinds import PageKind

pytestmark = pytest.mark.xdist_group("site-browser")


@pytest.fixture
def metrics(kinds: list[PageKind]) -> str:
    return next(kind.path for kind in kinds if kind.name == "metrics.html")


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1440, "height": 900}, base_url=address, reduced_motion="reduce")
    yield context.new_page()
    context.close()


def exported(site: Path, metrics: str) -> list[tuple[date, str, str, int, bool]]:
    """Day, environment, tenant, calls, success of each exported row of the app: from the export, not from a roll-up."""
    partner, app = metrics.split("/")[1], metrics.split("/")[3]
    facts = Path(__file__).parents[3] / f"registry/managed/partners/{partner}/apps/{app}/credentials.yaml"
    text = facts.read_text()
    found = []
    with (site.parent / "telemetry-of-the-sample/exports/requests.jsonl").open() as lines:
        for line in lines:
            row = json.loads(line)
            extra = row["customDimensions"]
            if extra["ClientId"] in text:
                day = date.fromisoformat(row["timestamp"][:10])
                found.append((day, extra["ClientId"], extra["Tenant"], row["itemCount"], row["success"]))
    return found


def period(day: date, name: str) -> str:
    if name == "week":
        return f"Week of {day - timedelta(days=day.weekday())}"
    return day.isoformat()[:7] if name == "month" else day.isoformat()


def opened(page: Page, metrics: str) -> None:
    """The page, once its data are there."""
    page.goto(metrics)
    expect(page.locator("[data-dp-calls] [data-dp-count]")).not_to_have_text("")


def told(page: Page) -> dict[str, tuple[int, int]]:
    """Calls and failed calls by period, from the table beside the chart."""
    rows = page.locator("[data-dp-calls] tbody tr").evaluate_all(
        "(rows) => rows.map((row) => [...row.cells].map((one) => one.dataset.dpValue ?? one.textContent))"
    )
    return {row[0]: (int(row[-2]), int(row[-1])) for row in rows}


@pytest.mark.parametrize("by", ["day", "week", "month"])
def test_sums_equal_those_of_the_exported_rows(page: Page, site: Path, metrics: str, by: str) -> None:
    opened(page, metrics)
    page.locator("select[name=period]").select_option(by)
    page.locator("select[name=span]").select_option("400")
    sums: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for day, _, _, calls, success in exported(site, metrics):
        sums[period(day, by)][0] += calls
        sums[period(day, by)][1] += 0 if success else calls
    found = told(page)
    assert {name: both for name, both in found.items() if both != (0, 0)} == {
        name: (calls, failed) for name, (calls, failed) in sums.items()
    }
    total = sum(calls for calls, _ in sums.values())
    expect(page.locator("[data-dp-calls] [data-dp-count]")).to_have_text(f"{total:,} calls")


def test_a_tenant_alone_has_the_sums_of_its_rows(page: Page, site: Path, metrics: str) -> None:
    opened(page, metrics)
    page.locator("select[name=span]").select_option("400")
    data = page.evaluate("fetch(document.querySelector('[data-dp-calls]').dataset.dpCalls).then((got) => got.json())")
    tenant = next(one for one in data["tenants"] if one.startswith("Cust"))
    page.locator("select[name=tenant]").select_option(tenant)
    rows = [row for row in exported(site, metrics) if row[2] == tenant]
    assert sum(calls for calls, _ in told(page).values()) == sum(row[3] for row in rows) > 0


def test_the_legend_is_worked_by_keys_and_the_text_follows(page: Page, metrics: str) -> None:
    opened(page, metrics)
    button = page.locator(".dp-legend button").first
    expect(button).to_have_attribute("aria-pressed", "true")
    said = page.locator("[data-dp-calls] [data-dp-count]").text_content()
    expect(page.locator("[data-dp-calls] [data-dp-chart] svg path").first).to_be_attached()
    button.focus()
    page.keyboard.press("Space")
    expect(button).to_have_attribute("aria-pressed", "false")
    expect(page.locator("[data-dp-calls] [data-dp-count]")).not_to_have_text(str(said))
    expect(page.locator(":focus")).to_have_text(str(button.text_content()))
    page.keyboard.press("Enter")
    expect(page.locator("[data-dp-calls] [data-dp-count]")).to_have_text(str(said))


def test_before_there_are_data_nothing_can_be_pressed(page: Page, metrics: str) -> None:
    page.route("**/calls.json", lambda route: route.abort())
    page.goto(metrics)
    expect(page.locator("[data-dp-calls] [data-dp-said]")).to_contain_text("could not be loaded")
    expect(page.locator("[data-dp-calls] .dp-legend button:enabled")).to_have_count(0)


def test_what_is_left_out_stays_so_when_the_period_changes(page: Page, metrics: str) -> None:
    opened(page, metrics)
    page.locator("select[name=span]").select_option("400")
    page.locator(".dp-legend button").first.click()
    said = page.locator("[data-dp-calls] [data-dp-count]").text_content()
    page.locator("select[name=period]").select_option("month")
    expect(page.locator(".dp-legend button").first).to_have_attribute("aria-pressed", "false")
    expect(page.locator("[data-dp-calls] [data-dp-count]")).to_have_text(str(said))


def test_the_csv_is_the_table(page: Page, metrics: str) -> None:
    opened(page, metrics)
    page.locator("select[name=period]").select_option("month")
    with page.expect_download() as got:
        page.locator("[data-dp-calls] [data-dp-export]").click()
    rows = list(csv.reader(io.StringIO(got.value.path().read_text(encoding="utf-8-sig"))))
    assert rows[0][0] == "Month"
    assert {row[0]: (int(row[-2]), int(row[-1])) for row in rows[1:]} == told(page)


def test_without_scripts_the_months_stand_in_a_table(browser: Browser, address: str, site: Path, metrics: str) -> None:
    context = browser.new_context(base_url=address, java_script_enabled=False)
    page = context.new_page()
    page.goto(metrics)
    expect(page.locator("[data-dp-tools]").first).to_be_hidden()
    rows = page.locator("[data-dp-calls] tbody tr")
    totals = [int(re.sub(r"\D", "", text)) for text in rows.locator("td:nth-last-child(2)").all_text_contents()]
    assert sum(totals) == sum(row[3] for row in exported(site, metrics))
    context.close()


def test_data_of_a_page_is_small(site: Path) -> None:
    files = list(site.rglob("calls.json"))
    assert files
    assert all(file.stat().st_size <= 150_000 for file in files)
