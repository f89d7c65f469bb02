"""``devportal new`` and ``devportal publish``: what is written always validates, or nothing is."""

from __future__ import annotations

import os
import pty
import select
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result
from devportal.cli import main
from devportal.decide.edit import with_item, with_value
from devportal.decide.slug import slug_of
from devportal.flows.validate import validate_folder

TEMPLATES = ["web-app", "native-app", "server-to-server", "erp-sync-and-quote"]


@pytest.fixture
def here(registry: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(registry)
    return registry


def run(*arguments: str) -> Result:
    result = CliRunner().invoke(main, arguments)
    assert "Traceback" not in result.output
    return result


def new_app(template: str, kind: str, *more: str) -> Result:
    urls = ["--erp-sync-url", "https://x.acme.example/erp", "--quote-connector-url", "https://x.acme.example/quote"]
    return run(
        "new", "app", "--partner", "acme", "--kind", kind, "--template", template, "--name", f"Acme {template} {kind}",
        "--contact", "ida-holm", "--redirect-url", "https://x.acme.example/cb", *urls, *more,
    )  # fmt: skip


@pytest.mark.parametrize("kind", ["standard", "custom"])
@pytest.mark.parametrize("template", TEMPLATES)
def test_an_app_of_each_template_validates(here: Path, template: str, kind: str) -> None:
    result = new_app(template, kind)
    if (template, kind) == ("erp-sync-and-quote", "custom"):
        assert result.exit_code == 1
        assert "DP404" in result.output
        assert not (here / f"registry/partners/acme/apps/acme-{template}-{kind}").exists()
        return
    assert result.exit_code == 0, result.output
    assert validate_folder(here) == ()
    folder = here / f"registry/partners/acme/apps/acme-{template}-{kind}"
    assert sorted(file.name for file in folder.rglob("*.yaml")) == [
        "app.yaml", "credentials.yaml", "initial.yaml", "published.yaml",
    ]  # fmt: skip
    first = (folder / "app.yaml").read_text().splitlines()[0]
    assert first == "# yaml-language-server: $schema=../../../../../schemas/app.schema.json"
    assert ("Development Tools" in result.output) == (kind == "custom")


def test_what_is_missing_is_named_at_once(here: Path) -> None:
    result = run("new", "app")
    assert result.exit_code == 2
    for option in ("--partner", "--kind", "--template", "--name", "--contact"):
        assert option in result.output


@pytest.mark.parametrize(
    ("option", "value", "said"),
    [("--name", "Acme: it", "Take out"), ("--kind", "both", "not one of"), ("--template", "x", "not one of")],
)
def test_a_bad_value_is_explained(here: Path, option: str, value: str, said: str) -> None:
    given = {
        "--partner": "acme",
        "--kind": "standard",
        "--template": "web-app",
        "--name": "Acme X",
        "--contact": "ida-holm",
    }
    given[option] = value
    result = run("new", "app", *[part for pair in given.items() for part in pair])
    assert result.exit_code == 2
    assert said in result.output


def test_nothing_is_overwritten(here: Path) -> None:
    assert new_app("web-app", "standard").exit_code == 0
    before = (here / "registry/partners/acme/apps/acme-web-app-standard/app.yaml").read_bytes()
    result = new_app("web-app", "standard")
    assert result.exit_code == 2
    assert "is there already" in result.output
    assert (here / "registry/partners/acme/apps/acme-web-app-standard/app.yaml").read_bytes() == before


def test_a_new_company_and_its_people(here: Path) -> None:
    key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGrRn4ExBGsTzqFpAwkKfGxtiwYPcdFkXCbVyYmn0Phz kim@laptop"
    person = ["--email", "kim@dune.example", "--superid", "kim@dune.example", "--sub", "abc-1", "--github", "kimdune"]
    result = run("new", "person", "--name", "Kim Søby", *person, "--github-id", "77", "--key", key)
    assert result.exit_code == 0, result.output
    assert run("new", "partner", "--name", "Dune Apps", "--administrator", "kim-soby").exit_code == 0
    assert run("new", "member", "dune-apps", "tom-frost", "--role", "developer").exit_code == 0
    assert run("new", "member", "dune-apps", "tom-frost", "--role", "developer").exit_code == 2
    assert validate_folder(here) == ()


def test_a_draft_says_what_it_lacks(here: Path) -> None:
    result = run("new", "listing", "birch/pocket-maps", "autumn")
    assert result.exit_code == 0
    assert "description.header: Header is missing" in result.output
    text = (here / "registry/partners/birch/apps/pocket-maps/listing/autumn.yaml").read_text()
    assert "#   header:  # One sentence of at most 98 characters." in text
    lines = text.splitlines()[1:]
    uncommented = "\n".join(line.removeprefix("# ") for line in lines if not line.startswith("# Needed"))
    assert set(yaml.safe_load(uncommented)) == {
        "label", "details", "media", "description", "prices", "installation", "seo",
    }  # fmt: skip
    assert validate_folder(here) == ()


def test_a_version_is_copied_with_its_comments(here: Path) -> None:
    source = here / "registry/partners/acme/apps/visual-reports/configuration/initial.yaml"
    source.write_text("# ours\n" + source.read_text())
    result = run("new", "configuration", "acme/visual-reports", "spring", "--label", "Spring", "--from", "initial")
    assert result.exit_code == 0, result.output
    copied = (source.parent / "spring.yaml").read_text()
    assert copied == source.read_text().replace("label: Initial", "label: Spring")


def test_publish_to_sod_needs_nobody(here: Path) -> None:
    file = here / "registry/partners/birch/apps/pocket-maps/published.yaml"
    file.write_text("# what is live\nconfiguration:\n  sod: initial # since June\n")
    result = run("publish", "birch/pocket-maps", "configuration", "summer", "--to", "sod")
    assert result.exit_code == 0, result.output
    assert "Nobody has to approve" in result.output
    assert file.read_text() == "# what is live\nconfiguration:\n  sod: summer # since June\n"


def test_publish_to_stage_needs_a_reviewer(here: Path) -> None:
    run("new", "configuration", "acme/visual-reports", "spring", "--label", "Spring", "--from", "initial")
    run("publish", "acme/visual-reports", "configuration", "spring", "--to", "sod")
    result = run("publish", "acme/visual-reports", "configuration", "spring", "--to", "stage")
    assert result.exit_code == 0
    assert "App Manager" in result.output
    assert "Request pending" in result.output
    assert "git push" in result.output


def test_publish_lists_everything_that_is_missing(here: Path) -> None:
    file = here / "registry/partners/birch/apps/pocket-maps/published.yaml"
    before = file.read_text()
    result = run("publish", "birch/pocket-maps", "listing", "initial", "--to", "stage")
    assert result.exit_code == 1
    assert result.output.count("DP507") >= 15
    assert "DP606" in result.output
    assert file.read_text() == before


def test_a_custom_app_goes_live_with_its_customer(here: Path) -> None:
    new_app("server-to-server", "custom")
    app = "acme/acme-server-to-server-custom"
    folder = here / "registry/partners" / app.replace("/", "/apps/")
    missing = run("publish", app, "configuration", "initial", "--to", "production")
    assert missing.exit_code == 1
    assert {"DP604", "DP607"} <= set(missing.output.replace(":", " ").split())
    (folder / "app.yaml").write_text((folder / "app.yaml").read_text() + "validated: passed\n")
    wanted = (folder / "credentials.yaml").read_text() + "production:\n  client_id:\n    generation: 1\n"
    (folder / "credentials.yaml").write_text(wanted)
    customer = [
        "--customer",
        "Nordkraft",
        "--tenant",
        "Cust20001",
        "--confirmed-by",
        "Pia Lund",
        "--confirmed-on",
        "2026-11-01",
    ]
    result = run("publish", app, "configuration", "initial", "--to", "production", *customer)
    assert result.exit_code == 0, result.output
    assert validate_folder(here) == ()
    half = run("publish", app, "configuration", "initial", "--to", "production", "--customer", "Other")
    assert half.exit_code == 2
    assert "--tenant" in half.output


@pytest.mark.parametrize(
    "arguments",
    [
        ["acme", "configuration", "initial"],
        ["acme/visual-reports", "profile", "initial"],
        ["nobody/app", "listing", "initial"],
        ["acme/visual-reports", "configuration", "initial"],
    ],
)
def test_publish_refuses_what_makes_no_sense(here: Path, arguments: list[str]) -> None:
    assert run("publish", *arguments, "--to", "sod").exit_code == 2


EDITS = [
    ("a:\n  b: c # x\n", ("a", "b"), "d", "a:\n  b: d # x\n"),
    ("# top\na:\n  b: c\n\n# end\nz: 'q'\n", ("a", "e"), "d", "# top\na:\n  b: c\n\n# end\n  e: d\nz: 'q'\n"),
    ("", ("a", "b"), "c", "a:\n  b: c\n"),
    ("a: {b: c}\n", ("a", "d"), "e", "a: {b: c, d: e}\n"),
    ("x: no\ny: 12:30\nz: 1.10\n", ("w",), "v", "x: no\ny: 12:30\nz: 1.10\nw: v\n"),
]


@pytest.mark.parametrize(("text", "keys", "value", "wanted"), EDITS)
def test_an_edit_keeps_everything_else(text: str, keys: tuple[str, ...], value: str, wanted: str) -> None:
    found = with_value(text, keys, value)
    assert yaml.load(found, yaml.BaseLoader) == yaml.load(wanted, yaml.BaseLoader)
    assert sorted(found.split()) == sorted(wanted.split())


def test_an_item_is_added_at_the_end() -> None:
    text = "l:\n  - a: b # first\n"
    assert with_item(text, "l", {"a": "c"}) == "l:\n  - a: b # first\n  - a: c\n"


@pytest.mark.parametrize(
    ("name", "slug"), [("Köln & Søn", "koln-son"), ("Ærø Å", "aero-a"), ("…", ""), ("A" * 80, "a" * 63)]
)
def test_seo_friendly_names(name: str, slug: str) -> None:
    assert slug_of(name) == slug


def test_on_a_terminal_it_asks_until_the_answer_is_right(here: Path) -> None:
    answers = ["acme", "standard", "web-app", "Acme: wrong", "Acme Terminal", "ida-holm", "https://t.acme.example/cb"]
    leader, follower = pty.openpty()
    command = [sys.executable, "-m", "devportal", "new", "app"]
    process = subprocess.Popen(command, stdin=follower, stdout=follower, stderr=follower, cwd=here, close_fds=True)
    os.close(follower)
    said = b""
    asked = 0
    while True:
        ready, _, _ = select.select([leader], [], [], 60)
        assert ready, said.decode()
        try:
            part = os.read(leader, 4_096)
        except OSError:
            break
        if not part:
            break
        said += part
        if said.endswith(b": ") and asked < len(answers):
            os.write(leader, answers[asked].encode() + b"\n")
            asked += 1
            said += b"|"
    assert process.wait(60) == 0, said.decode()
    assert b"It contains :" in said
    assert (here / "registry/partners/acme/apps/acme-terminal/app.yaml").exists()
    assert validate_folder(here) == ()
