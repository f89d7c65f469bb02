"""The log equals the table that was written by hand, whole or piece by piece, in one process or two."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any

import pytest
from devportal.domain.event import Event, EventKind
from devportal.domain.managed import Part
from devportal.domain.source import SourceError
from devportal.flows import log as flow
from devportal.flows.log import read_log

from .conftest import Written
from .history import CONFIGURATION, COVE, EVA, MEMBERS, OLA, PARTNER
from .scribe import Scribe, example
from .told import line

pytestmark = pytest.mark.xdist_group("logs")

EXPECTED = Path(__file__).with_name("expected.txt")
DOMAIN_SHEET = """
app-created app-deleted app-settings-updated app-developed-by-changed app-ownership-changed
app-technical-contact-changed configuration-created configuration-updated configuration-publish-requested
configuration-published configuration-publishing-rejected listing-created listing-updated listing-publish-requested
listing-published listing-publishing-rejected failure-reported
partner-settings-updated partner-administrative-contact-changed partner-technical-contact-changed profile-created
profile-updated profile-publish-requested profile-published profile-publishing-rejected user-assigned user-removed
user-permission-updated uninstall-requested problem-reported
""".split()


def test_the_log_is_the_table(written: Written) -> None:
    told = [line(one, written.commits) for one in reversed(written.log.events)]
    assert told == EXPECTED.read_text(encoding="utf-8").splitlines()


def test_every_event_of_the_portal_is_in_the_history(written: Written) -> None:
    assert {one.value for one in EventKind} == {one.what.kind.value for one in written.log.events}
    assert {EventKind(name) for name in DOMAIN_SHEET} <= set(EventKind)


def test_an_app_keeps_its_log_under_another_name(written: Written) -> None:
    kinds = [one.what.kind.value for one in written.log.of("cove", "tide-tables")]
    assert kinds[0] == "app-deleted"
    assert kinds[-5:] == [
        "configuration-published", "listing-created", "credentials-updated", "configuration-created", "app-created"
    ]  # fmt: skip
    assert written.log.of("cove", "tides") == ()
    assert {one.what.app for one in written.log.of("cove", "tide-tables")} == {"tides", "tide-tables"}


def test_who_published_which_version(written: Written) -> None:
    found = [
        (one.time, one.name, one.what.version, one.what.environment, one.what.kind.value)
        for one in written.log.publications("cove", "tide-tables", Part.CONFIGURATION)
    ]
    assert found == [
        ("2026-03-01T09:45:00Z", "Ola Berg", "initial", "stage", "configuration-withdrawn"),
        ("2026-03-01T08:55:00Z", "Ola Berg", "initial", "stage", "configuration-published"),
        ("2026-03-01T08:15:00Z", "Ola Berg", "initial", "sod", "configuration-published"),
    ]


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DEVPORTAL_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


@pytest.fixture
def stretches(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """Which stretches of the history are read."""
    read: list[tuple[str, str]] = []
    honest = flow.segment

    def spied(root: Path, after: str, tip: str) -> Any:
        read.append((after, tip))
        return honest(root, after, tip)

    monkeypatch.setattr(flow, "segment", spied)
    return read


def test_piece_by_piece_it_is_the_same(written: Written, cache: Path, stretches: list[tuple[str, str]]) -> None:
    commits = written.commits
    pieces = [commits[place] for place in (0, 1, 8, 9, 16, len(commits) - 1)]
    for tip in pieces:
        log = read_log(written.root, tip)
    assert log.events == written.log.events
    assert stretches == list(zip(["", *pieces], pieces, strict=False))
    assert read_log(written.root).events == log.events
    older = read_log(written.root, commits[8])
    assert older.events == written.log.events[-len(older.events) :]
    assert len(stretches) == len(pieces)


def test_two_processes_read_the_same(written: Written, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(flow, "_ALONE", 2)
    for workers in (2, 3):
        monkeypatch.setattr(flow, "cores", lambda workers=workers: workers)
        assert read_log(written.root).events == written.log.events


def test_history_that_was_written_anew_is_read_from_where_it_parts(
    written: Written, tmp_path: Path, cache: Path, stretches: list[tuple[str, str]]
) -> None:
    root = tmp_path / "clone"
    subprocess.run(["git", "clone", "--quiet", str(written.root), str(root)], check=True)
    assert read_log(root).events == written.log.events
    fork = written.commits[6]
    again = Scribe(root, minutes=90)
    again.git("reset", "--quiet", "--hard", fork)
    again.commit("Another way", OLA, {f"{COVE}/apps/tides/configuration/next.yaml": CONFIGURATION})
    del stretches[:]
    anew = read_log(root).events
    assert stretches == [(fork, again.git("rev-parse", "HEAD"))]
    assert [one.what.description for one in anew][:2] == [
        "Adds the configuration next of Tide Tables",
        "Adds https://tides.cove.example/b in Allowed redirect URLs of Tide Tables",
    ]
    cache.rename(tmp_path / "old")
    assert read_log(root).events == anew


def test_a_broken_memory_is_thrown_away(written: Written, cache: Path) -> None:
    cache.mkdir()
    (cache / "log.sqlite").write_bytes(b"no database" * 1000)
    assert read_log(written.root).events == written.log.events


def test_a_shallow_clone_is_no_history(written: Written, tmp_path: Path) -> None:
    subprocess.run(["git", "clone", "--quiet", "--depth=2", written.root.as_uri(), str(tmp_path / "clone")], check=True)
    with pytest.raises(SourceError, match="git fetch --unshallow"):
        read_log(tmp_path / "clone")


def cove(scribe: Scribe) -> None:
    people = {f"people/{name}.yaml": example(f"people/{name}.yaml") for name in ("eva-lind", "ola-berg")}
    scribe.commit("Cove", EVA, people | {f"{COVE}/partner.yaml": PARTNER, f"{COVE}/members.yaml": MEMBERS})


def kinds(events: tuple[Event, ...]) -> list[str]:
    return [one.what.kind.value for one in events]


def test_who_takes_a_name_sees_nothing_of_those_who_had_it(scribe: Scribe) -> None:
    cove(scribe)
    scribe.commit("Secret plans", EVA, {f"{COVE}/partner.yaml": PARTNER.replace("Cove Labs", "Cove Rockets")})
    scribe.commit("Cove goes", EVA, {COVE: None})
    scribe.commit("Others come", OLA, {f"{COVE}/partner.yaml": PARTNER.replace("Cove Labs", "Cove Knitting")})
    assert kinds(read_log(scribe.root).of("cove")) == ["partner-created"]
    scribe.git("mv", f"registry/{COVE}", "registry/partners/harbour")
    scribe.commit("Another name", OLA, {})
    cove(scribe)
    log = read_log(scribe.root)
    assert kinds(log.of("harbour")) == ["partner-settings-updated", "partner-created"]
    assert kinds(log.of("cove")) == ["user-assigned", "user-assigned", "partner-created"]


def test_a_partner_that_is_renamed_takes_its_apps_along(scribe: Scribe) -> None:
    cove(scribe)
    app = {f"{COVE}/apps/tides/app.yaml": "name: Tides\nkind: standard\ntechnical_contact: ola-berg\n"}
    scribe.commit("An app", OLA, app)
    scribe.git("mv", f"registry/{COVE}/apps/tides", f"registry/{COVE}/apps/tide-tables")
    scribe.commit("A better name", OLA, {})
    scribe.git("mv", f"registry/{COVE}", "registry/partners/harbour")
    scribe.commit("Another name", OLA, {})
    scribe.commit("An app", OLA, {"partners/harbour/apps/tide-tables/configuration/initial.yaml": CONFIGURATION})
    log = read_log(scribe.root)
    assert kinds(log.of("harbour", "tide-tables")) == ["configuration-created", "app-settings-updated", "app-created"]
    assert len(log.of("harbour")) == 7
    assert log.of("cove") == ()


def test_files_that_nobody_can_read_are_told(scribe: Scribe) -> None:
    cove(scribe)
    scribe.commit("Oops", EVA, {f"{COVE}/partner.yaml": "name: [\n"})
    scribe.commit("Mended", EVA, {f"{COVE}/partner.yaml": PARTNER})
    told = [one.what.description for one in read_log(scribe.root).events[:2]]
    assert told == [
        "Mends the partner cove, which could not be read",
        "Changes the partner cove: it cannot be read any more",
    ]
