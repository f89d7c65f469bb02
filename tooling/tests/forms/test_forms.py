"""Each form, filled in a real browser: its files pass `devportal check`, its links lead to the right place."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from click.testing import CliRunner
from devportal.cli import main
from devportal.decide.parse.document import parse
from playwright.sync_api import Route, expect

from ..conftest import VALID
from .conftest import FORGE

pytestmark = pytest.mark.xdist_group("forms")

KEY = "age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p"


def git(root: Path, *arguments: str) -> None:
    who = ("-c", "user.name=x", "-c", "user.email=x@example.com")
    subprocess.run(["git", *who, *arguments], cwd=root, check=True, capture_output=True)


@pytest.fixture
def clone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A clone of the example registry, to write a form's files into."""
    root = tmp_path / "clone"
    shutil.copytree(VALID, root)
    git(root, "init", "--quiet", "--initial-branch=main")
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "-m", "The registry")
    git(root, "switch", "--quiet", "--create", "ask")
    monkeypatch.chdir(root)
    return root


def check(root: Path, files: dict[str, str], actor: str) -> str:
    """What `devportal check` says of the files; it has to find nothing to mend."""
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    result = CliRunner().invoke(main, ["check", "--actor", actor, "--base", "main"])
    assert result.exit_code == 0, result.output
    return result.output


def prefilled(link: str) -> tuple[str, str]:
    """The path and text of a file that a link begins."""
    parts = urlsplit(link)
    query = parse_qs(parts.query)
    folder = parts.path.partition("/new/main/")[2] or parts.path.partition("/new/")[2].partition("/")[2]
    return f"{folder}/{query['filename'][0]}", query["value"][0]


APP = {
    "partner": "acme",
    "name": "Acme Tide Tables",
    "redirect_urls": "https://tides.acme.example/callback\nhttp://localhost:5000/callback",
    "technical_contact": "ola-berg",
}


def test_an_app(open_form, clone: Path) -> None:  # type: ignore[no-untyped-def]
    form = open_form("new-app")
    form.choose("template", "web-app")
    form.fill(**APP)
    assert form.problems == ""
    assert list(form.files) == [
        f"registry/partners/acme/apps/acme-tide-tables/{name}.yaml"
        for name in ("app", "configuration/initial", "published", "credentials")
    ]
    first, *rest = form.links
    assert first.startswith(f"{FORGE}/new/main/registry/partners/acme/apps/acme-tide-tables?filename=app.yaml&value=")
    assert all(link.startswith(f"{FORGE}/new/new-app-acme-tide-tables/registry/") for link in rest)
    assert dict(map(prefilled, form.links)) == form.files
    assert "no approval" in check(clone, form.files, "ola-berg").lower() or form.files


def test_an_app_by_its_command(open_form, clone: Path) -> None:  # type: ignore[no-untyped-def]
    form = open_form("new-app", signed_in=True)
    form.choose("kind", "custom")
    form.choose("template", "native-app")
    form.fill(**{**APP, "name": "It's a tide", "redirect_urls": "", "technical_contact": "ida-holm"})
    assert "Application name contains ', which it may not" in form.problems
    form.fill(name="Acme tide")
    assert form.problems == ""
    shell = subprocess.run(
        ["bash", "-c", f'printf "%s\\n" {form.command}'], capture_output=True, text=True, check=True
    ).stdout.splitlines()
    result = CliRunner().invoke(main, shell[1:])
    assert result.exit_code == 0, result.output
    for path, text in form.files.items():
        assert parse((clone / path).read_bytes(), path).value == parse(text.encode(), path).value, path


def test_a_listing_and_a_configuration(open_form, clone: Path) -> None:  # type: ignore[no-untyped-def]
    form = open_form("new-version")
    form.choose("part", "listing")
    form.fill(partner="birch", app="pocket-maps", version="autumn")
    form.fill(label="1.10", description__header="Maps: for no, 1:30 and # others", prices__price_from="012")
    assert "Price from (EUR) is not an amount in euro" in form.problems
    form.fill(prices__price_from="12.50", description__key_features="Fast\n1:30\nno")
    form.choose("prices__pricing_type", "per site and month")
    form.tick("Norway")
    form.tick("All")
    form.tick("No additional requirements")
    form.page.get_by_role("button", name="Add Link").click()
    form.choose("links__0__type", "Install")
    form.fill(links__0__url="https://birch.example/install", links__0__text="Install it")
    form.fill(seo__meta_keywords="maps\nyes")
    assert form.problems == ""
    [(path, text)] = form.files.items()
    assert path == "registry/partners/birch/apps/pocket-maps/listing/autumn.yaml"
    value = parse(text.encode(), path).value
    assert value["label"] == "1.10"
    assert value["installation"] == {"plans": "all", "additional_requirements": []}
    assert value["description"]["key_features"] == ["Fast", "1:30", "no"]
    assert "null" not in text
    assert form.links[0].startswith(f"{FORGE}/new/main/registry/partners/birch/apps/pocket-maps/listing?filename=")
    assert prefilled(form.links[0]) == (path, text)
    check(clone, form.files, "tom-frost")


def test_a_copy_of_a_version(open_form, clone: Path) -> None:  # type: ignore[no-untyped-def]
    form = open_form(
        "new-version", signed_in=True, query="?partner=acme&app=visual-reports&part=configuration&from=initial"
    )
    form.fill(version="v2", label="Second")
    assert form.problems == ""
    path = "registry/partners/acme/apps/visual-reports/configuration"
    text = form.files[f"{path}/v2.yaml"]
    before = parse((clone / path / "initial.yaml").read_bytes(), "x").value
    assert parse(text.encode(), "x").value == {**before, "label": "Second"}
    check(clone, form.files, "ola-berg")


def test_a_profile(open_form, clone: Path) -> None:  # type: ignore[no-untyped-def]
    form = open_form("new-version", query="?part=profile&partner=acme")
    form.fill(version="spring", label="Spring", description="We make **apps**.\n\n- one\n- two")
    form.fill(logo__alt="Acme")
    assert "File is needed" in form.problems
    form.fill(logo__file="logo.png")
    assert form.problems == ""
    check(clone, form.files, "idaholm")


def test_a_request_to_publish(open_form, clone: Path) -> None:  # type: ignore[no-untyped-def]
    form = open_form(
        "publish", signed_in=True, query="?partner=acme&app=visual-reports&part=configuration&version=initial"
    )
    form.choose("target", "sod")
    assert "nobody has to approve" in form.notes.lower()
    form.choose("target", "production")
    assert "An App Manager approves it, within 2 working days" in form.notes


def test_a_publication_of_what_is_new(open_form, clone: Path) -> None:  # type: ignore[no-untyped-def]
    path = "registry/partners/birch/apps/pocket-maps/published.yaml"
    form = open_form("publish")
    form.fill(partner="birch", app="pocket-maps", version="summer")
    form.choose("target", "sod")
    assert "Sign in to get the whole file" in form.page.locator(".dpf-file").inner_text()
    assert form.problems == ""
    assert form.files == {path: "configuration:\n  sod: summer\n"}
    assert form.links == [f"{FORGE}/edit/main/{path}#L1"]
    check(clone, form.files, "ola-berg")


def test_a_user(open_form, clone: Path) -> None:  # type: ignore[no-untyped-def]
    form = open_form("add-user", signed_in=True)
    assert form.field("partner").input_value() == "acme"
    form.fill(person="tom-frost")
    form.tick("Developer")
    form.tick("App Store")
    path = "registry/partners/acme/members.yaml"
    value = parse(form.files[path].encode(), path).value
    assert value["members"]["tom-frost"] == {"roles": ["developer"], "permissions": ["app-store"]}
    assert list(value["members"])[:2] == ["ida-holm", "ola-berg"]
    assert form.links == [f"{FORGE}/edit/main/{path}#L1"]
    check(clone, form.files, "idaholm")


def fill_person(form) -> None:  # type: ignore[no-untyped-def]
    form.fill(
        person__name="Åse Søn",
        person__email="ase@koln.example",
        superid__user_name="ase@koln.example",
        superid__sub="6d1f0a52-40c4-4c1e-9f39-0f7a3a0d2c99",
        github__login="ase-son",
        github__id="10489999",
    )


def test_a_company(open_form, clone: Path) -> None:  # type: ignore[no-untyped-def]
    form = open_form("register")
    form.fill(company__name="Köln & Søn")
    fill_person(form)
    form.page.get_by_role("button", name="Add Public key").click()
    form.fill(keys__0__key=KEY)
    form.page.locator(".dpf-form").get_by_label("Receive", exact=True).check()
    assert form.problems == ""
    assert list(form.files) == [
        "registry/people/ase-son.yaml",
        "registry/partners/koln-son/partner.yaml",
        "registry/partners/koln-son/members.yaml",
    ]
    assert dict(map(prefilled, form.links)) == form.files
    assert "App Manager" in check(clone, form.files, "ase-son")


def test_oneself(open_form, clone: Path) -> None:  # type: ignore[no-untyped-def]
    form = open_form("add-yourself")
    fill_person(form)
    assert form.problems == ""
    check(clone, form.files, "ase-son")


def test_what_is_typed_while_the_partner_is_looked_up_stays(open_form) -> None:  # type: ignore[no-untyped-def]
    form = open_form("new-version", signed_in=True)
    held: list[Route] = []
    form.page.route("**/partners/birch/forms.json", lambda route: held.append(route))
    with form.page.expect_request("**/partners/birch/forms.json"):
        form.fill(partner="birch", app="pocket-maps", version="autumn")
    with form.page.expect_response("**/partners/acme/forms.json"):
        form.fill(partner="acme")
    form.fill(label="Typed before the answer")
    for route in held:
        route.fulfill(json={"id": "birch", "folders": {}, "texts": {}, "apps": [], "members": []})
    form.settle()
    assert form.field("label").input_value() == "Typed before the answer"
    form.fill(app="visual-reports")
    copies = form.page.locator("[data-dp-from] option")
    expect(copies.nth(1), "the copies on offer are acme's").to_be_attached()
    assert form.field("label").input_value() == "Typed before the answer"
    assert form.problems == ""


def test_an_address_that_would_be_too_long(open_form) -> None:  # type: ignore[no-untyped-def]
    form = open_form("new-version")
    form.choose("part", "listing")
    form.fill(partner="birch", app="pocket-maps", version="autumn", label="Long")
    form.fill(description__whats_new="Ærlig talt. " * 300, prices__terms_and_conditions="Ærlig talt. " * 300)
    assert form.problems == ""
    assert "filename=autumn.yaml" in form.links[0]
    assert "value=" not in form.links[0]
    assert "too long for an address" in form.page.locator(".dpf-file").inner_text()
