"""Three stores, exactly as published.yaml says; previews are private and marked; a request's pages before the merge."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from html import unescape
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner
from devportal.cli import main
from devportal.domain.environment import Environment
from devportal.domain.page import Page as StorePage
from devportal.flows.load import load
from devportal.flows.read import open_folder
from devportal.flows.store_alone import build_alone
from devportal.flows.website import write_website_stores
from devportal.gateways.templates import Templates
from PIL import Image, ImageOps
from playwright.sync_api import BrowserContext, Page

from .conftest import ROOT, SITE
from .test_found import APP, Head, clone, git, record  # noqa: F401

pytestmark = pytest.mark.xdist_group("app-store")

APPS = ROOT / "registry/partners"


def published(environment: str) -> set[str]:
    """What published.yaml and app.yaml say, read by hand."""
    found = set()
    for file in APPS.glob("*/apps/*/published.yaml"):
        settings = yaml.safe_load((file.parent / "app.yaml").read_text())
        live = ((yaml.safe_load(file.read_text()) or {}).get("listing") or {}).get(environment)
        if live and settings["kind"] == "standard" and not settings.get("hidden"):
            found.add(f"{file.parts[-4]}/{file.parts[-2]}")
    return found


def shown(folder: Path) -> set[str]:
    pages = folder.glob("*/*/index.html")
    return {page.parent.relative_to(folder).as_posix() for page in pages if page.parent.parent.name != "-"}


def axe(page: Page) -> list[str]:
    """What axe finds against WCAG 2.2 AA on pages that the sample has none of."""
    page.evaluate((ROOT / "build/npm/node_modules/axe-core/axe.min.js").read_text())
    found: list[str] = page.evaluate(
        "async () => (await axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa']}))"
        ".violations.map((one) => one.id + ' ' + one.nodes[0].html)"
    )
    return found


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    place = tmp_path_factory.mktemp("alone")
    for one in Environment:
        build_alone(open_folder(ROOT), ROOT, place / one.value, one, "https://store.example", "")
    return {one.value: place / one.value for one in Environment}


@pytest.mark.parametrize("environment", ["sod", "stage", "production"])
def test_a_store_shows_exactly_what_is_published(alone: dict[str, Path], environment: str) -> None:
    assert shown(alone[environment]) == published(environment)


def test_the_three_stores_differ(alone: dict[str, Path]) -> None:
    sod, stage, production = (shown(alone[one]) for one in ("sod", "stage", "production"))
    assert sod > stage >= production
    assert sod - production


def test_the_versions_are_those_of_the_environment(alone: dict[str, Path]) -> None:
    for file in APPS.glob("*/apps/*/published.yaml"):
        for environment, version in (yaml.safe_load(file.read_text()).get("listing") or {}).items():
            key = f"{file.parts[-4]}/{file.parts[-2]}"
            if key in published(environment):
                listing = (file.parent / f"listing/{version}.yaml").read_text()
                header = re.search(r"header: (\"?)(.*)\1\n", listing)
                assert header
                assert header[2] in unescape((alone[environment] / key / "index.html").read_text()), key


def test_drafts_and_custom_apps_are_nowhere(alone: dict[str, Path], store: Path) -> None:
    every = {f"{file.parts[-4]}/{file.parts[-2]}": file for file in APPS.glob("*/apps/*/app.yaml")}
    kinds = {key: yaml.safe_load(file.read_text()) for key, file in every.items()}
    custom = {key for key, one in kinds.items() if one["kind"] == "custom"}
    assert custom
    for environment, folder in alone.items():
        hidden = every.keys() - published(environment)
        assert hidden >= custom
        texts = "".join(file.read_text() for file in folder.rglob("*") if file.suffix in {".html", ".json", ".xml"})
        for key in hidden:
            assert f"{key}/" not in texts, (environment, key)
            assert f">{kinds[key]['name']}<" not in texts, (environment, key)
    public = "".join(
        file.read_text() for file in (store / "app-store").rglob("*") if file.suffix in {".html", ".json", ".xml"}
    )
    for key in every.keys() - published("production"):
        assert kinds[key]["name"] not in public, key


def test_previews_are_marked_and_closed_to_search_engines(alone: dict[str, Path], store: Path) -> None:
    pages = [*alone["sod"].rglob("*.html"), *alone["stage"].rglob("*.html")]
    pages += [*store.glob("partners/**/*.html"), *store.glob("staff/**/*.html")]
    assert len(pages) > 200
    for page in pages:
        head = Head(page.read_text())
        assert head.meta["robots"] == "noindex", page
        assert head.canonical == "", page
        assert head.facts == [], page
        assert "og:url" not in head.meta, page
        assert "Preview of" in page.read_text(), page
    for environment in ("sod", "stage"):
        assert (alone[environment] / "robots.txt").read_text() == "User-agent: *\nDisallow: /\n"
        assert not list(alone[environment].rglob("*.xml"))
        assert not (alone[environment] / "apps.json").exists()
    assert "Preview of" not in "".join(page.read_text() for page in (store / "app-store").rglob("*.html"))


def test_in_the_portal_previews_stand_below_the_partner_and_staff(store: Path) -> None:
    for environment in ("sod", "stage"):
        seen = set()
        for folder in store.glob(f"partners/*/app-store-{environment}"):
            partner = folder.parent.name
            assert {key.split("/")[0] for key in shown(folder)} <= {partner}
            seen |= shown(folder)
            others = {one.name for one in store.glob("partners/*")} - {partner}
            text = "".join(page.read_text() for page in folder.rglob("*.html"))
            assert not [one for one in others if f"partners/{one}/" in text]
        assert seen == published(environment)
        staff = (store / f"staff/app-store-{environment}/index.html").read_text()
        links = set(re.findall(rf"partners/[a-z0-9-]+/app-store-{environment}/([a-z0-9][a-z0-9-]*/[a-z0-9-]+)/", staff))
        assert links == published(environment)


def test_the_public_website_holds_no_preview(tmp_path: Path, store: Path) -> None:
    write_website_stores(ROOT, tmp_path, SITE, {}, public_only=True)
    assert {path.name for path in tmp_path.iterdir()} == {"app-store"}
    same = subprocess.run(
        ["diff", "-rq", str(tmp_path / "app-store"), str(store / "app-store")], capture_output=True, text=True
    )
    # The links to forums and for signing out come from mkdocs.yml, which this build was given without.
    assert not [line for line in same.stdout.splitlines() if "Only in" in line]


def test_what_has_left_is_deleted_and_what_stays_is_left_alone(clone: Path, tmp_path: Path) -> None:  # noqa: F811
    out = tmp_path / "out"
    shutil.copytree(ROOT / "site", clone / "site")
    write_website_stores(clone, out, SITE, {}, public_only=False)
    kept = out / "partners/acme/app-store-information/index.html"
    kept.parent.mkdir(parents=True)
    kept.write_text("the portal's own")
    settled = out / "app-store/apps.schema.json"
    before = settled.stat().st_mtime_ns
    shutil.rmtree(clone / "registry/partners/acme/apps/visual-reports")
    write_website_stores(clone, out, SITE, {}, public_only=False)
    assert kept.exists()
    assert settled.stat().st_mtime_ns == before
    assert not (out / "app-store/acme/visual-reports/share.png").exists()
    assert not list(out.glob("partners/acme/app-store-sod/acme/*/"))


def test_a_preview_is_made_anew_with_its_partner_alone(clone: Path, tmp_path: Path) -> None:  # noqa: F811
    """What is kept equals what a fresh build makes, and another partner's change touches no file of a preview."""
    shutil.copytree(ROOT / "site", clone / "site")
    partners = clone / "registry/partners"
    shutil.copytree(partners / "acme", partners / "zeta")
    out, fresh = tmp_path / "out", tmp_path / "fresh"
    write_website_stores(clone, out, SITE, {}, public_only=False)
    previews = [file for file in out.glob("partners/*/app-store-*/**/*") if file.is_file()]
    others = {file: file.stat().st_mtime_ns for file in previews if "partners/acme/" not in file.as_posix()}
    assert len(others) > 3
    listing = clone / APP / "listing/initial.yaml"
    listing.write_text(listing.read_text().replace("See your sales", "Watch them"))
    for file in others:
        os.utime(file, ns=(1, 1))
    write_website_stores(clone, out, SITE, {}, public_only=False)
    assert {file.stat().st_mtime_ns for file in others} == {1}
    beside = (out / "app-store/zeta/visual-reports/index.html").read_text()
    assert "Watch them" in beside, "a tile beside another partner's app follows"
    write_website_stores(clone, fresh, SITE, {}, public_only=False)
    assert subprocess.run(["diff", "-r", str(out), str(fresh)], capture_output=True, text=True).stdout == ""


def test_a_picture_stays_while_somebody_shows_it(clone: Path, tmp_path: Path) -> None:  # noqa: F811
    """Two partners show the same pictures; one of them goes, then the other."""
    shutil.copytree(ROOT / "site", clone / "site")
    partners = clone / "registry/partners"
    shutil.copytree(partners / "acme", partners / "zeta")
    out = tmp_path / "out"
    write_website_stores(clone, out, SITE, {}, public_only=True)
    pictures = {file.name for file in (out / "app-store/-/media").iterdir()}
    assert len(pictures) > 3
    shutil.rmtree(partners / "zeta")
    write_website_stores(clone, out, SITE, {}, public_only=True)
    assert {file.name for file in (out / "app-store/-/media").iterdir()} == pictures
    assert not (out / "app-store/zeta").exists()
    shutil.rmtree(partners / "acme/apps/visual-reports")
    write_website_stores(clone, out, SITE, {}, public_only=True)
    left = {file.name for file in (out / "app-store/-/media").iterdir()}
    assert left < pictures, "what nobody shows is gone; the partner's own logo stays"


def test_another_picture(clone: Path, tmp_path: Path) -> None:  # noqa: F811
    """One of several pictures is new to the cache: what comes of it is what a fresh build makes."""
    shutil.copytree(ROOT / "site", clone / "site")
    out, fresh = tmp_path / "out", tmp_path / "fresh"
    write_website_stores(clone, out, SITE, {}, public_only=False)
    shown = {file.name for file in (out / "app-store/-/media").iterdir()}
    pictures = sorted((clone / APP / "listing/media").glob("*.png"))
    assert len(pictures) > 1
    for picture in pictures[:-1]:
        with Image.open(picture) as opened:
            ImageOps.invert(opened.convert("RGB")).save(picture)
    write_website_stores(clone, out, SITE, {}, public_only=False)
    assert not shown >= {file.name for file in (out / "app-store/-/media").iterdir()}
    write_website_stores(clone, fresh, SITE, {}, public_only=False)
    assert subprocess.run(["diff", "-r", str(out), str(fresh)], capture_output=True, text=True).stdout == ""


def test_a_page_is_made_only_when_what_it_shows_has_changed(clone: Path, tmp_path: Path) -> None:  # noqa: F811
    shutil.copytree(ROOT / "site", clone / "site")
    out = tmp_path / "out"
    write_website_stores(clone, out, SITE, {}, public_only=False)
    pages = {file: file.stat().st_ino for file in out.rglob("*.html")}
    settings = clone / "registry/partners/birch/partner.yaml"
    settings.write_text(settings.read_text() + "# a remark\n")
    made: list[str] = []
    render = Templates.render

    def noted(templates: Templates, page: StorePage) -> str:
        made.append(page.path)
        return render(templates, page)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Templates, "render", noted)
        write_website_stores(clone, out, SITE, {}, public_only=False)
        assert made == [], "no page shows a remark"
        assert {file: file.stat().st_ino for file in out.rglob("*.html")} == pages
        listing = clone / APP / "listing/initial.yaml"
        listing.write_text(listing.read_text().replace("See your sales", "Watch them"))
        write_website_stores(clone, out, SITE, {}, public_only=False)
    assert "app-store/acme/visual-reports/index" in made
    assert not [path for path in made if path.startswith("partners/") and "acme" not in path]


def test_a_store_that_was_left_half_done_is_finished(clone: Path, tmp_path: Path) -> None:  # noqa: F811
    """The process ends while pages are written; the next one trusts nothing of it."""
    shutil.copytree(ROOT / "site", clone / "site")
    out, fresh = tmp_path / "out", tmp_path / "fresh"
    write_website_stores(clone, out, SITE, {}, public_only=False)
    listing = clone / APP / "listing/initial.yaml"
    listing.write_text(listing.read_text().replace("See your sales", "Watch them"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("devportal.flows.store.write_pictures", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            write_website_stores(clone, out, SITE, {}, public_only=False)
    assert json.loads((out / "app-store/-/made.json").read_bytes())["name"] == ""
    listing.write_text(listing.read_text().replace("Watch them", "See your sales"))
    (out / "app-store/-/made.json").write_text("[half")
    write_website_stores(clone, out, SITE, {}, public_only=False)
    write_website_stores(clone, fresh, SITE, {}, public_only=False)
    assert subprocess.run(["diff", "-r", str(out), str(fresh)], capture_output=True, text=True).stdout == ""


def test_what_no_store_shows_makes_none_anew(clone: Path, tmp_path: Path) -> None:  # noqa: F811
    """Each setting of the app, of its partner and of its versions: what is kept is what a fresh build makes."""
    shutil.copytree(ROOT / "site", clone / "site")
    out, fresh, kept = tmp_path / "out", tmp_path / "fresh", tmp_path / "kept.json"
    write_website_stores(clone, out, SITE, {}, public_only=False, beside=kept)
    partner = clone / "registry/partners/acme"
    changes = (
        (clone / APP / "app.yaml", "^technical_contact: .*", "technical_contact: ida-holm", False),
        (clone / APP / "app.yaml", r"\Z", "uninstall_reporting_emails: [gone@acme.example]\n", False),
        (clone / APP / "app.yaml", "errors@acme", "faults@acme", False),
        (partner / "members.yaml", r"\A", "# a remark\n", False),
        (clone / APP / "app.yaml", "^name: .*", "name: Acme Visuals", True),
        (partner / "partner.yaml", "^name: .*", "name: Acme and Sons", True),
        (clone / APP / "app.yaml", r"\Z", "beta: true\n", True),
    )
    for file, old, new, is_shown in changes:
        text = file.read_text()
        file.write_text(re.sub(old, new, text, count=1, flags=re.MULTILINE))
        assert file.read_text() != text, old
        count = write_website_stores(clone, out, SITE, {}, public_only=False, beside=kept)
        assert bool(count) is is_shown, new
        shutil.rmtree(fresh, ignore_errors=True)
        write_website_stores(clone, fresh, SITE, {}, public_only=False)
        assert subprocess.run(["diff", "-r", str(out), str(fresh)], capture_output=True, text=True).stdout == "", new


def test_nothing_is_made_twice(
    clone: Path,  # noqa: F811
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    shutil.copytree(ROOT / "site", clone / "site")
    out, kept = tmp_path / "out", tmp_path / "kept.json"
    assert write_website_stores(clone, out, SITE, {}, public_only=False, beside=kept) > 20
    loaded: list[int] = []
    monkeypatch.setattr("devportal.flows.website.load", lambda source: loaded.append(1) or load(source))
    assert write_website_stores(clone, out, SITE, {}, public_only=False, beside=kept) == 0
    person = next((clone / "registry/people").glob("*.yaml"))
    person.write_text(person.read_text() + "\n")
    record(clone, "2026-01-01")
    assert write_website_stores(clone, out, SITE, {}, public_only=False, beside=kept) == 0
    assert loaded == []
    kept.unlink()
    assert write_website_stores(clone, out, SITE, {}, public_only=False, beside=kept) == 0
    assert loaded == [1], "without it the registry is read, and nothing is made"
    for change in (
        lambda: (clone / APP / "listing/initial.yaml").write_text(
            (clone / APP / "listing/initial.yaml").read_text().replace("See your sales", "Watch them")
        ),
        lambda: record(clone, "2026-06-01"),
        lambda: (clone / "site/overrides/store/tile.html").write_text("<li>A tile</li>"),
    ):
        change()
        assert write_website_stores(clone, out, SITE, {}, public_only=False, beside=kept) > 20
    assert write_website_stores(clone, out, "https://other.example/", {}, public_only=False, beside=kept) > 20
    assert write_website_stores(clone, out, "https://other.example/", {}, public_only=True, beside=kept) > 10
    assert not (out / "partners/acme/app-store-sod").exists()


def test_a_request_s_pages_are_seen_before_the_merge(clone: Path, tmp_path: Path, context: BrowserContext) -> None:  # noqa: F811
    git(clone, "checkout", "-qb", "request")
    listing = clone / APP / "listing"
    text = (listing / "initial.yaml").read_text()
    (listing / "spring.yaml").write_text(
        text.replace("label: Initial", "label: Spring").replace("See your sales", "Watch them")
    )
    published_file = clone / APP / "published.yaml"
    head, mark, tail = published_file.read_text().partition("listing:")
    published_file.write_text(head + mark + tail.replace("sod: initial", "sod: spring"))
    record(clone, "2026-08-01")
    git(clone, "checkout", "-q", "main")
    out = tmp_path / "preview"
    given = ["preview", "--base", "main", "--head", "request", "--out", str(out)]
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(clone)
        done = CliRunner().invoke(main, given)
        again = CliRunner().invoke(main, given)
    assert done.exit_code == 0, done.output
    assert "SOD: Acme Visual Reports (changed)" in done.output
    assert "Stage" not in done.output
    assert (again.exit_code, "is not empty" in again.output) == (2, True)
    pages = {page.relative_to(out).as_posix() for page in out.rglob("*.html")}
    assert pages == {"index.html", "sod/acme/visual-reports/index.html", "sod/acme/index.html"}
    assert "Watch them" in (out / "sod/acme/visual-reports/index.html").read_text()
    page = context.new_page()
    page.goto((out / "index.html").as_uri())
    assert page.locator("h1").inner_text() == "What this request would change in the App Store"
    assert page.get_by_role("link", name="Acme Visual Reports").count() == 1
    assert axe(page) == []


def test_the_preview_runs_nothing_of_head(clone: Path, tmp_path: Path) -> None:  # noqa: F811
    git(clone, "checkout", "-qb", "request")
    for name in ("site/overrides/store/app.html", "site/docs/assets/css/store.css", "mkdocs.yml", "hooks.py"):
        (clone / name).parent.mkdir(parents=True, exist_ok=True)
        (clone / name).write_text("Taken over")
    listing = clone / APP / "listing/initial.yaml"
    listing.write_text(listing.read_text().replace("See your sales", "Watch them"))
    record(clone, "2026-08-01")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(clone)
        done = CliRunner().invoke(
            main, ["preview", "--base", "main", "--head", "request", "--out", str(tmp_path / "out")]
        )
    assert done.exit_code == 0, done.output
    assert "Taken over" not in "".join(
        file.read_text(errors="replace") for file in (tmp_path / "out").rglob("*") if file.is_file()
    )


def test_the_command_says_what_it_built(clone: Path, tmp_path: Path) -> None:  # noqa: F811
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(clone)
        runner = CliRunner()
        done = runner.invoke(main, ["store", "--environment", "stage", "--at", "main", "--out", str(tmp_path / "out")])
        lost = runner.invoke(main, ["store", "--at", "nowhere", "--out", str(tmp_path / "other")])
    assert done.exit_code == 0, done.output
    assert "the App Store of Stage" in done.output
    assert shown(tmp_path / "out") == {"acme/visual-reports"}
    assert lost.exit_code == 2
    assert "Git knows no commit" in lost.output


def test_the_index_is_the_environment_s_own(alone: dict[str, Path]) -> None:
    for environment, folder in alone.items():
        (index,) = folder.glob("-/search/*/all.json")
        assert len(json.loads(index.read_text())["apps"]) == len(published(environment))
