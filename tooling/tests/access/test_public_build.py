"""The public build holds nothing that not everybody may see: it is searched for every private value of the sample."""

from __future__ import annotations

import html
import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from devportal.decide.pages.all import all_pages
from devportal.domain.audience import audience_of
from devportal.flows.build import build_site
from devportal.flows.load import load
from devportal.flows.read import open_folder

ROOT = Path(__file__).parents[3]
REGISTRY = ROOT / "registry"
PLANTED = "Achtundneunzigfach"

pytestmark = pytest.mark.xdist_group("public")


@pytest.fixture(scope="session")
def public(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The public build of the sample, with a word planted in every free text that is private."""
    root = tmp_path_factory.mktemp("public")
    shutil.copytree(REGISTRY, root / "registry")
    shutil.copytree(ROOT / "site", root / "site")
    shutil.copy(ROOT / "mkdocs.yml", root)
    planted = 0
    for file in (root / "registry/partners").glob("*/apps/*/configuration/*.yaml"):
        text = file.read_text()
        if "authorize_text: " in text:
            file.write_text(text.replace("authorize_text: ", f"authorize_text: {PLANTED} ", 1))
            planted += 1
    assert planted > 20
    build_site(root, root / "out", public_only=True)
    return root / "out"


def strings(value: Any) -> Iterator[str]:
    """Every text in a parsed file, keys of free mappings included (people in a list of members)."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield str(key)
            yield from strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from strings(inner)
    elif isinstance(value, str | int) and not isinstance(value, bool):
        yield str(value)


def read(file: Path) -> Any:
    return yaml.load(file.read_text(), Loader=yaml.BaseLoader) if file.exists() else {}


def live_files() -> Iterator[Path]:
    """What customers see: the live listing of each app that is not hidden, and each live profile."""
    for partner in (REGISTRY / "partners").iterdir():
        profile = read(partner / "published.yaml").get("profile", {}).get("production")
        if profile:
            yield partner / "profile" / f"{profile}.yaml"
        for app in (partner / "apps").glob("*"):
            listing = read(app / "published.yaml").get("listing", {}).get("production")
            if listing and read(app / "app.yaml").get("hidden") != "true":
                yield app / "listing" / f"{listing}.yaml"
                yield app / "app.yaml"


def private_values() -> set[str]:
    """Texts of private files that no public file holds."""
    live = set(live_files())
    names = " ".join(read(file)["name"] for file in (REGISTRY / "partners").glob("*/partner.yaml"))
    docs = " ".join(file.read_text() for file in (ROOT / "site/docs").rglob("*.md"))
    public = [names, docs, *(file.read_text() for file in live if file.name != "app.yaml")]
    public += [read(file)["name"] for file in live if file.name == "app.yaml"]
    public += [file.read_text() for file in (REGISTRY / "platform").glob("*.yaml") if file.name != "staff.yaml"]
    public += [" ".join(file.relative_to(REGISTRY).parts) for file in live]
    everything = " ".join(" ".join(public).split())
    found: set[str] = set()
    for file in (*REGISTRY.glob("p*/**/*.yaml"), *REGISTRY.glob("managed/**/*.yaml")):
        if file not in live and ("platform" not in file.parts or file.name == "staff.yaml"):
            found.update(strings(read(file)))
            found.add(file.stem)
    found.update(strings(json.loads((REGISTRY / "managed/requests.json").read_text())))
    found.update(folder.name for folder in (REGISTRY / "partners").glob("*/apps/*"))
    lines = {" ".join(line.split()) for value in found for line in value.splitlines()}
    return {line for line in lines if len(line) > 7 and line not in everything}


def test_no_private_value_is_in_the_public_build(public: Path) -> None:
    values = private_values()
    assert len(values) > 1_000
    texts = [file for file in public.rglob("*") if file.suffix in {".html", ".json", ".xml", ".txt"}]
    blob = "\n".join(file.read_text(encoding="utf-8") for file in texts)
    blob = html.unescape(blob.replace("\\u0026", "&"))
    # The frame around pages stands in each of them: each line is searched once.
    everything = "\n".join(dict.fromkeys(" ".join(line.split()) for line in blob.splitlines()))
    people = [str(read(file)[key]) for file in (REGISTRY / "people").glob("*.yaml") for key in ("name", "email")]
    assert set(people) & values
    assert [value for value in sorted(values) if value in everything] == []


def test_no_planted_word_is_in_any_file_of_the_public_build(public: Path) -> None:
    files = [file for file in public.rglob("*") if file.is_file()]
    assert len(files) > 200
    assert [file for file in files if PLANTED.encode() in file.read_bytes() or PLANTED in file.name] == []


def test_every_file_of_the_public_build_has_a_public_address(public: Path) -> None:
    addresses = [file.relative_to(public).as_posix() for file in public.rglob("*")]
    assert [address for address in addresses if not audience_of(address).is_public] == []
    assert "app-store/index.html" in addresses


def test_a_page_says_that_it_is_private_when_its_path_does() -> None:
    pages = list(all_pages(load(open_folder(ROOT))))
    assert {page.path for page in pages if page.meta.get("private")} == {
        page.path for page in pages if not audience_of(page.path).is_public
    }
    for page in pages:
        assert not page.audience.is_public or "partners" not in str(page.view.get("navigator", ""))
