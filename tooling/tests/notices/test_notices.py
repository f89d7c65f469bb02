"""Who must know gets a mail: once, and surely."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from devportal.decide.yaml_text import yaml_text
from devportal.domain.hand_over import HandOverWanted, Recipient
from devportal.domain.notice import Delivery, Mailbox
from devportal.flows.hand_over import hand_over
from devportal.flows.notices import plan_notices, send_notices
from devportal.flows.terms import terms_at
from devportal.gateways.mail import Postman, mail_settings
from devportal.gateways.notice_ledger import open_ledger
from devportal.gateways.outboxes import open_outbox

from ..hand_over.tools import NAME, age_key, opened, store_of
from .conftest import PUBLISHED, REQUESTS, Portal
from .post import Post

OLA, ERRORS, IDA = "ola.berg@acme.example", "errors@acme.example", "ida.holm@acme.example"
OPERATIONS = ["jon.vik@superoffice.example"]
SECRET = replace(NAME, app="visual-reports")
CREDENTIALS = "registry/managed/partners/acme/apps/visual-reports/credentials.yaml"


def ago(days: float) -> str:
    return (datetime.now(UTC) - timedelta(days=days)).strftime("%Y-%m-%dT%H:%M:%SZ")


def publish(portal: Portal, part: str = "listing") -> str:
    return portal.edit(PUBLISHED, f"{part}:\n  sod: initial\n  stage: initial\n", _live(part))


def _live(part: str) -> str:
    return f"{part}:\n  sod: initial\n  stage: initial\n  production: initial\n"


def reject(portal: Portal, since: str = "2026-11-20T10:00:00Z", reason: str = "The icon is too small.") -> None:
    request = {
        "number": 7, "author": "ida-holm", "partner": "acme", "app": "visual-reports", "part": "listing",
        "version": "initial", "target": "production", "state": "rejected", "since": since, "reason": reason,
    }  # fmt: skip
    (portal.root / REQUESTS).write_text(json.dumps({"requests": [request]}) + "\n")
    portal.commit()


def sealed(portal: Portal, days: float, key_file: Path) -> None:
    key = age_key(key_file)
    wish = HandOverWanted(SECRET, (Recipient("ida-holm", key.public),))
    hand_over(store_of(SECRET), portal.outbox, [wish], ago(days))


def test_in_the_beginning_nothing_of_the_past_is_told(portal: Portal, post: Post) -> None:
    publish(portal)
    assert portal.notify("send").exit_code == 0
    assert post.taken == []


def test_what_is_published_is_told_once(portal: Portal, post: Post) -> None:
    portal.notify("send")
    publish(portal)
    result = portal.notify("send")
    assert result.exit_code == 0, result.output
    assert post.to == [OLA, ERRORS]
    assert set(post.subjects) == {"Acme Visual Reports: published to Production"}
    assert portal.notify("send").output == ""
    assert len(post.taken) == 2


def test_sod_needs_no_mail(portal: Portal, post: Post) -> None:
    portal.notify("send")
    portal.edit(PUBLISHED, "  sod: initial\n", "")
    portal.edit(PUBLISHED, "configuration:\n", "configuration:\n  sod: initial\n")
    assert portal.notify("send").output == ""


def test_a_merge_is_told_as_what_it_brings_to_main(portal: Portal, post: Post) -> None:
    portal.notify("send")
    portal.git("checkout", "-q", "-b", "request")
    publish(portal)
    portal.edit(PUBLISHED, _live("listing"), "listing:\n  sod: initial\n  stage: initial\n")
    publish(portal)
    publish(portal, "configuration")
    portal.git("checkout", "-q", "main")
    portal.git("merge", "-q", "--no-ff", "-m", "Merge", "request")
    portal.notify("send")
    assert sorted(post.to) == sorted([OLA, ERRORS] * 2)


def test_a_version_that_goes_live_again_is_told_again(portal: Portal, post: Post) -> None:
    portal.notify("send")
    publish(portal)
    portal.edit(PUBLISHED, _live("listing"), "listing:\n  sod: initial\n  stage: initial\n")
    publish(portal)
    portal.notify("send")
    assert post.to.count(OLA) == 2


def test_a_rejection_goes_to_its_author_too_with_the_reason(portal: Portal, post: Post) -> None:
    reject(portal)
    portal.notify("send")
    assert post.to == [IDA, OLA, ERRORS]
    text = post.taken[0][1].get_body(("plain",)).get_content()  # type: ignore[union-attr]
    assert "> The icon is too small." in text
    assert portal.notify("send").output == ""
    reject(portal, since="2026-11-21T10:00:00Z")
    portal.notify("send")
    assert len(post.taken) == 6


def test_ready_reminded_and_written_into_the_outbox(portal: Portal, post: Post, tmp_path: Path) -> None:
    sealed(portal, 1, tmp_path)
    portal.notify("send")
    assert post.to == [IDA, OLA, ERRORS]
    assert set(post.subjects) == {"Acme Visual Reports: the client secret for Stage is ready"}
    parcel = portal.outbox.get(SECRET)
    assert parcel
    assert not parcel.reminded
    portal.outbox.replace(parcel, replace(parcel, made=ago(4)))
    portal.notify("send")
    assert set(post.subjects[3:]) == {"Acme Visual Reports: the client secret for Stage still waits"}
    parcel = portal.outbox.get(SECRET)
    assert parcel
    assert parcel.reminded
    assert portal.notify("send").output == ""


def test_a_second_pick_up_alarms_contact_and_operations(portal: Portal, post: Post, tmp_path: Path) -> None:
    sealed(portal, 1, tmp_path)
    key = age_key(tmp_path, "other.txt")
    hand_over(store_of(SECRET), portal.outbox, [HandOverWanted(SECRET, (Recipient("ida-holm", key.public),))], ago(1))
    token = opened(portal.outbox.get(SECRET), key).token
    portal.outbox.claim(SECRET, token, "ida-holm", ago(0.5))
    assert portal.notify("send").output == ""
    portal.outbox.claim(SECRET, "", "", ago(0.1))
    portal.notify("send")
    assert set(post.to) == {OLA, ERRORS, *OPERATIONS}
    assert set(post.subjects) == {"Acme Visual Reports: a second try to pick up the client secret for Stage"}


@pytest.mark.parametrize(
    ("days", "subject"),
    [
        (61, ""), (60, "in 60 days"), (45, "in 45 days"), (30, "in 30 days"), (7, "in 7 days"), (1, "tomorrow"),
        (0, "today"), (-1, ""),
    ],
)  # fmt: skip
def test_what_expires_is_told_in_time(portal: Portal, post: Post, days: int, subject: str) -> None:
    last = date.fromisoformat(ago(0)[:10]) + timedelta(days=days)
    secret = '  client_secret:\n    generation: 1\n    store: "x:1"\n    created: "2026-01-01T00:00:00Z"\n'
    secret += f"    expires: {last}\n"
    portal.edit(CREDENTIALS, "sod:\n", f"sod:\n{secret}")
    portal.notify("send")
    assert set(post.subjects) == (
        {f"Acme Visual Reports: the client secret for SOD expires {subject}"} if subject else set()
    )
    assert portal.notify("send").output == ""


def test_what_is_refused_for_now_is_sent_by_the_next_run(portal: Portal, post: Post) -> None:
    portal.notify("send")
    publish(portal)
    post.refused[OLA] = "451 Try later"
    result = portal.notify("send")
    assert result.exit_code == 1
    assert "not taken now (451 Try later); the next run tries again" in result.output
    assert post.to == [ERRORS]
    post.refused.clear()
    assert portal.notify("send").exit_code == 0
    assert post.to == [ERRORS, OLA]
    assert portal.notify("send").output == ""


def test_what_is_refused_for_good_goes_to_the_next_in_line(portal: Portal, post: Post) -> None:
    portal.notify("send")
    publish(portal)
    post.refused[ERRORS] = "550 No such user"
    result = portal.notify("send")
    assert result.exit_code == 1
    assert "errors@acme.example" in result.output
    assert "refused for good (550 No such user); the next address is tried" in result.output
    assert post.to == [OLA, OLA]
    post.refused[OLA] = post.refused[IDA] = "550 \x1b[31mNo\r\nsuch user"
    publish(portal, "configuration")
    result = portal.notify("send")
    assert "nobody else is known; correct the address in the registry" in result.output
    assert "\x1b" not in result.output
    assert portal.notify("send").output == ""


def test_no_server_loses_nothing(portal: Portal, post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    portal.notify("send")
    publish(portal)
    with monkeypatch.context() as away:
        away.setenv("DEVPORTAL_SMTP", "smtp+plain://127.0.0.1:9")
        result = portal.notify("send")
        assert (result.exit_code, "The next run tries again" in result.stderr) == (2, True)
    portal.notify("send")
    assert post.to == [OLA, ERRORS]


@pytest.mark.parametrize("ledger_in", ["sqlite", "git"])
def test_a_crash_after_the_servers_yes_leads_to_the_same_message_id(
    portal: Portal, post: Post, ledger_in: str, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    if ledger_in == "git":
        request.getfixturevalue("in_git")
    portal.notify("send")
    publish(portal)

    class Crash(Postman):
        def send(self, to: Mailbox, subject: str, text: str, html: str, message_id: str) -> Delivery:
            super().send(to, subject, text, html, message_id)
            raise KeyboardInterrupt

    ledger, outbox = open_ledger(portal.root), portal.outbox
    plan = plan_notices(portal.root, outbox, ledger, ago(0), terms_at(portal.root, "HEAD"))
    with pytest.raises(KeyboardInterrupt), Crash(mail_settings()) as postman:
        list(send_notices(plan, postman, ledger, outbox, "https://portal.example/", ago(0)))
    if ledger_in == "git":
        assert OLA not in post.to[1:], "while the mark is fresh, nobody else sends it"
        monkeypatch.setattr("devportal.gateways.notice_ledger_git._PATIENCE", timedelta(0))
    portal.notify("send")
    assert post.to == [OLA, OLA, ERRORS]
    ids = [message["Message-ID"] for _, message in post.taken]
    assert ids[0] == ids[1] != ids[2]


@pytest.mark.parametrize("ledger", ["sqlite", "git"])
def test_two_runs_at_once_send_once(portal: Portal, post: Post, ledger: str, request: pytest.FixtureRequest) -> None:
    if ledger == "git":
        request.getfixturevalue("in_git")
    portal.notify("send")
    publish(portal)
    publish(portal, "configuration")
    command = [sys.executable, "-m", "devportal", "notify", "send"]
    runs = [subprocess.Popen(command, cwd=portal.root, stdout=subprocess.DEVNULL) for _ in range(3)]
    assert [run.wait(120) for run in runs] == [0, 0, 0]
    assert sorted(post.to) == sorted([OLA, ERRORS] * 2)


def test_a_plan_sends_nothing(portal: Portal, post: Post) -> None:
    portal.notify("send")
    publish(portal)
    text = portal.notify("plan").output
    assert text.splitlines() == [
        f"published  {OLA}  Acme Visual Reports: published to Production",
        f"published  {ERRORS}  Acme Visual Reports: published to Production",
    ]
    rows = json.loads(portal.notify("plan", "--format", "json").output)
    assert [(row["to"], row["instead"]) for row in rows] == [(OLA, [IDA]), (ERRORS, [OLA, IDA])]
    assert post.taken == []


def test_a_commit_that_is_not_in_the_history_is_said(portal: Portal) -> None:
    portal.notify("send")
    portal.git("checkout", "-q", "--orphan", "other")
    portal.commit("Another history")
    result = portal.notify("plan")
    assert (result.exit_code, "Or name a commit with --since" in result.stderr) == (2, True)
    assert portal.notify("plan", "--since", "HEAD").exit_code == 0


def test_the_ledger_tells_neither_address_nor_matter(portal: Portal, post: Post) -> None:
    portal.notify("send")
    publish(portal)
    portal.notify("send")
    data = (portal.root / ".secrets/notices.sqlite").read_bytes()
    assert b"acme" not in data
    assert b"@acme" not in data
    assert b"published" not in data


def test_a_ledger_in_git_survives_the_machine(portal: Portal, post: Post, in_git: Path) -> None:
    portal.notify("send")
    publish(portal)
    post.refused[OLA] = "451 Try later"
    assert portal.notify("send").exit_code == 1
    post.refused.clear()
    assert portal.notify("send").exit_code == 0
    assert post.to == [ERRORS, OLA]
    assert portal.notify("send").output == ""
    data = subprocess.run(["git", "show", "notices:ledger.json"], cwd=in_git, capture_output=True, check=True).stdout
    assert b"acme" not in data
    assert json.loads(data)["sending"] == {}


def test_a_ledger_that_cannot_be_used_is_said(portal: Portal, in_git: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    portal.notify("send")
    tree = portal.git("mktree")
    commit = portal.git("commit-tree", tree, "-m", "Nothing")
    portal.git("push", "-q", "-f", str(in_git), f"{commit}:refs/heads/notices")
    assert "The branch notices cannot be read" in portal.notify("plan").stderr
    monkeypatch.setenv("DEVPORTAL_NOTICES", "http://127.0.0.1:9/ledger.git")
    assert "The ledger http://127.0.0.1:9/ledger.git does not answer" in portal.notify("plan").stderr
    monkeypatch.setenv("DEVPORTAL_NOTICES", "https://bot:hunter2@ledger.example/ledger.git")
    assert "holds a login" in portal.notify("plan").stderr
    monkeypatch.setenv("DEVPORTAL_NOTICES", "registry/people/ida-holm.yaml/ledger")
    result = portal.notify("send")
    assert (result.exit_code, "Check the space and the rights" in result.stderr) == (2, True)


def test_where_each_partner_has_an_outbox_only_those_concerned_are_asked(
    portal: Portal, post: Post, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = age_key(tmp_path)
    subprocess.run(["git", "init", "--bare", "--quiet", str(tmp_path / "acme.git")], check=True)
    monkeypatch.setenv("DEVPORTAL_OUTBOX", f"file://{tmp_path}/{{partner}}.git")
    wish = HandOverWanted(SECRET, (Recipient("ida-holm", key.public),))
    (fact,) = hand_over(store_of(SECRET), open_outbox(portal.root), [wish], ago(1))
    assert portal.notify("send").output == ""
    lines = "".join(f"      {line}\n" for line in yaml_text(fact.model_dump(exclude_none=True)).decode().splitlines())
    secret = f'stage:\n  client_secret:\n    generation: 1\n    store: "x:1"\n    created: "{ago(1)}"\n    hand_over:\n'
    portal.edit(CREDENTIALS, "sod:\n", f"{secret}{lines}sod:\n")
    assert portal.notify("send").exit_code == 0
    assert post.to == [IDA, OLA, ERRORS]
    (tmp_path / "acme.git").rename(tmp_path / "away.git")
    result = portal.notify("send")
    assert (result.exit_code, "later  acme: The outbox" in result.stderr) == (1, True)
