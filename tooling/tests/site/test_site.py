"""The built website: links, privacy, hostile texts, and a look by a real browser."""

from __future__ import annotations

import functools
import html.parser
import json
import shutil
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from devportal.flows.build import build_site
from devportal.flows.render import render_pages
from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).parents[3]
VALID = Path(__file__).parents[1] / "examples" / "valid"
HOSTILE = "<img src=x onerror=alert(1)>{{ config.site_dir }}{% raw %}"
PLANTED = "Zweiundvierzigfach"

pytestmark = pytest.mark.xdist_group("site")


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The website of the committed sample."""
    out = tmp_path_factory.mktemp("site")
    build_site(ROOT, out)
    return out


@pytest.fixture(scope="session")
def hostile_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The website of a registry whose texts try to come alive, with a word planted in private texts."""
    root = tmp_path_factory.mktemp("hostile")
    shutil.copytree(VALID / "registry", root / "registry")
    shutil.copytree(ROOT / "site", root / "site")
    shutil.copy(ROOT / "mkdocs.yml", root)
    partner = root / "registry/partners/acme/partner.yaml"
    partner.write_text(partner.read_text().replace("name: Acme", f"name: '{HOSTILE}'"))
    listing = root / "registry/partners/acme/apps/visual-reports/listing/initial.yaml"
    header = f"header: '{HOSTILE}'"
    listing.write_text(listing.read_text().replace("header: See your sales before your coffee gets cold.", header))
    text = "authorize_text: Visual Reports reads sales and shows them as charts."
    configuration = root / "registry/partners/acme/apps/visual-reports/configuration/initial.yaml"
    configuration.write_text(configuration.read_text().replace(text, f"authorize_text: {PLANTED}"))
    out = root / "out"
    build_site(root, out)
    return out


class Links(html.parser.HTMLParser):
    """Collects what a page leads to, and what it loads."""

    def __init__(self) -> None:
        super().__init__()
        self.leads: list[str] = []
        self.loads: list[str] = []
        self.ids: set[str] = set()
        self.tags: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.tags.append(tag)
        if found.get("id"):
            self.ids.add(str(found["id"]))
        if tag == "a" and found.get("href"):
            self.leads.append(str(found["href"]))
        if tag == "link" and found.get("href") and found.get("rel") not in {"canonical", "prev", "next"}:
            self.loads.append(str(found["href"]))
        if found.get("src"):
            self.loads.append(str(found["src"]))


def read_page(file: Path) -> Links:
    links = Links()
    links.feed(file.read_text(encoding="utf-8"))
    return links


def pages_of(site: Path) -> list[Path]:
    return [file for file in sorted(site.rglob("*.html")) if file.name != "404.html"]


def test_every_link_leads_somewhere(site: Path) -> None:
    missing = set()
    for file in pages_of(site):
        links = read_page(file)
        here = f"http://site/{file.relative_to(site).as_posix()}"
        for href in [*links.leads, *links.loads]:
            parts = urlsplit(urljoin(here, href))
            if parts.netloc != "site" or parts.path == "/sign-out":
                continue
            target = site / unquote(parts.path).lstrip("/")
            if target.is_dir():
                target /= "index.html"
            if not target.is_file():
                missing.add((href, here))
    assert missing == set()


def test_no_page_loads_anything_from_another_host(site: Path) -> None:
    for file in [*pages_of(site), site / "404.html"]:
        for address in read_page(file).loads:
            assert not urlsplit(address).netloc, (file, address)
    for sheet in site.rglob("*.css"):
        assert "url(http" not in sheet.read_text(encoding="utf-8").replace('"', "").replace("'", "")


def test_pages_have_one_heading_and_a_title(site: Path) -> None:
    for file in pages_of(site):
        assert read_page(file).tags.count("h1") == 1, file


def test_private_pages_are_not_searched_and_not_in_the_sitemap(hostile_site: Path) -> None:
    index = (hostile_site / "search" / "search_index.json").read_text()
    assert PLANTED not in index
    assert not [
        one for one in json.loads(index)["docs"] if one["location"].startswith(("partners/", "people/", "staff/"))
    ]
    for folder in ("partners", "people", "staff"):
        assert f"devportal.example/{folder}/" not in (hostile_site / "sitemap.xml").read_text()
    assert "/app-store/acme/visual-reports/" in (hostile_site / "sitemap.xml").read_text()
    private = hostile_site / "partners/acme/apps/visual-reports/configuration/initial/index.html"
    assert PLANTED in private.read_text()
    for file in hostile_site.rglob("*"):
        if file.is_file() and not {"partners", "people", "staff"} & set(file.relative_to(hostile_site).parts):
            assert PLANTED.encode() not in file.read_bytes(), file


def test_hostile_texts_stay_texts(hostile_site: Path) -> None:
    seen = 0
    for file in pages_of(hostile_site):
        text = file.read_text(encoding="utf-8")
        assert "<img src=x" not in text, file
        assert str(hostile_site) not in text, file
        seen += "&lt;img src=x onerror=alert(1)&gt;{{ config.site_dir }}" in text
    assert seen >= 5


def test_pictures_are_written_anew(site: Path) -> None:
    served = {file.relative_to(site / "media").as_posix() for file in (site / "media").rglob("*.png")}
    kept = {file for file in (ROOT / "registry").rglob("*.png") if "people" not in file.parts}
    assert len(served) == len(kept)


def test_other_engines_get_the_same_pages(tmp_path: Path) -> None:
    count = render_pages(ROOT, tmp_path / "docs")
    assert count > 400
    text = (tmp_path / "docs/partners/granite-erp/index.md").read_text()
    meta = json.loads(text.split("---\n")[1])
    assert meta["template"] == "partner.html"
    assert meta["search"] == {"exclude": True}


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield opened
        opened.close()


ME = {
    "person": "aino-korhonen",
    "name": "Aino Korhonen",
    "partners": [{"id": "granite-erp", "name": "Granite Bridge", "permissions": ["log-in", "read"]}],
    "staff": False,
    "roles": [],
}


class Quiet(SimpleHTTPRequestHandler):
    def do_GET(self) -> None:
        if self.path != "/me.json":
            return super().do_GET()
        data = json.dumps(ME).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)
        return None

    def log_message(self, *said: object) -> None:
        """Say nothing."""


@pytest.fixture
def address(site: Path) -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(site))) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


PAGES = [
    "",
    "app-store/",
    "app-store/lanternfish-analytics/lanternfish-reports/",
    "app-store/rowan-telephony/",
    "partners/granite-erp/",
    "partners/rowan-telephony/users/",
    "partners/granite-erp/apps/granite-sync/",
    "partners/granite-erp/apps/granite-sync/configuration/initial/",
    "partners/granite-erp/requests/",
    "people/aino-korhonen/",
    "staff/",
    "staff/publish-status/",
    "staff/waiting-times/",
    "guide/partners/",
    "reference/findings/DP440/",
    "reference/settings/listing/",
]

CONTRAST = """() => {
  const parse = (text) => text.match(/[\\d.]+/g).map(Number);
  const shine = ([r, g, b]) => [r, g, b].map((v) => v / 255)
    .map((v) => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const ground = (node) => {
    for (let here = node; here; here = here.parentElement) {
      const style = getComputedStyle(here);
      if (style.backgroundImage !== 'none') return null;
      const colour = parse(style.backgroundColor);
      if (colour.length < 4 || colour[3] === 1) return colour;
      if (colour[3] > 0) return null;
    }
    return [255, 255, 255];
  };
  const bad = [];
  for (const node of document.querySelectorAll('.dp-page *')) {
    const own = [...node.childNodes].some((one) => one.nodeType === 3 && one.textContent.trim());
    if (!own || !node.offsetParent) continue;
    const style = getComputedStyle(node), back = ground(node), fore = parse(style.color);
    if (!back || (fore.length > 3 && fore[3] < 1)) continue;
    const [a, b] = [shine(back), shine(fore)].sort((x, y) => y - x);
    if ((a + 0.05) / (b + 0.05) < 4.5) bad.push(node.className + ' ' + node.textContent.trim().slice(0, 30));
  }
  return bad;
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 390])
def test_a_browser_finds_nothing_wrong(browser: Browser, address: str, width: int, scheme: str) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    wrong: list[str] = []
    page.on("console", lambda said: said.type in {"error", "warning"} and wrong.append(said.text))
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("request", lambda asked: asked.url.startswith((address, "data:", "blob:")) or wrong.append(asked.url))
    page.on("response", lambda got: got.status >= 400 and wrong.append(f"{got.status} {got.url}"))
    for path in PAGES:
        page.goto(address + path, wait_until="load")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
        assert page.evaluate(CONTRAST) == [], path
        assert page.evaluate("[...document.images].filter((one) => !one.hasAttribute('alt')).length") == 0, path
        assert page.evaluate("document.querySelectorAll('main').length") == 1, path
        assert page.evaluate("document.documentElement.lang") == "en", path
    assert wrong == []
    context.close()


def test_the_keyboard_reaches_the_content(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.goto(address + "app-store/")
    link = page.locator(".dp-card__link").first
    link.focus()
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
    page.keyboard.press("Enter")
    page.wait_for_url("**/app-store/*/*/")
    assert page.locator("h1").count() == 1
    page.close()


def test_without_scripts_everything_is_there(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + "partners/granite-erp/apps/granite-sync/")
    assert page.locator(".dp-state--published").count() == 6
    assert page.get_by_role("row", name="Configuration").count() == 1
    context.close()
