"""The built website: links, privacy, hostile texts."""

from __future__ import annotations

import html.parser
import json
import shutil
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from devportal.domain.audience import audience_of
from devportal.flows.build import build_site
from devportal.flows.render import render_pages

from .conftest import ROOT

VALID = Path(__file__).parents[1] / "examples" / "valid"
HOSTILE = "<img src=x onerror=alert(1)>{{ config.site_dir }}{% raw %}"
PLANTED = "Zweiundvierzigfach"

pytestmark = pytest.mark.xdist_group("site")


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


@cache
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
        one for one in json.loads(index)["docs"] if not audience_of(one["location"].partition("#")[0]).is_public
    ]
    for folder in ("partners", "people", "staff"):
        assert f"devportal.example/{folder}/" not in (hostile_site / "sitemap.xml").read_text()
    assert "/app-store/acme/visual-reports/" in (hostile_site / "app-store/sitemap.xml").read_text()
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
    every = (site / "partners").rglob("media/*.png")
    served = [file for file in every if not any(part.startswith("app-store-") for part in file.parts)]
    kept = {file for file in (ROOT / "registry").rglob("*.png") if "people" not in file.parts}
    assert len(served) == len(kept)


def test_other_engines_get_the_same_pages(tmp_path: Path) -> None:
    count = render_pages(VALID, tmp_path / "docs")
    assert count > 40
    text = (tmp_path / "docs/partners/acme/index.md").read_text()
    meta = json.loads(text.split("---\n")[1])
    assert meta["template"] == "partner.html"
    assert meta["search"] == {"exclude": True}
