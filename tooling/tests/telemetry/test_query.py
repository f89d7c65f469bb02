"""Azure Monitor is asked through its own library, over HTTPS on loopback; a double answers in the service's words."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from azure.core.credentials import AccessToken
from azure.core.exceptions import ClientAuthenticationError
from azure.monitor.query import LogsQueryClient
from devportal.domain.snapshot import Snapshot
from devportal.domain.telemetry import Aside, Table, TelemetryError
from devportal.flows import telemetry_query
from devportal.flows.load import load
from devportal.flows.read import open_folder
from devportal.flows.telemetry import known_apps
from devportal.gateways.telemetry.lake import Lake
from devportal.gateways.telemetry.monitor import windows

from ..conftest import ROOT
from ..secrets.doubles import Asked, certificate, served
from .lakes import kept

WORKSPACE = "0f1e2d3c-0000-4000-8000-0123456789ab"
SINCE = datetime(2026, 11, 20, tzinfo=UTC)
UNTIL = datetime(2026, 11, 22, tzinfo=UTC)
TOKEN = "a-token-that-nobody-may-see"
COLUMNS = {
    "AppRequests": ("TimeGenerated", "Id", "Name", "Success", "ResultCode", "DurationMs", "ItemCount", "Properties"),
    "AppExceptions": ("TimeGenerated", "OperationName", "ExceptionType", "OuterMessage", "ItemCount", "Properties"),
    "AppDependencies": ("TimeGenerated", "Id", "Name", "Target", "Success", "DurationMs", "ItemCount", "Properties"),
}
TYPES = {
    "TimeGenerated": "datetime",
    "Success": "bool",
    "DurationMs": "real",
    "ItemCount": "int",
    "Properties": "dynamic",
}


@dataclass
class Monitor:
    """The service: rows of each table by time; ``most`` rows fit into an answer; ``refuse`` is what it says instead."""

    rows: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    most: int = 1_000
    too_large: bool = False
    refuse: tuple[int, dict[str, Any]] | None = None
    asked: list[str] = field(default_factory=list)

    def answer(self, asked: Asked) -> tuple[int, Any]:
        assert asked.path == f"/v1/workspaces/{WORKSPACE}/query"
        assert asked.headers["authorization"] == f"Bearer {TOKEN}"
        if self.refuse:
            return self.refuse
        table = asked.body["query"]
        first, last = (datetime.fromisoformat(one) for one in asked.body["timespan"].split("/"))
        self.asked.append(f"{table} {first:%dT%H:%M} {last:%dT%H:%M}")
        rows = [row for row in self.rows.get(table, []) if first <= _time(row) <= last]
        names = COLUMNS[table]
        columns = [{"name": name, "type": TYPES.get(name, "string")} for name in names]
        cut = [[row.get(name) for name in names] for row in rows[: self.most]]
        found: dict[str, Any] = {"tables": [{"name": "PrimaryResult", "columns": columns, "rows": cut}]}
        if len(rows) <= self.most:
            return 200, found
        fault = {"code": "ResponsePayloadTooLarge", "message": "too much"}
        if self.too_large:
            return 400, {"error": {"code": "BadArgumentError", "message": "no", "innererror": fault}}
        return 200, {**found, "error": {"code": "PartialError", "message": "cut", "details": [fault]}}


class _SignedIn:
    def get_token(self, *_: str, **__: Any) -> AccessToken:
        return AccessToken(TOKEN, int(time.time()) + 3_600)


class _Nobody:
    def get_token(self, *_: str, **__: Any) -> AccessToken:
        raise ClientAuthenticationError(f"nobody is here, {TOKEN}")


Client = Callable[..., LogsQueryClient]


@pytest.fixture
def monitor() -> Monitor:
    return Monitor()


@pytest.fixture
def client(monitor: Monitor, tmp_path: Path) -> Iterator[Client]:
    """A client of the real library; nothing is tried twice, so that no test waits."""
    files = certificate(tmp_path, "localhost")
    with served(monitor, files) as port:  # type: ignore[arg-type]

        def made(credential: Any = None) -> LogsQueryClient:
            return LogsQueryClient(
                credential or _SignedIn(),
                endpoint=f"https://localhost:{port}",
                connection_verify=str(files[0]),
                retry_total=0,
            )

        yield made


@pytest.fixture(scope="module")
def snapshot() -> Snapshot:
    return load(open_folder(ROOT))


@pytest.fixture
def lake(tmp_path: Path) -> Lake:
    return Lake(tmp_path / "lake")


def _time(row: dict[str, Any]) -> datetime:
    return datetime.fromisoformat(row["TimeGenerated"])


def _row(snapshot: Snapshot, number: int, at: datetime, **more: Any) -> dict[str, Any]:
    known = next(known_apps(snapshot))
    extra = {"ClientId": more.pop("client", known.client_id), "Tenant": "Cust12345", "UsageKind": "included"}
    row = {"TimeGenerated": at.isoformat().replace("+00:00", "Z"), "Id": f"r{number}", "Name": "GET Contact/Get"}
    row |= {"Success": True, "ResultCode": "200", "DurationMs": 12.4, "ItemCount": 4, "Properties": json.dumps(extra)}
    return row | more


def _query(lake: Lake, snapshot: Snapshot, client: LogsQueryClient, until: datetime = UNTIL) -> list[Any]:
    return list(telemetry_query.query(lake, snapshot, client, WORKSPACE, SINCE, until))


def test_rows_of_a_workspace_come_in_like_those_of_an_export(
    lake: Lake, snapshot: Snapshot, monitor: Monitor, client: Client
) -> None:
    monitor.rows["AppRequests"] = [
        _row(snapshot, 1, SINCE + timedelta(hours=5)),
        _row(snapshot, 2, SINCE + timedelta(hours=30), Success=False, ResultCode="500"),
        _row(snapshot, 3, SINCE + timedelta(hours=31), client="0000-nobody"),
    ]
    monitor.rows["AppExceptions"] = [
        _row(snapshot, 4, SINCE + timedelta(hours=6), OperationName="GET A/B", ExceptionType="TimeoutException")
    ]
    taken = _query(lake, snapshot, client())
    assert [(one.table, one.rows, one.kept) for one in taken] == [
        (Table.REQUESTS, 1, 1), (Table.EXCEPTIONS, 1, 1), (Table.DEPENDENCIES, 0, 0),
        (Table.REQUESTS, 2, 1), (Table.EXCEPTIONS, 0, 0), (Table.DEPENDENCIES, 0, 0),
    ]  # fmt: skip
    assert taken[3].aside == {Aside.UNKNOWN_APP: 1}
    known = next(known_apps(snapshot))
    first, second = kept(lake)
    assert (first["app"], first["environment"], first["tenant"]) == (known.app, known.environment, "Cust12345")
    assert (first["usage"], first["weight"], first["duration"], first["success"]) == ("included", 4, 12, True)
    assert (second["code"], second["success"]) == ("500", False)
    assert [row["problem"] for row in kept(lake, Table.EXCEPTIONS)] == ["TimeoutException"]


@pytest.mark.parametrize("too_large", [False, True], ids=["cut", "refused"])
def test_an_answer_that_was_cut_is_asked_for_in_halves(
    lake: Lake, snapshot: Snapshot, monitor: Monitor, client: Client, too_large: bool
) -> None:
    monitor.most, monitor.too_large = 7, too_large
    monitor.rows["AppRequests"] = [_row(snapshot, one, SINCE + timedelta(minutes=20 * one)) for one in range(100)]
    assert sum(one.kept for one in _query(lake, snapshot, client())) == 100
    assert len({row["item"] for row in kept(lake)}) == len(kept(lake)) == 100


def test_a_minute_that_holds_too_much_is_told(lake: Lake, snapshot: Snapshot, monitor: Monitor, client: Client) -> None:
    monitor.most = 3
    monitor.rows["AppRequests"] = [_row(snapshot, one, SINCE + timedelta(hours=3)) for one in range(9)]
    with pytest.raises(TelemetryError, match="AppRequests has more rows in the minute from 2026-11-20 0"):
        _query(lake, snapshot, client())
    assert kept(lake) == []


def test_asked_again_nothing_counts_twice_and_late_rows_join(
    lake: Lake, snapshot: Snapshot, monitor: Monitor, client: Client
) -> None:
    monitor.rows["AppRequests"] = [_row(snapshot, one, SINCE + timedelta(hours=one)) for one in range(40)]
    _query(lake, snapshot, client())
    later = UNTIL + timedelta(hours=6)
    begin, end = telemetry_query.span(lake, snapshot, WORKSPACE, None, later)
    assert (begin, end) == (UNTIL - telemetry_query.OVERLAP, later)
    monitor.rows["AppRequests"].append(_row(snapshot, 99, UNTIL - timedelta(hours=1)))
    again = list(telemetry_query.query(lake, snapshot, client(), WORKSPACE, begin, end))
    assert sum(one.kept for one in again) == 1
    assert len(kept(lake)) == 41


@pytest.mark.parametrize(
    ("status", "code", "says"),
    [
        (401, "InvalidTokenError", "az login"),
        (403, "InsufficientAccessError", "Log Analytics Reader"),
        (404, "PathNotFoundError", "There is no workspace"),
        (429, "ThrottledError", "some minutes"),
        (500, "InternalServerError", "answered 500 (InternalServerError)"),
    ],
)
def test_what_the_service_refuses_is_told_with_what_to_do(
    lake: Lake, snapshot: Snapshot, monitor: Monitor, client: Client, status: int, code: str, says: str
) -> None:
    monitor.refuse = status, {"error": {"code": code, "message": f"You sent {TOKEN}"}}
    with pytest.raises(TelemetryError) as told:
        _query(lake, snapshot, client())
    assert says in str(told.value)
    assert TOKEN not in str(told.value)
    assert told.value.__cause__ is None
    assert not (lake.root / "asked.json").exists()


def test_without_a_sign_in_it_says_how_to(lake: Lake, snapshot: Snapshot, client: Client) -> None:
    with pytest.raises(TelemetryError, match="az login") as told:
        _query(lake, snapshot, client(_Nobody()))
    assert TOKEN not in str(told.value)


@pytest.mark.parametrize(
    ("workspace", "since", "says"),
    [
        ("main'; drop", SINCE, "no workspace"),
        (WORKSPACE, None, "was not asked before"),
        (WORKSPACE, UNTIL + timedelta(days=1), "nothing to ask for"),
    ],
)
def test_a_question_that_makes_no_sense_is_not_asked(
    lake: Lake, snapshot: Snapshot, workspace: str, since: datetime | None, says: str
) -> None:
    with pytest.raises(TelemetryError, match=says):
        telemetry_query.span(lake, snapshot, workspace, since, UNTIL)


def test_nothing_older_than_what_is_kept_is_asked_for(lake: Lake, snapshot: Snapshot) -> None:
    begin, _ = telemetry_query.span(lake, snapshot, WORKSPACE, datetime(2020, 1, 1, tzinfo=UTC), UNTIL)
    assert begin == datetime(2026, 8, 25, tzinfo=UTC)


def test_windows_cover_a_span_once() -> None:
    found = list(windows(SINCE, UNTIL + timedelta(hours=3)))
    assert [end for _, end in found[:-1]] == [begin for begin, _ in found[1:]]
    assert (found[0][0], found[-1][1], len(found)) == (SINCE, UNTIL + timedelta(hours=3), 3)
