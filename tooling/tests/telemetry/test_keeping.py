"""Rows grow old and are forgotten; what goes wrong on disk is told and leaves nothing half done."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from devportal.domain.layout import Kind, Location
from devportal.domain.policy import Policy
from devportal.domain.snapshot import Filed
from devportal.domain.telemetry import Aside, Keeping, Table, TelemetryError
from devportal.flows.load import load
from devportal.flows.read import open_folder
from devportal.flows.rollup import roll_up
from devportal.flows.telemetry import TelemetryRows, expire, forget_tenant, keeping
from devportal.gateways.telemetry.duck import connect
from devportal.gateways.telemetry.forgetting import tenants_in
from devportal.gateways.telemetry.intake import take_in
from devportal.gateways.telemetry.lake import Lake

from ..conftest import ROOT
from .lakes import KNOWN, aside, call, kept, lines, taken

_WAIT = {"working_days": 1, "escalate_to": "app-manager"}
_POLICY = {"waits": dict.fromkeys(("app_manager", "app_store_manager", "online_operations"), _WAIT)}

THEM, OTHERS = {"Tenant": "Cust12345"}, {"Tenant": "Cust123456"}


@pytest.fixture
def lake(tmp_path: Path) -> Lake:
    """Two tenants whose ids begin alike, in rows that are in, in rows set aside, and in roll-ups."""
    lake = Lake(tmp_path / ".telemetry")
    rows: list[Any] = [call("1", extra=THEM), call("2", extra=OTHERS), call("3", extra=THEM, success=False)]
    rows += [call("4", "no time", extra=THEM), call("5", "no time", extra=OTHERS), b"{cut off: Cust12345"]
    rows += [call("6", "2026-11-22T10:00:00Z", extra=THEM), call("7", "2026-11-21T10:00:00Z", extra={"Tenant": ""})]
    taken(lake, lines(tmp_path / "requests.jsonl", rows))
    taken(lake, lines(tmp_path / "exceptions.jsonl", [call("1", extra=THEM, type="E")]), Table.EXCEPTIONS)
    roll_up(lake)
    return lake


def _left(lake: Lake) -> list[str]:
    """Files that name the tenant."""
    found = []
    for file in lake.root.rglob("*.parquet"):
        texts = repr(pq.read_table(file).to_pylist()).replace("Cust123456", "")
        found += [file.name] if "Cust12345" in texts else []
    return found


def test_a_customer_is_forgotten_everywhere_and_nobody_else(lake: Lake) -> None:
    assert tenants_in(lake) == {"Cust12345", "Cust123456"}
    assert forget_tenant(lake, "Cust12345") > 0
    assert _left(lake) == []
    assert [row["item"] for row in kept(lake)] == ["2", "7"]
    assert len(aside(lake)) == 1
    assert tenants_in(lake) == {"Cust123456"}
    assert lake.days(Table.REQUESTS) == ["2026-11-20", "2026-11-21"]
    assert forget_tenant(lake, "Cust12345") == 0


def test_roll_ups_made_anew_bring_nobody_back(lake: Lake) -> None:
    forget_tenant(lake, "Cust12345")
    roll_up(lake)
    assert _left(lake) == []
    assert sum(pq.read_table(lake.rolled("usage"))["calls"].to_pylist()) == 4


def test_a_run_that_is_cut_short_can_be_made_again(lake: Lake, monkeypatch: pytest.MonkeyPatch) -> None:
    moves = 0
    real = Lake.move_in

    def breaks(self: Lake, staged: Path, file: Path) -> None:
        nonlocal moves
        moves += 1
        if moves == 2:
            raise OSError(28, "No space left on device")
        real(self, staged, file)

    with monkeypatch.context() as patched:
        patched.setattr(Lake, "move_in", breaks)
        with pytest.raises(TelemetryError, match="No space left on device"):
            forget_tenant(lake, "Cust12345")
    assert _left(lake)
    assert not list(lake.root.glob(".staged-*"))
    forget_tenant(lake, "Cust12345")
    assert _left(lake) == []


@pytest.mark.parametrize("name", ["cust12345", "Cust", "Cust12345'", "../x", ".*", "Cust12345 or 1=1"])
def test_what_is_no_tenant_is_refused(lake: Lake, name: str) -> None:
    with pytest.raises(TelemetryError, match="no tenant's id"):
        forget_tenant(lake, name)


def test_one_request_to_forget_reaches_telemetry(lake: Lake) -> None:
    done = TelemetryRows().forget(lake.root.parent, frozenset({"Cust12345"}), "2026-11-24T00:00:00Z")
    assert done.facts > 0
    assert not done.files
    assert _left(lake) == []


def test_without_telemetry_nothing_is_made(tmp_path: Path) -> None:
    assert TelemetryRows().forget(tmp_path, frozenset({"Cust12345"}), "2026-11-24T00:00:00Z").facts == 0
    assert list(tmp_path.iterdir()) == []


def test_rows_that_are_too_old_go_and_their_roll_ups_stay(lake: Lake) -> None:
    before = pq.read_table(lake.rolled("usage")).num_rows
    assert expire(lake, Keeping(), date(2027, 2, 18)) == ["2026-11-20"]
    assert lake.days(Table.REQUESTS) == ["2026-11-21", "2026-11-22"]
    assert lake.days(Table.EXCEPTIONS) == []
    assert expire(lake, Keeping(), date(2027, 2, 18)) == []
    roll_up(lake)
    assert pq.read_table(lake.rolled("usage")).num_rows == before


def test_the_policy_says_how_long_rows_are_kept(lake: Lake, tmp_path: Path) -> None:
    """Its first and its last day on both sides, for who asks the policy and for who drops rows."""
    snapshot = load(open_folder(ROOT))
    assert keeping(snapshot) == Keeping(90, 400)
    said = Policy.model_validate({**_POLICY, "telemetry": {"keep_raw_days": 3, "keep_rolled_days": 31}})
    filed = Filed(Location(Kind.POLICY), said)
    keep = keeping(replace(snapshot, platform=replace(snapshot.platform, policy=filed)))
    assert keep == Keeping(3, 31)
    assert expire(lake, keep, date(2026, 11, 22)) == []
    assert expire(lake, keep, date(2026, 11, 23)) == ["2026-11-20"]
    old = lines(tmp_path / "requests.jsonl", [call("a", "2026-11-20T23:59:59Z"), call("b", "2026-11-21T00:00:00Z")])
    assert _imported(Lake(tmp_path / "other"), old, keep, date(2026, 11, 23)) == (1, {Aside.TOO_OLD: 1})
    assert keeping(replace(snapshot, platform=replace(snapshot.platform, policy=None))) == Keeping()


def _imported(lake: Lake, file: Path, keep: Keeping, today: date) -> tuple[int, dict[Aside, int]]:
    with lake.writing() as spill, connect(spill) as connection:
        done = take_in(lake, connection, Table.REQUESTS, file, KNOWN, keep.oldest(today), today)
    return done.kept, dict(done.aside)


def test_a_full_disk_is_told_and_leaves_the_lake_as_it_was(
    lake: Lake, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = sorted(lake.root.rglob("*"))

    def full(self: Lake, staged: Path, file: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Lake, "move_in", full)
    with pytest.raises(TelemetryError, match=r"cannot be written: No space left on device\. Check the space"):
        taken(lake, lines(tmp_path / "more.jsonl", [call("9")]))
    with pytest.raises(TelemetryError, match="No space left"):
        roll_up(lake)
    assert sorted(lake.root.rglob("*")) == before


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(TelemetryError, match="cannot be written: Not a directory"):
        taken(Lake(tmp_path / "file" / "lake"), lines(tmp_path / "requests.jsonl", [call("1")]))


def test_a_broken_roll_up_is_told_and_what_to_do(lake: Lake) -> None:
    before = roll_up(lake)["usage"]
    lake.rolled("usage").write_bytes(b"PAR1")
    with pytest.raises(TelemetryError, match="remove the file"):
        roll_up(lake)
    lake.rolled("usage").unlink()
    assert roll_up(lake)["usage"] == before


def test_nobody_else_on_the_machine_can_read_it(lake: Lake) -> None:
    assert oct(lake.root.stat().st_mode & 0o777) == "0o700"


def test_the_command_says_what_became_of_the_rows(registry: Path, tmp_path: Path) -> None:
    def run(*given: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "devportal", "telemetry", *given]
        env = {**os.environ, "DEVPORTAL_TELEMETRY": str(tmp_path / "lake")}
        return subprocess.run(command, cwd=registry, env=env, capture_output=True, text=True, check=False)

    made = run("sample", str(tmp_path / "exports"), "--today", "2026-11-24")
    assert made.returncode == 0, made.stderr
    stray = lines(tmp_path / "requests-stray.jsonl", [call("1"), b"{"])
    odd = run("import", str(stray), "--today", "2026-11-24")
    assert odd.returncode == 1
    assert "0 of 2 rows of requests are in." in odd.stdout
    assert "1 set aside as broken" in odd.stdout
    assert "1 set aside as unknown app" in odd.stdout
    rolled = run("rollup")
    assert rolled.returncode == 0, rolled.stderr
    assert rolled.stdout.startswith("There are no rows yet.")
    wrong = run("import", str(lines(tmp_path / "calls.jsonl", [])))
    assert wrong.returncode == 2
    assert "Name it with --table" in wrong.stderr
