"""``devportal log`` as its user sees it: text, JSON and CSV, filters, refusals; hostile texts stay texts."""

from __future__ import annotations

import csv
import io
import json
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from devportal.cli import main
from devportal.show.cells import as_csv, cell
from hypothesis import given
from hypothesis import strategies as st

from .conftest import Written
from .history import COVE, EVA, MEMBERS, PARTNER
from .scribe import Scribe

pytestmark = pytest.mark.xdist_group("logs")


def run(root: Path, *arguments: str, **environment: str) -> Result:
    return CliRunner().invoke(main, ["log", "--repository", str(root), *arguments], env=environment)


def found(root: Path, *arguments: str) -> list[dict[str, Any]]:
    result = run(root, *arguments, "--format", "json")
    assert result.exit_code == 0, result.output
    document = json.loads(result.stdout)
    assert document["version"] == 1
    events: list[dict[str, Any]] = document["events"]
    return events


def test_a_person_can_read_it(written: Written) -> None:
    result = run(written.root, "cove", "--event", "*-publishing-rejected", "--event", "app-settings-updated", "-n", "5")
    ids = [one[:12] for one in written.commits]
    assert (
        result.stdout
        == f"""\
2026-03-01 09:35  Application settings updated  cove/tide-tables
    Renames Tide Tables from tides to tide-tables: its addresses change
    Jon Vik (App Manager, Online Operations) (by e-mail address) · Direct commit · {ids[16]}
      SEO-friendly name: tides → tide-tables

2026-03-01 08:39  Configuration publishing rejected  cove/tides
    Rejects publishing the configuration initial of Tide Tables to Production
    Mari Dahl (App Manager, App Store Manager) · Pull request #12 · {ids[8]}
      Reason:
        + The text
        + is too short.

2026-03-01 08:38  Profile publishing rejected  cove
    Rejects publishing the profile initial of Cove Labs to Stage
    SuperOffice · Pull request #10 · {ids[8]}

2026-03-01 08:37  App Store profile publishing rejected  cove/tides
    Rejects publishing the App Store information initial of Tide Tables to Stage
    Mari Dahl (App Manager, App Store Manager) · Pull request #9 · {ids[8]}
      Reason:
        + The text
        + is too short.

2026-03-01 08:20  Application settings updated  cove/tides
    Changes Beta and Error reporting emails of Tide Tables
    Ola Berg (signed) · Direct commit · {ids[3]}
      Beta: nothing → Yes
      Error reporting emails:
        + a@cove.example
        + b@cove.example

"""
    )


def test_colours_follow_the_rules(written: Written) -> None:
    assert "\x1b" not in run(written.root).stdout
    assert "\x1b[1m" in run(written.root, FORCE_COLOR="1").stdout
    assert "\x1b" not in run(written.root, FORCE_COLOR="1", NO_COLOR="1").stdout


@pytest.mark.parametrize(
    ("arguments", "count"),
    [
        (("--event", "configuration-published"), 2),
        (("--event", "configuration-*", "--event", "app-created"), 12),
        (("cove/tide-tables", "--event", "configuration-published"), 2),
        (("--by", "eva-lind"), 10),
        (("--by", "EVA"), 10),
        (("--by", "app manager", "--since", "2026-03-01T09:35:00Z"), 3),
        (("--since", "2026-03-01T10:05"), 3),
        (("--since", "2026-03-01", "--until", "2026-03-01T08:00:00Z"), 15),
        (("--until", "2026-02-28"), 0),
        (("--until", "2026-03-01", "--event", "partner-*"), 6),
    ],
)
def test_filters(written: Written, arguments: tuple[str, ...], count: int) -> None:
    assert len(found(written.root, *arguments)) == count


def test_json_has_every_fact(written: Written) -> None:
    (event,) = found(written.root, "cove", "--event", "configuration-published", "--since", "2026-03-01T08:50:00Z")
    assert event == {
        "time": "2026-03-01T08:55:00Z",
        "event": "configuration-published",
        "partner": "cove",
        "app": "tides",
        "subject": "Tide Tables",
        "version": "initial",
        "environment": "stage",
        "description": "Publishes the configuration initial of Tide Tables to Stage",
        "by": "Ola Berg",
        "person": "ola-berg",
        "role": "",
        "vouched": "portal",
        "source": "hook",
        "request": 8,
        "approved_by": ["Mari Dahl (App Manager)"],
        "commit": written.commits[9],
        "values": [{"title": "Stage", "place": "", "old": [], "new": ["initial"]}],
    }


def test_csv_and_json_tell_the_same(written: Written) -> None:
    rows = list(csv.DictReader(io.StringIO(run(written.root, "--format", "csv").stdout, newline="")))
    events = found(written.root)
    assert len(rows) == len(events)
    for row, event in zip(rows, events, strict=True):
        assert [row[name] for name in ("time", "event", "commit", "partner", "app", "version", "person", "source")] == [
            event[name] for name in ("time", "event", "commit", "partner", "app", "version", "person", "source")
        ]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("cov",), "The log knows no partner cov. Did you mean cove?"),
        (("cove/tide-table",), "The log knows no app tide-table of cove. Did you mean cove/tide-tables?"),
        (("cove/x",), "The log knows no app x of cove. See them all: devportal log cove"),
        (("--event", "app-create"), "There is no event app-create. Did you mean app-created?"),
        (("--since", "yesterday"), "'yesterday' is no time. Write a day such as 2026-11-24"),
        (("--since", "2026-13-01"), "'2026-13-01' is no time."),
        (("--until", "99999d"), ""),
        (("--at", "nowhere"), "Git knows no commit 'nowhere' here."),
    ],
)
def test_mistakes_are_explained(written: Written, arguments: tuple[str, ...], says: str) -> None:
    result = run(written.root, *arguments)
    assert says in result.stderr
    assert result.exit_code == (2 if says else 0)


def test_no_repository(tmp_path: Path) -> None:
    result = run(tmp_path)
    assert result.exit_code == 2
    assert "is not in a git repository" in result.stderr


HOSTILE = "\x1b]0;x\x07\x1b[2J\u202e=HYPERLINK(1)\u2066"


def test_hostile_texts_stay_texts(scribe: Scribe) -> None:
    people = {f"{COVE}/members.yaml": MEMBERS, f"{COVE}/partner.yaml": PARTNER.replace("Cove Labs", "'=1+1'")}
    scribe.commit("Cove", EVA, people)
    scribe.commit(
        HOSTILE, (HOSTILE, "x@y.example"), {f"{COVE}/partner.yaml": PARTNER.replace("Cove Labs", "'@SUM(1)'")}
    )
    text = run(scribe.root).stdout
    table = run(scribe.root, "--format", "csv").stdout
    for out in (text, table, run(scribe.root, "--format", "json").stdout):
        assert not [char for char in out if unicodedata.category(char) in {"Cc", "Cf"} and char not in "\n\r"]
    for row in csv.reader(io.StringIO(table, newline="")):
        assert not [one for one in row if one.startswith(("=", "+", "-", "@"))]
    assert "'=1+1" in table


@given(st.lists(st.lists(st.text(), min_size=2, max_size=2), min_size=1))
def test_no_cell_is_a_formula_and_none_is_lost(rows: list[list[str]]) -> None:
    text = "".join(as_csv(("a", "b"), rows))
    read = list(csv.reader(io.StringIO(text, newline="")))
    assert read == [["a", "b"], *([cell(one) for one in row] for row in rows)]
    for row in read:
        for one in row:
            assert not one.lstrip().startswith(("=", "+", "-", "@", "＝", "＋", "－", "＠"))
