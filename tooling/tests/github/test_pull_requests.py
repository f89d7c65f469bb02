"""A pull request from event to comment to merge, against a GitHub that keeps state."""

from __future__ import annotations

import json
import re

import pytest

from ..hook.village import git
from .conftest import WHO, Portal
from .double import BOT, TOKEN, served

MAPS = "registry/partners/birch/apps/pocket-maps"
PUBLISHED = f"{MAPS}/published.yaml"
VERSION = f"{MAPS}/configuration/initial.yaml"
OLA, MARI, JON = ("ola-berg", 10482232), ("maridahl", 7001001), ("jonvik", 7001002)
STAGE = "configuration:\n  sod: initial\n  stage: initial\n"


@pytest.fixture
def asked(portal: Portal) -> str:
    """Ola asks for Stage in request 7; the commit."""
    head = portal.branch(PUBLISHED, STAGE)
    portal.world.open(7, head, OLA)
    return head


def comments(portal: Portal, number: int = 7) -> list[str]:
    return [one["body"] for one in portal.world.comments.get(number, [])]


def test_from_event_to_comment_to_merge(portal: Portal, asked: str) -> None:
    assert "request pending" in portal.judge_and_tell(7)
    (comment,) = comments(portal)
    assert "### Waiting for an App Manager: 0 of 16 working hours, place 1 in the queue." in comment
    assert f"Judged: commit `{asked[:12]}`" in comment
    check = portal.world.checks[-1]
    assert (check["name"], check["head_sha"], check["status"]) == ("devportal", asked, "in_progress")
    assert "needs: App Manager" in portal.world.labels(7)
    assert not portal.world.merged

    portal.world.review(7, MARI, asked)
    assert portal.judge_and_tell(7) == f"Request 7 at {asked[:12]}: merged.\n"
    ((number, message),) = portal.world.merged
    assert number == 7
    assert message.startswith("Asked-by: ola-berg\nApproved-by: mari-dahl (App Manager)\nContent: ")
    assert "needs: App Manager" not in portal.world.labels(7)
    first, second = comments(portal)
    assert first == f"This was so at `{asked[:12]}`. [How it stands](https://github.example/c/2)"
    assert "### Done: it is approved and can be merged." in second
    assert portal.world.checks[-1]["conclusion"] == "success"


def test_every_call_is_as_github_describes_it(
    portal: Portal, asked: str, description: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All that the gateway sends, checked by GitHub's published OpenAPI description."""
    broken = portal.branch(f"{MAPS}/app.yaml", portal.text(f"{MAPS}/app.yaml") + "technicl_contact: eva-lind\n")
    with served(portal.world, description) as address:
        monkeypatch.setenv("GITHUB_API_URL", address)
        portal.judge_and_tell(7)
        portal.world.review(7, MARI, asked)
        portal.judge_and_tell(7)
        portal.world.open(8, broken, OLA)
        portal.judge_and_tell(8)
        portal.judge_and_tell(8)
        assert portal.run("escalate").exit_code == 0
    assert portal.world.violations == []
    verbs = {re.sub(r"\d+", "N", one) for one in portal.world.calls}
    assert {"PUT /repos/house/portal/pulls/N/merge", "POST /repos/house/portal/check-runs"} <= verbs


def test_the_description_finds_what_is_wrong(description: str, portal: Portal, monkeypatch: pytest.MonkeyPatch) -> None:
    """The check's own check: a call that GitHub would refuse is reported."""
    from devportal.gateways.github import open_forge

    with served(portal.world, description) as address:
        monkeypatch.setenv("GITHUB_API_URL", address)
        open_forge().api.send("POST", "/check-runs", {"name": "devportal"})
    assert "head_sha" in "".join(portal.world.violations)


def test_a_push_changes_the_comment_in_its_place(portal: Portal, asked: str) -> None:
    portal.judge_and_tell(7)
    new = portal.branch(VERSION, portal.text(VERSION).replace("label: Initial", "label: First"), on=asked)
    portal.world.pulls[7]["head"]["sha"] = new
    portal.judge_and_tell(7)
    (comment,) = comments(portal)
    assert f"commit `{new[:12]}`" in comment


def test_an_approval_of_older_content_does_not_count(portal: Portal, asked: str) -> None:
    portal.world.review(7, MARI, asked)
    new = portal.branch(VERSION, portal.text(VERSION).replace("label: Initial", "label: First"), on=asked)
    portal.world.pulls[7]["head"]["sha"] = new
    portal.judge_and_tell(7)
    assert "mari-dahl's approval does not count" in comments(portal)[0]
    assert not portal.world.merged


@pytest.mark.parametrize("account", [("maridahl", 666), ("maridahl", 0), OLA])
def test_a_number_decides_not_a_login(portal: Portal, asked: str, account: tuple[str, int]) -> None:
    portal.world.review(7, account, asked)
    portal.judge_and_tell(7)
    assert not portal.world.merged


def test_a_dismissed_approval_does_not_count(portal: Portal, asked: str) -> None:
    portal.world.review(7, MARI, asked, "DISMISSED")
    portal.judge_and_tell(7)
    assert not portal.world.merged


def test_a_deleted_account_has_no_rights(portal: Portal, asked: str) -> None:
    portal.world.pulls[7]["user"] = None
    portal.judge_and_tell(7)
    assert not portal.world.merged
    assert portal.world.checks[-1]["conclusion"] == "failure"


def test_changes_requested_is_a_rejection_with_its_reason(portal: Portal, asked: str) -> None:
    portal.world.review(7, MARI, asked, "CHANGES_REQUESTED", "The endpoint <b>answers</b> nothing, @everybody.")
    portal.judge_and_tell(7)
    (comment,) = comments(portal)
    assert "mari-dahl of SuperOffice rejected it" in comment
    assert "<b>" not in comment
    assert "@everybody" not in comment


def _marker(head: str, since: str) -> str:
    facts = {"standing": "request pending", "head": head, "turns": [[since, "reviewer"]], "passed_on": ""}
    return f"<!-- devportal:review {json.dumps(facts)} -->"


def test_a_forged_marker_is_nobodys_memory(portal: Portal, asked: str) -> None:
    facts = {
        "standing": "request pending",
        "head": asked,
        "turns": [["2020-01-01T00:00:00Z", "reviewer"]],
        "passed_on": "",
    }
    portal.world.says(7, {"login": "eva", "id": 5}, f"<!-- devportal:review {json.dumps(facts)} -->\nmine")
    portal.judge_and_tell(7)
    forged, ours = comments(portal)
    assert forged.endswith("mine")
    assert "0 of 16 working hours" in ours


def test_what_waits_too_long_is_passed_on_once(portal: Portal, asked: str) -> None:
    facts = {
        "standing": "request pending",
        "head": asked,
        "turns": [["2026-01-05T00:00:00Z", "reviewer"]],
        "passed_on": "",
    }
    portal.world.says(7, BOT, f"<!-- devportal:review {json.dumps(facts)} -->\nours")
    result = portal.run("escalate")
    assert "Request 7 is passed on to Online Operations." in result.output, result.output
    ours, call = comments(portal)
    assert call.startswith("@jonvik This request waits for an App Manager:")
    assert "overdue" in ours
    assert "passed on" not in portal.run("escalate").output
    assert len(comments(portal)) == 2


def test_a_request_that_moved_is_told_by_its_own_run(portal: Portal, asked: str) -> None:
    out = portal.root.parent / "verdict"
    assert portal.run("judge", "--out", str(out), "--number", "7").exit_code == 0
    portal.world.pulls[7]["head"]["sha"] = portal.branch(PUBLISHED, STAGE, message="Another")
    told = portal.run("tell", str(out))
    assert "has moved on" in told.output
    assert not comments(portal)


def test_main_that_moved_is_not_merged_into(portal: Portal, asked: str) -> None:
    portal.world.review(7, MARI, asked)
    portal.world.main = "f" * 40
    assert "main has moved since" in portal.judge_and_tell(7)
    assert not portal.world.merged


def test_with_a_merge_queue_it_is_put_in(portal: Portal, asked: str) -> None:
    portal.world.review(7, MARI, asked)
    portal.world.has_queue = True
    assert "in the merge queue" in portal.judge_and_tell(7)
    assert portal.world.queued == [{"id": "PR_7", "head": asked}]


def _queued(portal: Portal, head: str) -> str:
    git(portal.root, "checkout", "--quiet", "--detach", "main")
    git(portal.root, *WHO, "merge", "--quiet", "--no-ff", "-m", "Merge request 7", head)
    merge = git(portal.root, "rev-parse", "HEAD").stdout.strip()
    git(portal.root, "checkout", "--quiet", "main")
    return merge


@pytest.mark.parametrize("approved", [True, False])
def test_the_queue_decides_once_more(
    portal: Portal, asked: str, approved: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if approved:
        portal.world.review(7, MARI, asked)
    group = {"head_sha": _queued(portal, asked), "base_sha": portal.world.main}
    event = portal.root.parent / "event.json"
    event.write_text(json.dumps({"merge_group": group}))
    monkeypatch.setenv("GITHUB_EVENT_PATH", str(event))
    result = portal.run("queue")
    assert result.exit_code == (0 if approved else 1), result.output
    check = portal.world.checks[-1]
    assert (check["head_sha"], check["conclusion"]) == (group["head_sha"], "success" if approved else "failure")


def test_the_queue_refuses_what_no_request_brings(portal: Portal, asked: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A merge commit with something more in it than both sides have."""
    portal.world.review(7, MARI, asked)
    evil = portal.branch(PUBLISHED, STAGE.replace("stage", "production"), on=_queued(portal, asked))
    tree = git(portal.root, "rev-parse", f"{evil}^{{tree}}").stdout.strip()
    who = (*WHO, "commit-tree", tree, "-p", "main", "-p", asked, "-m", "Merge request 7")
    head = git(portal.root, *who).stdout.strip()
    event = portal.root.parent / "event.json"
    event.write_text(json.dumps({"merge_group": {"head_sha": head, "base_sha": portal.world.main}}))
    monkeypatch.setenv("GITHUB_EVENT_PATH", str(event))
    result = portal.run("queue")
    assert result.exit_code == 1
    assert "is not what merging request 7 leaves" in result.output


def test_more_annotations_than_one_call_takes(portal: Portal) -> None:
    lines = "".join(f"unknown_{number}: x\n" for number in range(40))
    files = (f"{MAPS}/app.yaml", VERSION, f"{MAPS}/credentials.yaml", f"{MAPS}/listing/initial.yaml")
    head = portal.commit({file: portal.text(file) + lines for file in files})
    portal.world.open(8, head, OLA)
    portal.judge_and_tell(8)
    check = portal.world.checks[-1]
    assert len(check["output"]["annotations"]) == 50
    assert len(check["more"]) >= 50


def test_a_mend_to_click_is_offered_once(portal: Portal) -> None:
    text = portal.text(f"{MAPS}/app.yaml").replace("technical_contact", "technicl_contact")
    portal.world.open(8, portal.branch(f"{MAPS}/app.yaml", text), OLA)
    portal.judge_and_tell(8)
    portal.judge_and_tell(8)
    (line,) = portal.world.lines[8]
    assert "suggestion\ntechnical_contact: " in line["body"]


def test_the_older_request_holds_the_name(portal: Portal) -> None:
    """Two new apps of one name; the later one is told at once, the first is not."""
    app = portal.text(f"{MAPS}/app.yaml").replace("name: Pocket Maps", "name: Tide Maps")
    for number, folder in ((8, "tide-maps"), (9, "tide-charts")):
        portal.world.open(number, portal.branch(f"registry/partners/birch/apps/{folder}/app.yaml", app), OLA)
    portal.judge_and_tell(8)
    portal.judge_and_tell(9)
    assert "reserved by the open request" not in comments(portal, 8)[0]
    assert "is reserved by the open request \\#8" in comments(portal, 9)[0]


@pytest.mark.parametrize(
    ("call", "answer", "said"),
    [
        ("GET /repos/house/portal/pulls/7", (404, {"message": "Not Found"}), "It does not exist, or the token may not"),
        ("GET /repos/house/portal/pulls/7/reviews", (403, {"message": "no"}), "Give the job the permission"),
        ("GET /repos/house/portal/issues/7/comments", (403, {"message": "API rate limit exceeded"}), "Wait an hour"),
        ("GET /repos/house/portal/pulls/7", (200, {"number": "x"}), "cannot be understood"),
        ("GET /repos/house/portal/pulls/7", (500, {"message": TOKEN}), "Run the job again"),
    ],
)
def test_what_github_refuses_is_said(
    portal: Portal, asked: str, call: str, answer: tuple[int, object], said: str
) -> None:
    portal.world.fails[call] = answer
    result = portal.run("judge", "--out", "/nonexistent", "--number", "7")
    assert result.exit_code == 2
    assert said in result.output
    assert TOKEN not in result.output


def test_a_wrong_token_is_said(portal: Portal, asked: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GITHUB_TOKEN", "ghs_another")
    result = portal.run("judge", "--out", "/nonexistent", "--number", "7")
    assert (result.exit_code, "The token has ended or is wrong" in result.output) == (2, True)


def test_a_hostile_title_stays_text(portal: Portal, asked: str) -> None:
    portal.world.pulls[7]["title"] = "`$(id)` ::set-output name=a::b \x1b[31m <script>alert(1)</script> -->"
    told = portal.judge_and_tell(7)
    written = "".join(comments(portal)) + json.dumps(portal.world.checks) + told
    assert "script" not in written
    assert "set-output" not in written


def test_requests_as_data_for_the_site(portal: Portal, asked: str) -> None:
    from click.testing import CliRunner
    from devportal.cli import main

    result = CliRunner().invoke(main, ["requests", "--github", "--format", "json"])
    assert result.exit_code == 0, result.output
    (one,) = json.loads(result.output)["requests"]
    assert (one["number"], one["author"], one["waiting_for"]) == (7, "ola-berg", "app-manager")
