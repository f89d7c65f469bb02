"""A website that was brought up to date is, byte for byte, the one that is built anew; a failure leaves it alone."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from pathlib import Path

import pytest
from devportal.decide.place import Tree
from devportal.domain.snapshot import Filed
from devportal.domain.source import SourceError
from devportal.flows.build import build_site
from devportal.flows.kept import keeping
from devportal.flows.lazy import load_lazily
from devportal.flows.load import load
from devportal.flows.read import memory, open_folder
from devportal.flows.site.watch import Digests
from PIL import Image

ROOT = Path(__file__).parents[3]
VALID = Path(__file__).parents[1] / "examples" / "valid"
ACME, BIRCH = "registry/partners/acme", "registry/partners/birch"
TENANTS = """\
tenants:
  - tenant: Cust10419
    name: Hagen Foods
    environment: production
    state: Running
    authorisation: active
    authorised_by: System administrator
    authorised_on: "2026-10-24T08:15:00Z"
"""
SECRET = """\
  client_secret:
    generation: 1
    store: embedded:acme/visual-reports/production/1
    created: 2026-01-01T00:00:00Z
    expires: 2026-02-01
"""

pytestmark = pytest.mark.xdist_group("changed")


@pytest.fixture
def clone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example registry in git, with all templates and only some documents, which are MkDocs' own matter."""
    root = tmp_path_factory.mktemp("changed") / "clone"
    shutil.copytree(VALID / "registry", root / "registry")
    shutil.copytree(ROOT / "site", root / "site", ignore=shutil.ignore_patterns("reference", "contribute", "guide"))
    settings = (ROOT / "mkdocs.yml").read_text().partition("\nnav:\n")[0]
    (root / "mkdocs.yml").write_text(f"{settings}\nnav:\n  - Home: index.md\n  - Guide: guide/some.md\n")
    (root / "site/docs/guide").mkdir()
    (root / "site/docs/guide/some.md").write_text("# A guide\n\nSee the [home page](../index.md).\n")
    git(root, "init", "--quiet", "--initial-branch=main")
    commit(root)
    return root


def git(root: Path, *command: str) -> None:
    who = ["-c", "user.name=Ola Berg", "-c", "user.email=ola.berg@acme.example"]
    subprocess.run(["git", *who, *command], cwd=root, check=True, capture_output=True)


def commit(root: Path) -> None:
    git(root, "add", "registry")
    git(root, "commit", "--quiet", "--message", "A change")


def put(path: str, old: str, new: str) -> Callable[[Path], None]:
    def edit(root: Path) -> None:
        text = (root / path).read_text()
        assert re.search(old, text, re.MULTILINE), (path, old)
        (root / path).write_text(re.sub(old, new, text, count=1, flags=re.MULTILINE))

    return edit


def picture(root: Path) -> None:
    Image.new("RGB", (488, 488), (20, 90, 60)).save(root / f"{ACME}/apps/visual-reports/listing/media/icon.png")


def version(root: Path) -> None:
    text = (root / f"{BIRCH}/apps/pocket-maps/configuration/summer.yaml").read_text()
    text = re.sub(r"(?m)^label: .*", "label: Autumn", text)
    (root / f"{BIRCH}/apps/pocket-maps/configuration/autumn.yaml").write_text(text)


def facts(root: Path) -> None:
    folder = root / f"registry/managed/{ACME.removeprefix('registry/')}/apps/visual-reports"
    (folder / "tenants.yaml").write_text(TENANTS)
    with (folder / "credentials.yaml").open("a") as file:
        file.write(SECRET)


EDITS: dict[str, tuple[Callable[[Path], None], bool]] = {
    "nothing": (lambda _: None, True),
    "an app's settings": (put(f"{ACME}/apps/visual-reports/app.yaml", "errors@", "faults@"), True),
    "a partner's name, which others show": (put(f"{ACME}/partner.yaml", "name: Acme", "name: Acme and Sons"), True),
    "a person's name": (put("registry/people/ola-berg.yaml", "^name: .*", "name: Ola Bergmann"), True),
    "an app leaves the store": (
        put(f"{ACME}/apps/visual-reports/app.yaml", "kind: standard", "kind: standard\nhidden: true"),
        True,
    ),
    "and comes back": (put(f"{ACME}/apps/visual-reports/app.yaml", "\nhidden: true", ""), True),
    "a member more": (
        put(f"{BIRCH}/members.yaml", "^members:\n", "members:\n  ida-holm:\n    roles: [developer]\n"),
        True,
    ),
    "a member less": (put(f"{BIRCH}/members.yaml", "  ida-holm:\n    roles: \\[developer\\]\n", ""), True),
    "a version more": (version, True),
    "the versions' history": (commit, True),
    "another picture": (picture, True),
    "a request is answered": (
        put(
            "registry/managed/requests.json",
            '"state": "pending"',
            '"state": "rejected", "reason": "No state change endpoint."',
        ),
        True,
    ),
    "a category is renamed": (
        put("registry/platform/categories.yaml", "name: ERP$", "name: Getting more done"),
        True,
    ),
    "a customer more, and a secret that ends": (facts, True),
    "an app is deleted": (lambda root: shutil.rmtree(root / f"{ACME}/apps/order-desk"), True),
    "a document": (lambda root: (root / "site/docs/guide/some.md").write_text("# A guide\n\nAnother.\n"), False),
    "a template": (put("site/overrides/403.html", "This page is not for you", "This page is somebody else's"), False),
}


def contents(folder: Path) -> dict[str, bytes]:
    files = [file for file in folder.resolve().rglob("*") if file.is_file()]
    return {file.relative_to(folder.resolve()).as_posix(): file.read_bytes() for file in files}


@contextlib.contextmanager
def nothing_remembered(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Without any cache: what is kept of a partner must be what is made of it."""
    with monkeypatch.context() as patched:
        patched.setenv("DEVPORTAL_CACHE", "off")
        memory.cache_clear()
        yield
    memory.cache_clear()


@pytest.mark.usefixtures("cache")
def test_bringing_up_to_date_is_building_anew(clone: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "site"
    first = build_site(clone, out)
    for name, (edit, is_partial) in EDITS.items():
        before = contents(out)
        edit(clone)
        built = build_site(clone, out)
        anew = tmp_path / "anew"
        with nothing_remembered(monkeypatch):
            build_site(clone, anew)
        after, wanted = contents(out), contents(anew)
        assert after.keys() == wanted.keys(), name
        assert [path for path in wanted if after[path] != wanted[path]] == [], name
        changed = sum(before.get(path) != data for path, data in after.items() if "app-store" not in path)
        if is_partial:
            assert built.written < first.files / 2, name
            assert changed <= built.written + 2, "the sitemap, and what was written; stores are counted apart"
        shutil.rmtree(anew.resolve())
        anew.unlink()
    assert out.is_symlink()
    assert {one.name for one in tmp_path.iterdir() if not one.name.startswith(".anew")} == {
        "site",
        ".site.a",
        ".site.b",
        ".site.a.json",
        ".site.b.json",
        ".site.a.stores.json",
        ".site.b.stores.json",
        ".site.lock",
    }


def test_a_build_that_fails_leaves_the_website_as_it_was(clone: Path, tmp_path: Path) -> None:
    out = tmp_path / "site"
    build_site(clone, out)
    before, shown = contents(out), out.resolve()
    partner = clone / f"{ACME}/partner.yaml"
    good = partner.read_text()
    for bad in ("name: [", "name: Acme\n", good.replace("ida-holm", "nobody-at-all")):
        partner.write_text(bad)
        with pytest.raises(SourceError, match="devportal validate"):
            build_site(clone, out)
        assert contents(out) == before
        assert out.resolve() == shown
    partner.write_text(good)
    template = clone / "site/overrides/settings.html"
    text = template.read_text()
    template.write_text(text + "{% if %}")
    with pytest.raises(SourceError, match=r"settings\.html"):
        build_site(clone, out)
    assert contents(out) == before
    template.write_text(text)
    assert build_site(clone, out).files
    assert contents(out) == before


def test_a_plain_folder_is_replaced_and_a_private_build_does_not_outlive_a_public_one(
    clone: Path, tmp_path: Path
) -> None:
    out = tmp_path / "site"
    out.mkdir()
    (out / "old.html").write_text("of another tool")
    build_site(clone, out)
    assert "old.html" not in contents(out)
    assert (out / "partners/acme/index.html").is_file()
    build_site(clone, out, public_only=True)
    files = [file for file in tmp_path.rglob("*") if file.is_file() and "partners" in file.relative_to(tmp_path).parts]
    assert files == []
    assert b"ola.berg" not in b"".join(file.read_bytes() for file in tmp_path.rglob("*") if file.is_file())


def test_two_builds_of_one_website_do_not_meet(clone: Path, tmp_path: Path) -> None:
    from devportal.gateways.lock import locked

    with locked(tmp_path / ".site.lock"), pytest.raises(SourceError, match="Another build"):
        build_site(clone, tmp_path / "site")


def test_mkdocs_alone_builds_the_same_website(clone: Path, tmp_path: Path) -> None:
    """One generator: the plugin hands MkDocs the very pages that ``devportal build`` makes by itself."""
    build_site(clone, tmp_path / "ours")
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--strict", "--site-dir", str(tmp_path / "theirs")]
    subprocess.run(command, cwd=clone, check=True, capture_output=True, env={**os.environ, "NO_MKDOCS_2_WARNING": "1"})
    ours, theirs = contents(tmp_path / "ours"), contents(tmp_path / "theirs")
    assert ours.keys() == theirs.keys()
    assert [path for path in ours if ours[path] != theirs[path]] in ([], ["sitemap.xml.gz"]), "it holds a time"


def plain(value: object) -> object:
    """Records and mappings by value, whether they were read at once or when they were looked at."""
    if isinstance(value, Mapping):
        return {key: plain(one) for key, one in value.items()}
    if isinstance(value, Filed):
        return (value.location, value.record)
    if is_dataclass(value) and not isinstance(value, type):
        return {one.name: plain(getattr(value, one.name)) for one in fields(value)}
    return value


def test_what_is_read_late_is_what_is_read_at_once() -> None:
    source = open_folder(ROOT)
    late, at_once = load_lazily(source, Tree(source.entries())), load(source)
    for one in fields(at_once):
        assert plain(getattr(late, one.name)) == plain(getattr(at_once, one.name)), one.name


@pytest.mark.usefixtures("cache")
def test_of_partners_that_have_not_changed_nothing_is_worked_out_again(
    clone: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def asked() -> list[str]:
        source, found = open_folder(clone), list[str]()
        tree = Tree(source.entries())
        snapshot = load_lazily(source, tree)
        kept = keeping(Digests(snapshot, tree))
        told = kept("name", list(snapshot.partners), lambda name: found.append(name) or (name, len(name)))  # type: ignore[func-returns-value]
        assert told == {name: [name, len(name)] for name in snapshot.partners}
        return found

    everybody = asked()
    assert {"acme", "birch"} <= set(everybody)
    assert asked() == []
    EDITS["an app's settings"][0](clone)
    assert asked() == ["acme"]
    with nothing_remembered(monkeypatch):
        assert asked() == everybody
