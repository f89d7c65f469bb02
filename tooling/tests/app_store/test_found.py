"""Found and shared: heads, facts for search engines, feed, sitemap, data, addresses that apps once had."""

from __future__ import annotations

import html.parser
import io
import json
import re
import shutil
import subprocess
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import jsonschema
import pytest
from devportal.decide.pages.store import listed_apps
from devportal.decide.store.sitemap import MOST, sitemaps
from devportal.domain.environment import Environment
from devportal.flows.load import load
from devportal.flows.pages import settled_files
from devportal.flows.read import open_folder
from PIL import Image
from playwright.sync_api import BrowserContext, expect

from .conftest import ROOT, SITE, serve

pytestmark = pytest.mark.xdist_group("app-store")

ATOM = "{http://www.w3.org/2005/Atom}"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


class Head(html.parser.HTMLParser):
    """What stands in a page's head, and its JSON-LD."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.meta: dict[str, str] = {}
        self.canonical = ""
        self.title = ""
        self.facts: list[dict[str, Any]] = []
        self._inside = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        self._inside = tag
        if tag == "meta" and (name := found.get("name") or found.get("property")):
            assert name not in self.meta, name
            self.meta[name] = found.get("content", "")
        if tag == "link" and found.get("rel") == "canonical":
            self.canonical = found["href"]
        self._inside = "facts" if found.get("type") == "application/ld+json" else tag

    def handle_data(self, data: str) -> None:
        if self._inside == "title":
            self.title += data
        if self._inside == "facts":
            self.facts.append(json.loads(data))

    def handle_endtag(self, tag: str) -> None:
        self._inside = ""


def heads(store: Path, pattern: str) -> Iterator[tuple[Path, Head]]:
    for file in sorted(store.glob(pattern)):
        yield file, Head(file.read_text(encoding="utf-8"))


def local(store: Path, address: str) -> Path:
    assert address.startswith(SITE), address
    return store / address.removeprefix(SITE)


def test_titles_descriptions_and_canonical_addresses(store: Path) -> None:
    titles = []
    for file, head in heads(store, "app-store/**/index.html"):
        address = f"{SITE}{file.parent.relative_to(store).as_posix()}/"
        assert head.canonical == address
        assert head.meta["og:url"] == address
        assert 10 <= len(head.title) <= 140, head.title
        assert 20 <= len(head.meta["description"]) <= 170, file
        assert head.meta["og:title"] == head.title
        assert "robots" not in head.meta
        titles.append(head.title)
    assert len(titles) > 80
    assert len(set(titles)) == len(titles)


def test_an_app_has_keywords_and_a_picture_to_share(store: Path) -> None:
    for file, head in heads(store, "app-store/*/*/index.html"):
        if "/-/" in file.as_posix():
            continue
        assert head.meta["keywords"]
        with Image.open(local(store, head.meta["og:image"])) as image:
            assert image.size == (1200, 630)
            assert image.format == "PNG"
        assert head.meta["twitter:card"] == "summary_large_image"


def check_facts(store: Path, facts: dict[str, Any]) -> None:
    """What Google and schema.org ask of each type, and that every address leads somewhere."""
    assert facts["@context"] == "https://schema.org"
    match facts["@type"]:
        case "SoftwareApplication":
            assert facts["name"]
            assert facts["applicationCategory"] == "BusinessApplication"
            assert facts["operatingSystem"]
            assert facts["author"]["@type"] == "Organization"
            assert local(store, facts["image"]).is_file()
            assert all(local(store, one).is_file() for one in facts["screenshot"])
            offer = facts["offers"]
            assert offer["@type"] == "Offer"
            assert float(offer["price"]) >= 0
            assert offer["priceCurrency"] == "EUR"
        case "Organization":
            assert facts["name"]
            assert local(store, facts["logo"]).is_file()
            assert all(one.startswith("https://") for one in facts["sameAs"])
        case "BreadcrumbList":
            steps = facts["itemListElement"]
            assert [one["position"] for one in steps] == list(range(1, len(steps) + 1))
            assert all((local(store, one["item"]) / "index.html").is_file() and one["name"] for one in steps)
        case "WebSite":
            action = facts["potentialAction"]
            assert "{search_term_string}" in action["target"]["urlTemplate"]
            assert action["query-input"] == "required name=search_term_string"
        case other:
            pytest.fail(f"{other} is not expected")
    for address in (facts.get("url"),):
        assert address is None or (local(store, address) / "index.html").is_file()


def test_facts_for_search_engines_are_complete(store: Path) -> None:
    kinds: dict[str, int] = {}
    for _, head in heads(store, "app-store/**/index.html"):
        for one in head.facts:
            check_facts(store, one)
            kinds[one["@type"]] = kinds.get(one["@type"], 0) + 1
    listed = len(listed_apps(load(open_folder(ROOT))))
    assert kinds["SoftwareApplication"] == listed
    assert kinds["WebSite"] == 1
    assert kinds["Organization"] >= 10
    assert kinds["BreadcrumbList"] == kinds["SoftwareApplication"] + kinds["Organization"]


def test_the_sitemap_names_exactly_the_public_pages(store: Path) -> None:
    root = ET.parse(store / "app-store/sitemap.xml").getroot()
    assert root.tag == f"{MAP}urlset"
    named = [str(one.findtext(f"{MAP}loc")) for one in root]
    pages = {f"{SITE}{file.parent.relative_to(store).as_posix()}/" for file in store.glob("app-store/**/index.html")}
    assert set(named) == pages
    assert len(named) == len(set(named))
    days = [one.findtext(f"{MAP}lastmod") for one in root]
    assert sum(day is not None for day in days) >= 40
    assert all(datetime.strptime(day, "%Y-%m-%d") for day in days if day)
    robots = dict(settled_files(SITE, public_only=True))["robots.txt"].decode()
    assert f"Sitemap: {SITE}app-store/sitemap.xml\n" in robots
    assert "/app-store/\n" not in re.findall("Disallow: (.*\n)", robots)


def test_many_pages_make_several_sitemaps() -> None:
    pages = [(f"{SITE}{number}", "") for number in range(MOST + 1)]
    files = dict(sitemaps(SITE, "app-store/", pages))
    index = ET.fromstring(files["sitemap.xml"])
    assert index.tag == f"{MAP}sitemapindex"
    assert [str(one.findtext(f"{MAP}loc")).rpartition("/")[2] for one in index] == ["sitemap-1.xml", "sitemap-2.xml"]
    assert [len(ET.fromstring(files[f"sitemap-{n}.xml"])) for n in (1, 2)] == [MOST, 1]


def test_the_feed_is_atom(store: Path) -> None:
    """RFC 4287, section 4: what must be there, once each, absolute, and in time."""
    root = ET.parse(store / "app-store/feed.xml").getroot()
    assert root.tag == f"{ATOM}feed"
    for part in (root, *root.findall(f"{ATOM}entry")):
        assert (
            len(part.findall(f"{ATOM}id"))
            == len(part.findall(f"{ATOM}title"))
            == len(part.findall(f"{ATOM}updated"))
            == 1
        )
        assert part.findall(f"{ATOM}author/{ATOM}name")[0].text
        assert urlsplit(str(part.findtext(f"{ATOM}id"))).scheme == "https"
    links = {one.get("rel"): one.get("href") for one in root.findall(f"{ATOM}link")}
    assert links["self"] == root.findtext(f"{ATOM}id") == f"{SITE}app-store/feed.xml"
    entries = root.findall(f"{ATOM}entry")
    times = [datetime.strptime(str(one.findtext(f"{ATOM}updated")), "%Y-%m-%dT%H:%M:%SZ") for one in entries]
    assert times == sorted(times, reverse=True)
    assert 1 <= len(entries) <= 50
    for one in entries:
        link = one.find(f"{ATOM}link")
        assert link is not None
        assert (local(store, str(link.get("href"))) / "index.html").is_file()
    assert len({one.findtext(f"{ATOM}id") for one in entries}) == len(entries)


def test_the_data_passes_its_schema_and_says_what_the_store_shows(store: Path) -> None:
    data = json.loads((store / "app-store/apps.json").read_text())
    schema = json.loads((store / "app-store/apps.schema.json").read_text())
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.Draft202012Validator(schema).validate(data)
    assert schema == {**json.loads((ROOT / "schemas/apps.schema.json").read_text()), "$id": schema["$id"]}
    listed = listed_apps(load(open_folder(ROOT)))
    assert [one["id"] for one in data["apps"]] == ["/".join(one.key) for one in listed]
    for one in data["apps"]:
        assert (local(store, one["url"]) / "index.html").is_file()
        assert local(store, one["icon"]).is_file()
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**data, "version": 2}, schema)


def git(folder: Path, *arguments: str, day: str = "2026-01-01") -> str:
    stamp = f"{day}T12:00:00Z"
    identity = {
        "GIT_AUTHOR_NAME": "x",
        "GIT_AUTHOR_EMAIL": "x@x.example",
        "GIT_COMMITTER_NAME": "x",
        "GIT_COMMITTER_EMAIL": "x@x.example",
    }
    environment = {
        **identity,
        "GIT_AUTHOR_DATE": stamp,
        "GIT_COMMITTER_DATE": stamp,
        "PATH": "/usr/bin:/bin",
        "HOME": str(folder),
    }
    return subprocess.run(
        ["git", *arguments], cwd=folder, env=environment, check=True, capture_output=True, text=True
    ).stdout


@pytest.fixture
def clone(registry: Path) -> Path:
    """The example registry with a first commit."""
    git(registry, "init", "-q", "-b", "main")
    git(registry, "add", "-A")
    git(registry, "commit", "-qm", "All of it")
    return registry


def record(clone: Path, day: str) -> None:
    git(clone, "add", "-A")
    git(clone, "commit", "-qm", day, day=day)


def stores(clone: Path, out: Path) -> Path:
    from .conftest import build

    shutil.copytree(ROOT / "site", clone / "site", dirs_exist_ok=True)
    return build(clone, out)


APP = "registry/partners/acme/apps/visual-reports"


def test_a_renamed_app_leads_to_its_new_address(clone: Path, tmp_path: Path) -> None:
    for name, day in (("second-name", "2026-02-01"), ("third-name", "2026-03-01")):
        current = next((clone / "registry/partners/acme/apps").glob("*-name"), clone / APP)
        git(clone, "mv", str(current.relative_to(clone)), f"registry/partners/acme/apps/{name}")
        record(clone, day)
    out = stores(clone, tmp_path / "out")
    for old in ("visual-reports", "second-name"):
        head = Head((out / f"app-store/acme/{old}/index.html").read_text())
        assert head.canonical == f"{SITE}app-store/acme/third-name/"
        assert head.meta["robots"] == "noindex"
    text = (out / "app-store/acme/third-name/index.html").read_text()
    assert "1 January 2026" in text
    assert "visual-reports/" not in (out / "app-store/sitemap.xml").read_text()


def test_an_app_that_left_says_so_and_its_name_may_be_taken_again(
    clone: Path, tmp_path: Path, context: BrowserContext
) -> None:
    published = clone / APP / "published.yaml"
    before = published.read_text()
    published.write_text(
        before.replace("  production: initial\n", "", 1)
        if before.count("production") == 1
        else _without_listing(before)
    )
    record(clone, "2026-04-05")
    out = stores(clone, tmp_path / "out")
    page = (out / "app-store/acme/visual-reports/index.html").read_text()
    assert "has left the App Store" in page
    assert "5 April 2026" in page
    assert Head(page).meta["robots"] == "noindex"
    for address in serve(out):
        opened = context.new_page()
        opened.goto(f"{address}app-store/acme/visual-reports/")
        assert opened.locator("h1").inner_text() == "Acme Visual Reports has left the App Store"
        opened.get_by_role("link", name="See the apps in the store").click()
        expect(opened.locator("h1")).to_have_text("App Store")
    assert "visual-reports" not in (out / "app-store/apps.json").read_text()
    published.write_text(before)
    record(clone, "2026-05-06")
    again = stores(clone, tmp_path / "again")
    assert "has left" not in (again / "app-store/acme/visual-reports/index.html").read_text()


def _without_listing(text: str) -> str:
    head, listing, tail = text.partition("listing:")
    return head + listing + "\n".join(line for line in tail.split("\n") if "production" not in line)


def test_an_app_that_was_always_hidden_is_named_nowhere(clone: Path, tmp_path: Path) -> None:
    git(clone, "checkout", "-q", "--orphan", "fresh")
    settings = clone / APP / "app.yaml"
    settings.write_text(settings.read_text() + "hidden: true\n")
    record(clone, "2026-01-02")
    shutil.rmtree(clone / APP)
    record(clone, "2026-02-02")
    out = stores(clone, tmp_path / "out")
    assert not (out / "app-store/acme/visual-reports").exists()
    assert b"Visual Reports" not in b"".join(file.read_bytes() for file in out.glob("app-store/**/*.html"))


def test_new_and_updated_come_from_the_history(clone: Path, tmp_path: Path) -> None:
    listing = clone / APP / "listing"
    (listing / "spring.yaml").write_text(
        (listing / "initial.yaml").read_text().replace("label: Initial", "label: Spring")
    )
    published = clone / APP / "published.yaml"
    head, mark, tail = published.read_text().partition("listing:")
    published.write_text(head + mark + tail.replace("production: initial", "production: spring"))
    record(clone, "2026-08-01")
    out = stores(clone, tmp_path / "out")
    (one,) = json.loads((out / "app-store/apps.json").read_text())["apps"]
    assert (one["first_listed"], one["updated"]) == ("2026-01-01", "2026-08-01")
    front = (out / "app-store/index.html").read_text()
    assert "Recently updated" in front
    assert 'id="new"' not in front
    assert "<strong>1 August 2026</strong>" in (out / "app-store/acme/visual-reports/index.html").read_text()


def test_a_shallow_clone_guesses_nothing(clone: Path, tmp_path: Path) -> None:
    (clone / "note.txt").write_text("x")
    record(clone, "2026-08-01")
    shallow = tmp_path / "shallow"
    git(tmp_path, "clone", "-q", "--depth", "1", f"file://{clone}", str(shallow))
    out = stores(shallow, tmp_path / "out")
    (one,) = json.loads((out / "app-store/apps.json").read_text())["apps"]
    assert one["first_listed"] is one["updated"] is None
    assert "last reviewed this page" not in (out / "app-store/acme/visual-reports/index.html").read_text()
    assert ET.parse(out / "app-store/feed.xml").getroot().findall(f"{ATOM}entry") == []


def test_pictures_hold_nothing_but_pixels(store: Path) -> None:
    media = store / "app-store/-/media"
    files = sorted(media.iterdir())
    assert len(files) > 300
    for file in files:
        data = file.read_bytes()
        assert not any(
            mark in data for mark in (b"tEXt", b"iTXt", b"zTXt", b"eXIf", b"EXIF", b"XMP ", b"ICCP", b"iCCP", b"tIME")
        )
    with Image.open(io.BytesIO(files[0].read_bytes())) as image:
        assert image.format in {"WEBP", "PNG"}
    assert {file.suffix for file in files} == {".webp", ".png"}
    assert Environment.PRODUCTION.shown == "Production"
