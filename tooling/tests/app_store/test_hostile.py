"""Hostile texts in every field of an app and a partner, in a real browser and without a policy that would help."""

from __future__ import annotations

import dataclasses
import functools
import json
import re
import threading
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Sequence
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from devportal.decide.pages.store import Shelf, listed_apps
from devportal.decide.store.chronicle import Chronicle
from devportal.domain.listing import Link
from devportal.domain.partner import ProfileLink
from devportal.domain.snapshot import AppRecords, Filed, PartnerRecords, Snapshot, TreeEntry
from devportal.flows.load import load
from devportal.flows.read import open_folder
from devportal.flows.store import Site, write_stores
from devportal.flows.store_alone import copy_assets
from devportal.gateways.folder import blob_id
from playwright.sync_api import Browser, expect
from pydantic import ValidationError

from ..conftest import ROOT, VALID
from .hostile import SECRET, texts

pytestmark = pytest.mark.xdist_group("app-store")

FORMATTED = {"p", "strong", "em", "ul", "ol", "li", "a", "br"}
LOOK = """async ({ paths, formatted }) => {
  const frame = document.createElement('iframe');
  document.body.append(frame);
  const seen = {};
  for (const path of paths) {
    await new Promise((done) => { frame.onload = done; frame.src = '/' + path; });
    const own = frame.contentDocument;
    const every = [...own.querySelectorAll('*')];
    seen[path] = {
      skeleton: every.filter((one) => one.closest('body'))
        .filter((one) => one.className || one.id || !formatted.includes(one.localName))
        .map((one) => one.localName + '#' + one.id + '.' + (one.className.baseVal ?? one.className)),
      wrong: every.flatMap((one) => [...one.attributes].filter((has) => has.name.startsWith('on')
        || has.name === 'style' || has.name === 'srcdoc' || (['href', 'src', 'action', 'data'].includes(has.name)
          && !/^(https:|mailto:|tel:|[.#])/.test(has.value)))
        .map((has) => one.localName + ' ' + has.name + '=' + has.value)),
      headings: own.querySelectorAll('h1').length,
      last: own.body.lastElementChild.localName,
      facts: [...own.querySelectorAll('script[type]')].map((one) => one.textContent),
      place: frame.contentWindow.location.pathname,
    };
  }
  frame.remove();
  return seen;
}"""
"""Opens page after page in one frame, and says what each is made of."""


def _with(filed: Any, **changes: Any) -> Any:
    """A record with fields that no validation has seen: what is tested is the pages, not the gate before them."""
    return Filed(filed.location, filed.record.model_copy(update=changes))


def _part(record: Any, **changes: Any) -> Any:
    return record.model_copy(update=changes)


class Pictures:
    """The example's pictures by content: the hostile apps have no files of their own."""

    def __init__(self) -> None:
        files = (file.read_bytes() for file in (VALID / "registry").rglob("*.png"))
        self._data = {blob_id(data): data for data in files}

    def entries(self, below: Sequence[str] = ()) -> list[TreeEntry]:
        """None has a path."""
        return []

    def content_id(self, folder: str = "registry") -> str:
        """None."""
        return ""

    def read(self, entry: TreeEntry, limit: int) -> bytes | None:
        """A picture's bytes."""
        return self._data[entry.oid]


def hostile_app(app: AppRecords, number: int, text: str) -> AppRecords:
    """The example app with the text in every text field."""
    assert app.settings
    listing = app.listings["initial"].record
    media = listing.media
    return dataclasses.replace(
        app,
        id=f"app-{number}",
        settings=_with(app.settings, name=text, hidden=False, beta=True),
        listings={
            "initial": _with(
                app.listings["initial"],
                details=_part(listing.details, links=tuple(_part(one, text=text) for one in listing.details.links)),
                media=_part(
                    media,
                    home_icon=_part(media.home_icon, alt=text),
                    detail_icon=_part(media.detail_icon, alt=text),
                    screenshots=tuple(_part(one, alt=text) for one in media.screenshots),
                    videos=tuple(_part(one, description=text) for one in media.videos),
                ),
                description=_part(
                    listing.description, header=text, about=text, key_features=(text, text), whats_new=text
                ),
                prices=_part(listing.prices, pricing_information=text, terms_and_conditions=text),
                installation=_part(
                    listing.installation,
                    getting_started=(text,),
                    additional_requirements=(text,),
                    uninstalling=text,
                ),
                seo=_part(listing.seo, meta_description=text, meta_keywords=(text,)),
            )
        },
    )


def hostile_snapshot(file: str) -> Snapshot:
    """The example registry with an app for each text, and a partner for each tenth."""
    snapshot = load(open_folder(VALID))
    acme = snapshot.partners["acme"]
    apps = [hostile_app(acme.apps["visual-reports"], n, one) for n, one in enumerate(["Plain", *texts(file)])]
    partners = {}
    for start in range(0, len(apps), 10):
        group = apps[start : start + 10]
        name = group[0].settings.record.name if group[0].settings else ""
        partners[f"partner-{start}"] = _partner(acme, f"partner-{start}", group, name)
    return dataclasses.replace(snapshot, partners=partners)


def _partner(acme: PartnerRecords, key: str, apps: list[AppRecords], text: str) -> PartnerRecords:
    profile = acme.profiles["initial"]
    links = tuple(_part(one, text=text) for one in profile.record.links)
    logo = _part(profile.record.logo, alt=text)
    return dataclasses.replace(
        acme,
        id=key,
        settings=_with(acme.settings, name=text),
        profiles={"initial": _with(profile, description=text, meta_description=text, logo=logo, links=links)},
        apps={app.id: app for app in apps},
    )


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Snapshot]:
    place = tmp_path_factory.mktemp("hostile")
    (place / "secret.txt").write_text(SECRET)
    snapshot = hostile_snapshot(str(place / "secret.txt"))
    keys = [one.key for one in listed_apps(snapshot)]
    chronicle = Chronicle(2_000_000_000, dict.fromkeys(keys, 1_999_000_000), dict.fromkeys(keys, 1_999_900_000))
    out = place / "out"
    copy_assets(out)
    site = Site(ROOT, "https://store.example/", {})
    shelf = Shelf(root="", site=site.address, chronicle=chronicle, is_in_portal=False)
    write_stores(site, out, Pictures(), snapshot, [shelf], with_robots=True)
    return out, snapshot


class Open(SimpleHTTPRequestHandler):
    def log_message(self, *said: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def open_address(hostile: tuple[Path, Snapshot]) -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Open, directory=str(hostile[0]))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def test_there_are_more_than_three_hundred() -> None:
    assert len(texts("x")) > 300


def test_none_comes_alive_and_none_breaks_the_page(
    browser: Browser, hostile: tuple[Path, Snapshot], open_address: str
) -> None:
    context = browser.new_context()
    wrong: list[str] = []
    context.expose_function("hit", lambda *said: wrong.append("ran"))
    page = context.new_page()
    page.on("dialog", lambda dialog: (wrong.append(f"dialog {dialog.message}"), dialog.dismiss()))
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("request", lambda asked: asked.url.startswith((open_address, "data:")) or wrong.append(asked.url))
    page.goto(f"{open_address}robots.txt")
    names = {f"{one.key[0]}/{one.key[1]}/": one.settings.name for one in listed_apps(hostile[1])}
    plain = next(path for path in names if path.endswith("/app-0/"))
    allowed = set(page.evaluate(LOOK, {"paths": [plain], "formatted": list(FORMATTED)})[plain]["skeleton"])
    paths = [*sorted(names), *(f"{name}/" for name in hostile[1].partners)]
    for start in range(0, len(paths), 20):
        group = paths[start : start + 20]
        for path, seen in page.evaluate(LOOK, {"paths": group, "formatted": list(FORMATTED)}).items():
            assert seen["wrong"] == [], (path, names.get(path))
            assert path not in names or set(seen["skeleton"]) <= allowed, (path, names[path])
            assert (seen["headings"], seen["last"], seen["place"]) == (1, "footer", f"/{path}"), (path, names.get(path))
            assert all(json.loads(one)["@context"] == "https://schema.org" for one in seen["facts"]), path
        assert wrong == [], [names.get(path) for path in group]
    context.close()


def test_a_heading_is_the_name_letter_by_letter(
    hostile: tuple[Path, Snapshot], browser: Browser, open_address: str
) -> None:
    page = browser.new_page()
    for one in listed_apps(hostile[1])[::7]:
        page.goto(f"{open_address}{one.key[0]}/{one.key[1]}/", wait_until="commit")
        shown = page.locator("h1").text_content()
        # A browser drops NUL and joins line ends; everything else has to come back as it was written.
        assert shown == one.settings.name.replace("\0", "").replace("\r\n", "\n"), one.key
    page.close()


def test_search_results_stay_texts(browser: Browser, hostile: tuple[Path, Snapshot], open_address: str) -> None:
    context = browser.new_context()
    wrong: list[str] = []
    context.expose_function("hit", lambda *said: wrong.append("ran"))
    page = context.new_page()
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("request", lambda asked: asked.url.startswith((open_address, "data:")) or wrong.append(asked.url))
    page.goto(f"{open_address}?sort=name")
    expect(page.locator("[data-tiles] > li")).to_have_count(24)
    count = len(listed_apps(hostile[1]))
    while page.locator("[data-more]").is_visible():
        before = page.locator("[data-tiles] > li").count()
        page.locator("[data-more]").click()
        expect(page.locator(f"[data-tiles] > li:nth-child({before + 1})")).to_be_attached()
    expect(page.locator("[data-tiles] > li")).to_have_count(count)
    assert set(page.evaluate("[...document.querySelectorAll('[data-tiles] *')].map((one) => one.localName)")) <= {
        "li", "a", "span", "picture", "source", "img",
    }  # fmt: skip
    assert wrong == []
    for text in ("<script>hit()</script>", "{{ 7 * 7777 }}", "\u202e", "javascript:hit()"):
        page.get_by_role("searchbox").fill(text)
        expect(page).to_have_url(re.compile(re.escape(quote(text, safe="")[:4])))
    assert wrong == []
    context.close()


def test_no_file_is_read_and_no_template_runs(hostile: tuple[Path, Snapshot]) -> None:
    out = hostile[0]
    for file in out.rglob("*"):
        if file.suffix in {".html", ".json", ".xml", ".txt"}:
            text = file.read_text(encoding="utf-8")
            assert SECRET not in text, file
            assert str(7 * 7777) not in text, file
            assert "root:x:" not in text, file


def test_feed_sitemap_and_data_are_well_formed(hostile: tuple[Path, Snapshot]) -> None:
    out = hostile[0]
    for name in ("feed.xml", "sitemap.xml"):
        ET.parse(out / name)
    apps = json.loads((out / "apps.json").read_text(encoding="utf-8"))["apps"]
    assert {one["name"] for one in apps} >= set(texts("x")) & {one["name"] for one in apps}
    assert len(apps) == len(listed_apps(hostile[1]))


def test_addresses_are_refused_before_they_reach_a_page() -> None:
    taken = []
    for text in texts("/x"):
        for model, value in (
            (Link, {"type": "Install", "url": text, "text": "x"}),
            (ProfileLink, {"url": text, "text": "x"}),
        ):
            try:
                model.model_validate(value)
            except ValidationError:
                continue
            taken.append(text)
    assert taken == []
