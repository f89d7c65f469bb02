"""*Edit* leads to the right file and line, with the approval that the review would ask for."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from devportal.decide.pages.actions import actions_of
from devportal.decide.pages.edit import Editing, approval_in_words, edit_of, with_edits
from devportal.decide.pages.edit_locked import free_version
from devportal.domain.forge import Forge, ForgeKind, forge_of
from devportal.domain.layout import Kind, Location, locate_path
from devportal.domain.page import Page
from devportal.flows.edits import editor, read_forge
from devportal.flows.load import load
from devportal.flows.pages import load_site
from devportal.flows.read import open_folder

from ..conftest import ROOT, VALID

GITHUB = forge_of("https://github.com/superoffice/registry")


@pytest.mark.parametrize(
    ("address", "branch", "kind", "href"),
    [
        ("https://github.com/a/b.git", "", "", "https://github.com/a/b/edit/main/r/x.yaml#L7"),
        ("https://git.example/a/b/", "trunk", "", "https://git.example/a/b/edit/trunk/r/x.yaml#L7"),
        ("https://gitlab.com/g/s/b", "", "", "https://gitlab.com/g/s/b/-/edit/main/r/x.yaml#L7"),
        ("https://git.example/a/b", "", "gitlab", "https://git.example/a/b/-/edit/main/r/x.yaml#L7"),
    ],
)
def test_addresses_of_forges(address: str, branch: str, kind: str, href: str) -> None:
    forge = forge_of(address, branch, kind)
    assert forge
    assert forge.edit("r/x.yaml", 7) == href


def test_what_is_no_address_is_no_forge() -> None:
    assert [forge_of(address) for address in ("", "git@github.com:a/b.git", "javascript:alert(1)")] == [None] * 3


def test_the_forge_is_read_from_mkdocs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert read_forge(tmp_path) is None
    text = 'extra:\n  forge:\n    address: !ENV [REPO, ""]\n    branch: trunk\n    kind: gitlab\n'
    (tmp_path / "mkdocs.yml").write_text(text)
    assert read_forge(tmp_path) is None
    monkeypatch.setenv("REPO", "https://git.example/a/b")
    assert read_forge(tmp_path) == Forge(ForgeKind.GITLAB, "https://git.example/a/b", "trunk")
    (tmp_path / "mkdocs.yml").write_text("repo_url: https://github.com/a/b\n")
    assert read_forge(tmp_path) == Forge(ForgeKind.GITHUB, "https://github.com/a/b")


def edits(node: Any) -> list[tuple[Any, dict[str, Any]]]:
    """Every part of a view that can be edited, with how."""
    if isinstance(node, list):
        return [found for item in node for found in edits(item)]
    if not isinstance(node, dict):
        return []
    own = [(node, node["edit"])] if "edit" in node else []
    return own + [found for value in node.values() for found in edits(value)]


@pytest.fixture(scope="module")
def pages() -> list[Page]:
    source = open_folder(ROOT)
    snapshot = load(source)
    texts = {entry.path: (ROOT / entry.path).read_bytes() for entry in source.entries() if entry.path.endswith(".yaml")}
    editing = Editing(snapshot, GITHUB, lambda path: texts.get(path, b""))
    return [with_edits(page, editing) for page in load_site(ROOT)[0] if page.private]


def test_every_link_leads_to_the_line_of_its_setting(pages: list[Page]) -> None:
    seen = 0
    for page in pages:
        for part, edit in edits(page.view):
            if edit["href"].startswith("guide/"):
                continue
            path, line = re.fullmatch(
                r"https://github.com/superoffice/registry/edit/main/(.+)#L(\d+)", edit["href"]
            ).groups()  # type: ignore[union-attr]
            lines = (ROOT / path).read_text().splitlines()
            at = part.get("at") or []
            there = lines[int(line) - 1]
            assert not there.startswith("#")
            if at and re.search(rf"^ *{re.escape(str(at[-1]))}:", "\n".join(lines), re.MULTILINE) and len(at) == 1:
                assert there.startswith(f"{at[0]}:"), (path, at, there)
            assert f"+{line} {path}" in edit["command"]
            seen += 1
    assert seen > 500


def test_each_kind_of_page_has_edit(pages: list[Page]) -> None:
    wanted = (
        "settings.html",
        "configuration.html",
        "information.html",
        "profile.html",
        "users.html",
        "person-profile.html",
    )
    assert {page.template for page in pages if edits(page.view)} >= set(wanted)


def test_a_version_that_is_live_is_not_edited_but_copied(pages: list[Page]) -> None:
    page = next(one for one in pages if one.path.endswith("granite-sync/configuration/initial"))
    found = edits(page.view)
    assert {edit["href"].partition("?")[0] for part, edit in found if part.get("title") != "Credentials"} == {
        "guide/forms/new-version/"
    }
    assert "never changes again" in found[0][1]["approval"]
    assert "devportal new configuration granite-erp/granite-sync v2 --from initial" in found[0][1]["command"]


def test_a_free_version_is_free() -> None:
    assert [free_version(taken) for taken in ((), ("initial",), ("initial", "v3"), ("v2", "v3", "v4"))] == [
        "v1",
        "v2",
        "v4",
        "v5",
    ]


def test_what_each_group_needs_is_what_its_fields_say() -> None:
    def said(path: str, *at: str) -> str:
        location = locate_path(f"registry/{path}")
        assert location
        return approval_in_words(location, at)

    configuration = "partners/a/apps/b/configuration/c.yaml"
    assert said(configuration, "authentication") == (
        "May be changed by a member with the permission Configuration, without approval."
    )
    assert said(configuration, "advanced").startswith('Supports dark mode, Remove "remember me": a member')
    assert said(configuration, "advanced").endswith("approved by an App Manager.")
    assert "App Store Manager" in said("partners/a/published.yaml", "profile")
    assert said("people/a.yaml", "keys") == "May be changed by the person, without approval."
    assert said("people/a.yaml", "superid") == "May be changed by the person, approved by Online Operations."
    assert said("platform/agents.yaml").endswith("SuperOffice staff, approved by an App Manager.")


def test_without_a_forge_there_is_the_command_alone() -> None:
    source = open_folder(VALID)
    editing = Editing(load(source), None, lambda path: (VALID / path).read_bytes())
    edit = edit_of(Location(Kind.PARTNER, partner="acme"), ("technical_contact",), editing)
    assert (edit["href"], edit["line"]) == ("", 3)
    assert "registry/partners/acme/partner.yaml" in edit["command"]


def test_public_pages_are_left_alone() -> None:
    source = open_folder(VALID)
    page = Page("index", "Home", "home.html", {"file": {"path": "registry/partners/acme/partner.yaml"}})
    assert editor(VALID, source, {one.path: one for one in source.entries()})(page, load(source)) == page


@pytest.mark.parametrize(
    ("path", "hrefs"),
    [
        ("partners/acme/index", ["new-app/?partner=acme"]),
        ("partners/acme/users", ["add-user/?partner=acme"]),
        ("partners/acme/settings", []),
        ("partners/acme/apps/tide/index", []),
        ("partners/acme/apps/tide/versions", ["new-version/?partner=acme&app=tide"]),
        (
            "partners/acme/apps/tide/app-store-information/initial",
            [
                "publish/?partner=acme&app=tide&part=listing&version=initial",
                "new-version/?partner=acme&app=tide&part=listing&from=initial",
            ],
        ),
        (
            "partners/acme/app-store-information",
            ["publish/?partner=acme&part=profile", "new-version/?partner=acme&part=profile"],
        ),
        ("people/ida-holm/index", []),
    ],
)
def test_a_page_leads_to_the_forms_that_suit_it(path: str, hrefs: list[str]) -> None:
    assert [one["href"] for one in actions_of(path)] == [f"guide/forms/{href}" for href in hrefs]
