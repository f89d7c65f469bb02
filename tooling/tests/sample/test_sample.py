"""The sample registry and its generator."""

from __future__ import annotations

import json
import subprocess
from collections import Counter
from pathlib import Path

import pytest
from click.testing import CliRunner
from devportal.cli import main
from devportal.domain.constraint import words
from devportal.domain.environment import Environment
from devportal.flows.load import load
from devportal.flows.read import open_folder, open_revision
from devportal.flows.sample import prepared, write_sample
from devportal.flows.validate import validate, validate_folder
from devportal.gateways.drawing import draw

ROOT = Path(__file__).parents[3]


def head(folder: Path) -> str:
    return subprocess.run(["git", "rev-parse", "HEAD"], cwd=folder, capture_output=True, text=True, check=True).stdout


def test_the_committed_sample_has_no_finding() -> None:
    assert validate_folder(ROOT) == ()


def test_the_committed_sample_is_as_lively_as_promised() -> None:
    snapshot = load(open_folder(ROOT))
    apps = [app for partner in snapshot.partners.values() for app in partner.apps.values()]
    assert len(snapshot.partners) >= 16
    assert len(snapshot.people) >= 45
    assert len(apps) >= 70
    counts = Counter(len(partner.apps) for partner in snapshot.partners.values())
    assert counts[0] >= 1
    assert counts[12] >= 1
    settings = [app.settings.record for app in apps if app.settings]
    kinds = [
        {app.settings.record.kind for app in one.apps.values() if app.settings} for one in snapshot.partners.values()
    ]
    assert {"custom"} in [{kind.value for kind in found} for found in kinds]
    assert {one.template for one in settings} == set(snapshot.platform.templates)
    assert {key for app in apps for one in app.listings.values() for key in one.record.details.categories} == set(
        snapshot.platform.catalogues["categories"]
    )
    assert {one.beta for one in settings} == {one.hidden for one in settings} == {True, False}
    members = Counter(name for one in snapshot.partners.values() if one.members for name in one.members.record.members)
    assert max(members.values()) >= 2
    states = {request.state.value for request in snapshot.requests.requests}
    assert states == {"pending", "rejected"}
    live = {
        tuple(bool(app.published and app.published.record.configuration.in_environment(one)) for one in Environment)
        for app in apps
    }
    assert len(live) >= 5
    assert sum(file.stat().st_size for file in (ROOT / "registry").rglob("*.png")) < 15 * 2**20


def test_the_same_seed_gives_the_same_commit(tmp_path: Path) -> None:
    for name, seed in (("a", 7), ("b", 7), ("c", 8)):
        write_sample(tmp_path / name, 20, seed, commits=30, media="tiny")
    assert head(tmp_path / "a") == head(tmp_path / "b") != head(tmp_path / "c")
    assert validate_folder(tmp_path / "a") == ()


@pytest.mark.parametrize("commits", [1, 5, 400])
def test_a_history_ends_in_the_same_files(tmp_path: Path, commits: int) -> None:
    written = write_sample(tmp_path / "s", 3, 1, commits=commits, media="tiny")
    assert written.commits == commits
    count = subprocess.run(
        ["git", "rev-list", "--count", "HEAD"], cwd=tmp_path / "s", capture_output=True, text=True, check=True
    )
    assert int(count.stdout) == commits
    assert validate_folder(tmp_path / "s") == ()
    tree = subprocess.run(
        ["git", "rev-parse", "HEAD:registry/people"], cwd=tmp_path / "s", capture_output=True, text=True, check=True
    )
    write_sample(tmp_path / "t", 3, 1, media="tiny")
    other = subprocess.run(
        ["git", "rev-parse", "HEAD:registry/people"], cwd=tmp_path / "t", capture_output=True, text=True, check=True
    )
    assert tree.stdout == other.stdout


def test_the_committed_texts_are_what_the_generator_writes(tmp_path: Path) -> None:
    write_sample(tmp_path / "s", 16, 2026, media="tiny")
    for file in (tmp_path / "s" / "registry").rglob("*"):
        path = file.relative_to(tmp_path / "s")
        if file.is_file() and file.suffix != ".png":
            assert (ROOT / path).read_bytes() == file.read_bytes(), path


def test_a_folder_that_is_not_empty_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "kept").write_text("x")
    result = CliRunner().invoke(main, ["sample", "--partners", "1", str(tmp_path)])
    assert result.exit_code == 2
    assert [file.name for file in tmp_path.iterdir()] == ["kept"]


def test_requests_are_json() -> None:
    assert json.loads((ROOT / "registry/managed/requests.json").read_text())["requests"]


def git_lines(folder: Path, *words: str) -> list[str]:
    done = subprocess.run(["git", *words], cwd=folder, capture_output=True, text=True, check=True)
    return done.stdout.splitlines()


@pytest.fixture(scope="module")
def history(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("history") / "s"
    write_sample(folder, 16, 2026, media="tiny")
    return folder


def test_each_deed_is_a_commit_of_the_person_who_did_it(history: Path) -> None:
    authors = git_lines(history, "log", "--format=%an <%ae>")
    times = [int(line) for line in git_lines(history, "log", "--reverse", "--format=%at")]
    assert len(authors) > 200
    assert len(set(authors)) > 20
    assert times == sorted(times)
    assert times[-1] - times[0] > 600 * 86_400
    people = {one.record.name for one in load(open_folder(history)).people.values()}
    assert {one.partition(" <")[0] for one in authors} - people == {"Marit Hauge", "Portal automation"}


def test_an_app_goes_live_one_environment_after_the_other(history: Path) -> None:
    path = "registry/partners/granite-erp/apps/granite-sync/published.yaml"
    assert git_lines(history, "log", "--reverse", "--format=%s", "--", path) == [
        f"Publish Granite Sync to {one}" for one in ("SOD", "Stage", "Production")
    ]


@pytest.mark.parametrize("share", [0.05, 0.15, 0.3, 0.5, 0.75, 0.95])
def test_the_registry_had_no_finding_on_any_day(history: Path, share: float) -> None:
    commits = git_lines(history, "rev-list", "--reverse", "HEAD")
    assert validate(open_revision(history, commits[int(len(commits) * share)])).findings == ()


def test_the_committed_pictures_are_what_the_generator_draws() -> None:
    made = prepared(16, 2026)
    for path in sorted(made.pictures)[::25]:
        one = made.pictures[path]
        assert (ROOT / path).read_bytes() == draw(one.kind, one.motif, one.seed, one.words), path


def test_pictures_hold_nothing_but_the_picture() -> None:
    for kind, motif, said in (("icon", "gears", ()), ("screenshot", "map", ("App", "Map", "Map"))):
        data, place, names = draw(kind, motif, "seed", said), 8, []
        while place < len(data):
            names.append(data[place + 4 : place + 8])
            place += 12 + int.from_bytes(data[place : place + 4], "big")
        assert set(names) == {b"IHDR", b"PLTE", b"IDAT", b"IEND"}


def test_every_page_of_the_store_has_something_to_say() -> None:
    headers, icons = [], []
    for partner in load(open_folder(ROOT)).partners.values():
        for app in partner.apps.values():
            for version, listing in app.listings.items():
                text = listing.record.description
                assert 40 <= words(text.about or "") <= 200, listing.path
                if version == "initial":
                    headers.append(text.header)
            icons += [name for name in app.media if name == "icon.png"]
    assert len(headers) == len(set(headers)) > 55
    assert len(icons) > 50
