"""Logs and Tenants in a real browser: filters that stand in the address, the archive, CSV, keyboard, no scripts."""

from __future__ import annotations

import csv
import functools
import io
import re
import shutil
import threading
from collections.abc import Iterator, Mapping
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from devportal.flows.build import build_site
from devportal.gateways.git_writer import Step, write_history
from playwright.sync_api import Browser, Page, expect

from ..conftest import ROOT, VALID

pytestmark = pytest.mark.xdist_group("log-pages")

EDITS = 430
BEGIN = 1_772_352_000
"""1 March 2026, 08:00 UTC."""
HOSTILE = "=<img src=x onerror=alert(1)>"
APP = "registry/partners/acme/apps/visual-reports"
AXE = ROOT / "build/npm/node_modules/axe-core/axe.min.js"
TENANTS = """tenants:
  - {tenant: Cust10001, name: Fjord AS, environment: production, state: Running, authorisation: active,
     authorised_by: Kari Lund, authorised_on: "2020-02-01T08:00:00Z"}
  - {tenant: Cust10002, name: "=1+1", environment: sod, state: Suspended, authorisation: revoked,
     authorised_by: "Per, \\"Å\\"", authorised_on: "2020-03-01T08:00:00Z", until: "2020-04-01T08:00:00Z"}
  - {tenant: Cust10003, name: Alm AB, environment: production, state: OnlineMaintenance, authorisation: expired,
     authorised_by: Anna, authorised_on: "2020-01-01T08:00:00Z"}
"""


def steps() -> Iterator[Step]:
    files = {
        file.relative_to(VALID).as_posix(): file.read_bytes() for file in sorted(VALID.rglob("*")) if file.is_file()
    }
    tenants = {"registry/managed/partners/acme/apps/visual-reports/tenants.yaml": TENANTS.encode()}
    yield Step("Root Operator", "root@operator.example", BEGIN, "The registry", {**files, **tenants})
    app = files[f"{APP}/app.yaml"]
    for number in range(EDITS):
        extra = b"" if number % 2 else f"uninstall_reporting_emails: [bye-{number}@acme.example]\n".encode()
        who = ("Ola", "ola.berg@acme.example") if number % 3 else ("Ida", "ida.holm@acme.example")
        yield Step(*who, BEGIN + 3600 * (number + 1), "An address", {f"{APP}/app.yaml": app + extra})
    name = files["registry/partners/acme/partner.yaml"].replace(b"name: Acme", f"name: '{HOSTILE}'".encode())
    yield Step("=Mallory", "x@y.example", BEGIN + 3600 * 500, "Mischief", {"registry/partners/acme/partner.yaml": name})


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("portal") / "clone"
    write_history(root, steps())
    shutil.copytree(ROOT / "site", root / "site")
    shutil.copy(ROOT / "mkdocs.yml", root)
    out = root.parent / "out"
    build_site(root, out)
    return out


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *said: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def address(built: Path) -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(built))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/partners/acme/"
        server.shutdown()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1440, "height": 900}, accept_downloads=True)
    opened = context.new_page()
    wrong: list[str] = []
    opened.on("pageerror", lambda error: wrong.append(str(error)))
    opened.on("dialog", lambda dialog: wrong.append(dialog.message))
    yield opened
    context.close()
    assert wrong == []


def rows(page: Page) -> int:
    return page.locator(".dp-log tbody tr[data-kind]").count()


def said(page: Page, text: str) -> None:
    expect(page.locator("[data-dp-count]")).to_have_text(text, timeout=10_000)


def saved(page: Page) -> list[Mapping[str, str]]:
    with page.expect_download() as download:
        page.get_by_role("button", name="Save as CSV").click()
    text = Path(download.value.path()).read_text(encoding="utf-8")
    assert text.startswith("\ufeff")
    for row in csv.reader(io.StringIO(text[1:], newline="")):
        assert not [cell for cell in row if cell.startswith(("=", "+", "-", "@"))]
    return list(csv.DictReader(io.StringIO(text[1:], newline="")))


OF_THE_APP, OF_THE_OTHER_APP, OF_THE_PARTNER = 13, 5, 8
"""Events of the first commit."""
COUNT = EDITS + 1 + OF_THE_APP + OF_THE_OTHER_APP + OF_THE_PARTNER
"""The edits, the mischief, and the first commit."""


def test_all_of_the_log_is_filtered(page: Page, address: str) -> None:
    page.goto(f"{address}logs/")
    said(page, f"1–20 of {COUNT}")
    assert rows(page) == 20
    page.locator("select[name=event]").select_option("app-settings-updated")
    said(page, f"{EDITS} events")
    assert rows(page) == 200
    assert page.url.endswith("/logs/?event=app-settings-updated")
    assert not page.locator(".dp-pager").is_visible()
    page.locator("select[name=by]").select_option("Ida Holm")
    said(page, f"{len(range(0, EDITS, 3))} events")
    page.locator("input[name=text]").fill("BYE-0@ acme")
    said(page, "1 event")
    assert page.locator(".dp-log tbody tr").inner_text().startswith("2026-03-01 09:00")
    page.reload()
    said(page, "1 event")
    assert page.locator("select[name=by]").input_value() == "Ida Holm"
    page.get_by_role("button", name="Clear filters").click()
    said(page, f"1–20 of {COUNT}")
    assert page.url.endswith("/logs/")
    page.locator("input[name=from]").fill("2026-03-02")
    page.locator("input[name=to]").fill("2026-03-02")
    said(page, "24 events")


def test_more_is_shown_on_demand(page: Page, address: str) -> None:
    page.goto(f"{address}logs/?text=visual+reports")
    page.get_by_role("button", name="Show 200 more").focus()
    page.keyboard.press("Enter")
    assert rows(page) == 400
    assert page.evaluate("document.activeElement.tagName") == "TH"
    link = page.locator(".dp-log tbody tr a").last.get_attribute("href")
    assert str(link).endswith("/partners/acme/apps/visual-reports/")


def test_each_page_is_read_once_however_fast_one_types(page: Page, address: str) -> None:
    asked: list[str] = []
    page.on("request", lambda one: asked.append(one.url.partition("?")[0]))
    page.goto(f"{address}logs/")
    asked.clear()
    page.locator("input[name=text]").press_sequentially("bye-0@")
    said(page, "2 events")
    pages = COUNT // 20
    assert sorted(one for one in asked if "/logs/" in one) == sorted(
        f"{address}logs/{number}/" for number in range(2, pages + 2)
    )


def test_a_page_that_could_not_be_read_is_asked_for_again(page: Page, address: str) -> None:
    page.route("**/logs/3/", lambda route: route.abort(), times=1)
    page.goto(f"{address}logs/")
    page.locator("input[name=text]").fill("bye-0")
    said(page, "Older events could not be read. Type or choose again.")
    page.locator("input[name=text]").fill("bye-0@")
    said(page, "2 events")


def test_csv_holds_what_was_chosen(page: Page, address: str) -> None:
    page.goto(f"{address}apps/visual-reports/logs/")
    everything = saved(page)
    assert len(everything) == EDITS + OF_THE_APP
    assert list(everything[0]) == ["Time", "Event", "User", "Description", "Source"]
    assert everything[0]["Time"] == "2026-03-19T06:00:00Z"
    assert everything[1]["Description"].splitlines() == [
        "Adds bye-428@acme.example in Uninstall reporting emails of Acme Visual Reports",
        "Uninstall reporting emails",
        "+ bye-428@acme.example",
    ]
    page.goto(f"{address}logs/?event=partner-settings-updated")
    said(page, "1 event")
    (row,) = saved(page)
    assert row["User"].splitlines() == ["'=Mallory", "not known to the registry"]


def test_without_scripts_the_archive_is_there(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}logs/")
    assert not page.get_by_role("button", name="Save as CSV").is_visible()
    seen = rows(page)
    while page.get_by_role("link", name="Older").count():
        with page.expect_navigation():
            page.get_by_role("link", name="Older").click()
        seen += rows(page)
    assert seen == COUNT
    assert page.get_by_text(re.compile(r"Page (\d+) of \1$")).is_visible()
    page.locator(".dp-log summary").first.click()
    assert page.locator("details[open] :is(ins, del)").first.is_visible()
    context.close()


def test_a_partner_sees_nothing_of_another(built: Path) -> None:
    for file in (built / "partners/acme").rglob("logs/**/index.html"):
        text = file.read_text(encoding="utf-8")
        assert "birch" not in text.lower()
        assert "pocket-maps" not in text
    assert "Pocket Maps" in (built / "partners/birch/logs/index.html").read_text(encoding="utf-8")


def test_tenants_are_filtered_sorted_and_grouped(page: Page, address: str) -> None:
    page.goto(f"{address}tenants/")
    names = page.locator("[data-dp-list] tbody tr th")
    page.get_by_role("button", name="Customer").click()
    assert [one.split("\n")[0] for one in names.all_inner_texts()] == ["=1+1", "Alm AB", "Fjord AS"]
    page.locator("select[name=environment]").select_option("Production")
    assert names.count() == 2
    page.get_by_label("Group by").select_option("state")
    assert page.locator(".dp-grid__group").all_inner_texts() == ["Online maintenance (1)", "Running (1)"]
    assert page.url.endswith("?environment=Production&group=state")
    page.reload()
    assert page.locator(".dp-grid__group").count() == 2
    assert [row["Customer"] for row in saved(page)] == ["Alm AB", "Fjord AS"]
    page.goto(f"{address}tenants/?text=suspended")
    (row,) = saved(page)
    assert row == {
        "Customer": "'=1+1", "Tenant": "Cust10002", "App": "Acme Visual Reports", "Environment": "SOD",
        "Tenant state": "Suspended", "Authorisation": "Revoked", "Authorised": "2020-03-01T08:00:00Z",
        "By": 'Per, "Å"', "Until": "2020-04-01",
    }  # fmt: skip


def test_tenant_names_are_on_private_pages_only(built: Path) -> None:
    named = [file for file in built.rglob("*") if file.is_file() and b"Fjord AS" in file.read_bytes()]
    assert named
    assert {file.relative_to(built).parts[:2] for file in named} == {("partners", "acme")}


@pytest.mark.parametrize(("width", "scheme"), [(1440, "light"), (390, "dark")])
def test_everybody_can_use_them(browser: Browser, address: str, width: int, scheme: str) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    for path in ("logs/3/", "logs/?text=mischief", "tenants/", "apps/visual-reports/tenants/"):
        page.goto(address + path)
        page.locator(".dp-log details").first.evaluate_all("all => all.forEach(one => one.open = true)")
        page.add_script_tag(path=str(AXE))
        found = page.evaluate("axe.run(document.querySelector('.dp-page')).then(got => got.violations)")
        assert [(one["id"], one["nodes"][0]["html"]) for one in found] == [], path
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
    context.close()
