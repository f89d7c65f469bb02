"""Forms for everybody: keyboard, screen reader, phone, light and dark, and a browser without scripts."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from ..conftest import ROOT

pytestmark = pytest.mark.xdist_group("forms")

AXE = ROOT / "build/npm/node_modules/axe-core/axe.min.js"
PAGES = ["new-app", "new-version", "new-version?part=listing", "publish", "add-user", "register"]


def violations(page: Any) -> list[str]:
    """What axe finds in the content, WCAG 2.2 AA and best practices included."""
    if not page.evaluate("typeof axe !== 'undefined'"):
        page.evaluate(AXE.read_text())
    found = page.evaluate("axe.run(document.querySelector('main')).then((found) => found.violations)")
    return [f"{one['id']}: {node['html'][:120]}" for one in found for node in one["nodes"]]


@pytest.mark.parametrize(
    ("name", "width", "scheme"),
    [*((name, 1280, "light") for name in PAGES), *((name, 390, "dark") for name in PAGES[:3])],
)
def test_axe_finds_nothing(open_form, name: str, width: int, scheme: str) -> None:  # type: ignore[no-untyped-def]
    name, _, query = name.partition("?")
    form = open_form(name, query=f"?{query}", width=width, scheme=scheme)
    form.page.evaluate(
        "(scheme) => document.body.setAttribute('data-md-color-scheme', scheme)",
        {"dark": "slate"}.get(scheme, "default"),
    )
    for add in form.page.get_by_role("button", name="Add ").all():
        add.click()
    for field in form.page.locator(".dpf-form input:not([type=checkbox]), .dpf-form textarea").all():
        if field.is_visible() and field.get_attribute("type") != "date":
            field.fill(" wrong ")
            field.blur()
    form.settle()
    assert violations(form.page) == []
    assert form.page.evaluate("document.documentElement.scrollWidth") <= width


def test_an_error_is_tied_to_its_field(open_form) -> None:  # type: ignore[no-untyped-def]
    form = open_form("new-app")
    name = form.page.get_by_label("Application name")
    name.fill("a" * 65)
    form.settle()
    assert name.get_attribute("aria-invalid") is None
    assert (
        "1 character too many"
        in form.page.locator(
            "#" + str(name.get_attribute("aria-describedby")).split()[-1].replace("[", r"\[").replace("]", r"\]")
        ).inner_text()
    )
    name.blur()
    assert name.get_attribute("aria-invalid") == "true"
    ids = str(name.get_attribute("aria-describedby")).split()
    told = [form.page.evaluate("(id) => document.getElementById(id).textContent", one) for one in ids]
    assert "has 65 characters; at most 64 fit." in told
    name.fill("Acme Tides")
    form.settle()
    assert name.get_attribute("aria-invalid") is None


def test_the_keyboard_is_enough(open_form) -> None:  # type: ignore[no-untyped-def]
    form = open_form("new-app")
    page = form.page
    page.get_by_label("Partner").focus()
    page.keyboard.type("acme")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.type("Acme Tides")
    form.settle()
    assert form.field("kind").input_value() == "custom"
    assert form.field("id").input_value() == "acme-tides"
    page.get_by_role("button", name="Copy command").focus()
    page.keyboard.press("Enter")
    page.get_by_role("status").filter(has_text="cop").wait_for(state="attached")


def test_a_name_of_one_s_own_stays(open_form) -> None:  # type: ignore[no-untyped-def]
    form = open_form("new-app")
    form.fill(name="Acme Tides")
    form.settle()
    form.fill(id="tides")
    form.fill(name="Acme Tide Tables")
    form.settle()
    assert form.field("id").input_value() == "tides"


@pytest.mark.parametrize(
    ("words", "page"),
    [
        ("certification", "guide/certification/"),
        ("create an app", "guide/forms/new-app/"),
        ("webhook agent", "reference/platform/agents/"),
        ("request to publish", "guide/forms/publish/"),
    ],
)
def test_the_search_finds_the_page_that_is_meant(browser: Browser, plain_address: str, words: str, page: str) -> None:
    opened = browser.new_page()
    opened.goto(f"{plain_address}guide/versions/")
    opened.locator(".md-search__input").click()
    opened.keyboard.type(words)
    link = opened.locator(".md-search-result__link").first
    expect(link).to_have_attribute("href", re.compile(rf"{re.escape(page)}(\?|$)"))
    opened.close()


def test_without_scripts_the_command_is_shown(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}guide/forms/publish/")
    text = page.locator("main").inner_text()
    assert "devportal publish PARTNER/APP" in text
    assert page.locator(".dpf").is_hidden()
    assert page.get_by_role("link", name="what each setting means").count() == 1
    context.close()
