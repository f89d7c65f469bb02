"""Exports come in: each row is kept in its day, or set aside with its reason and its line."""

from __future__ import annotations

import gzip
import json
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from devportal.domain.telemetry import Aside, Table, TelemetryError
from devportal.gateways.telemetry.lake import Lake

from .lakes import TODAY, aside, call, kept, lines, sheet, taken

REASONS = [
    (b"{broken", Aside.BROKEN),
    (b"[1, 2]", Aside.BROKEN),
    (b"\xff\xfe\x00", Aside.BROKEN),
    (b"\x01a\x01b", Aside.BROKEN),
    (b'{"a": "' + b"x" * 100_000, Aside.BROKEN),
    (call("1", "yesterday"), Aside.BROKEN),
    (call("1", "2026-13-01T00:00:00Z"), Aside.BROKEN),
    (call("1", name=""), Aside.BROKEN),
    (call("1", itemCount=0), Aside.BROKEN),
    (call("1", itemCount=-4), Aside.BROKEN),
    (call("1", itemCount="many"), Aside.BROKEN),
    (call("1", itemCount=1e300), Aside.BROKEN),
    (call("1", extra={"ClientId": "c0ffee-9"}), Aside.UNKNOWN_APP),
    (call("1", customDimensions="no JSON"), Aside.UNKNOWN_APP),
    (call("1", extra={"ClientId": "' or 1=1 --"}), Aside.UNKNOWN_APP),
    (call("1", "2026-08-26T23:59:59Z"), Aside.TOO_OLD),
    (call("1", "2026-11-26T00:00:00Z"), Aside.FUTURE),
    (call("1", "infinity"), Aside.FUTURE),
    (call("good"), Aside.DUPLICATE),
]


@pytest.fixture
def lake(tmp_path: Path) -> Lake:
    return Lake(tmp_path / "lake")


@pytest.mark.parametrize(("row", "reason"), REASONS, ids=range(len(REASONS)))
def test_a_row_is_set_aside_with_its_reason_and_its_line(
    tmp_path: Path, lake: Lake, row: dict[str, Any] | bytes, reason: Aside
) -> None:
    intake = taken(lake, lines(tmp_path / "requests.jsonl", [call("good"), b"", row, call("other")]))
    assert (intake.rows, intake.kept, intake.aside) == (3, 2, {reason: 1})
    assert [(line, why) for line, why, _ in aside(lake)] == [(3, reason.value)]
    assert [one["item"] for one in kept(lake)] == ["good", "other"]


@pytest.mark.parametrize("day", ["2026-08-27T00:00:00Z", "2026-11-25T23:59:59Z"])
def test_the_first_and_the_last_day_that_are_kept(tmp_path: Path, lake: Lake, day: str) -> None:
    assert taken(lake, lines(tmp_path / "requests.jsonl", [call("1", day)])).kept == 1


MOMENTS = [
    ("2026-03-29T01:59:59+01:00", "2026-03-29T00:59:59"),
    ("2026-03-29T03:00:00+02:00", "2026-03-29T01:00:00"),
    ("2026-03-29T00:30:00+01:00", "2026-03-28T23:30:00"),
    ("2026-10-25T02:30:00+02:00", "2026-10-25T00:30:00"),
    ("2026-10-25T02:30:00+01:00", "2026-10-25T01:30:00"),
    ("2026-10-26T00:30:00+01:00", "2026-10-25T23:30:00"),
    ("2026-10-25T00:30:00Z", "2026-10-25T00:30:00"),
    ("2026-10-25 00:30:00", "2026-10-25T00:30:00"),
    ("2026-10-25T00:30:00.1234567Z", "2026-10-25T00:30:00.123456"),
    ("10/25/2026, 12:30:00.000 AM", "2026-10-25T00:30:00"),
    ("3/29/2026, 2:05:07.250 PM", "2026-03-29T14:05:07.250000"),
    ("10/25/2026, 2:05:07 PM", "2026-10-25T14:05:07"),
]


@pytest.mark.parametrize(("said", "utc"), MOMENTS)
def test_a_time_is_told_in_utc_whatever_its_offset(tmp_path: Path, lake: Lake, said: str, utc: str) -> None:
    taken(lake, lines(tmp_path / "requests.jsonl", [call("1", said)]), today=date.fromisoformat(utc[:10]))
    (row,) = kept(lake)
    assert (row["moment"], row["day"]) == (datetime.fromisoformat(utc), date.fromisoformat(utc[:10]))
    assert lake.days(Table.REQUESTS) == [utc[:10]]


EXPECTED = {
    "item": "1", "moment": datetime(2026, 11, 20, 10), "day": date(2026, 11, 20), "app": "granite-erp/erp-link",
    "environment": "production", "tenant": "Cust12345", "usage": "metered", "operation": "GET Contact/Get",
    "problem": "", "code": "200", "message": "", "operation_id": "", "success": True, "duration": 42, "records": 3,
    "weight": 2,
}  # fmt: skip


def _in_a_workspace(row: dict[str, Any]) -> dict[str, Any]:
    names = {
        "timestamp": "TimeGenerated", "itemId": "_ItemId", "itemCount": "ItemCount", "name": "Name",
        "duration": "DurationMs", "success": "Success", "resultCode": "ResultCode", "customDimensions": "Properties",
    }  # fmt: skip
    return {names[name]: value for name, value in row.items()}


def _flat(row: dict[str, Any]) -> dict[str, Any]:
    return {name: json.dumps(value) if isinstance(value, dict) else value for name, value in row.items()}


def _packed(file: Path) -> Path:
    packed = file.with_name(file.name + ".gz")
    packed.write_bytes(gzip.compress(file.read_bytes()))
    return packed


def _parquet(file: Path, row: dict[str, Any]) -> Path:
    pq.write_table(pa.Table.from_pylist([{**row, "timestamp": datetime(2026, 11, 20, 10)}]), file)
    return file


@pytest.mark.parametrize("form", ["lines", "workspace", "csv", "portal", "lines.gz", "csv.gz", "parquet", "struct"])
def test_every_form_of_an_export_says_the_same(tmp_path: Path, lake: Lake, form: str) -> None:
    row, here = call("1"), tmp_path / "requests.jsonl"
    file = {
        "lines": lambda: lines(here, [row]),
        "workspace": lambda: lines(here, [_in_a_workspace(row)]),
        "csv": lambda: sheet(tmp_path / "requests.csv", [row]),
        "portal": lambda: sheet(
            tmp_path / "requests.csv", [{"timestamp [UTC]": "11/20/2026, 10:00:00.000 AM", **_without(row)}]
        ),
        "lines.gz": lambda: _packed(lines(here, [row])),
        "csv.gz": lambda: _packed(sheet(tmp_path / "requests.csv", [row])),
        "parquet": lambda: _parquet(tmp_path / "requests.parquet", _flat(row)),
        "struct": lambda: _parquet(tmp_path / "requests.parquet", row),
    }[form]()
    assert taken(lake, file).kept == 1
    assert kept(lake) == [EXPECTED]


def _without(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name != "timestamp"}


def test_a_csv_record_of_another_number_of_fields_is_broken(tmp_path: Path, lake: Lake) -> None:
    file = sheet(tmp_path / "requests.csv", [call("1"), call("2", name='two\nlines, "quoted"')])
    with file.open("ab") as opened:
        opened.write(b"a,b\r\n1,2,3,4,5,6,7,8,9,10,11\r\n\r\n")
    intake = taken(lake, file)
    assert (intake.rows, intake.kept, intake.aside) == (4, 2, {Aside.BROKEN: 2})
    assert aside(lake) == [(5, "broken", "a,b"), (6, "broken", "1,2,3,4,5,6,7,8,9,10,11")]
    assert kept(lake)[1]["operation"] == 'two\nlines, "quoted"'


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("requests.xlsx", b"PK", "no export that is known"),
        ("requests.parquet", b"PAR", "cannot be read"),
        ("requests.csv.gz", b"no gzip", "cannot be read"),
        ("requests.csv", b"", "no line of column names"),
        ("requests.csv", b"a,a\n1,2\n", "no line of column names"),
    ],
)
def test_a_file_that_is_no_export_says_so_and_changes_nothing(
    tmp_path: Path, lake: Lake, name: str, content: bytes, said: str
) -> None:
    file = tmp_path / name
    file.write_bytes(content)
    with pytest.raises(TelemetryError, match=said):
        taken(lake, file)
    assert not lake.files(Table.REQUESTS)
    assert [one.name for one in lake.root.iterdir()] == []


def test_the_same_file_again_changes_nothing(tmp_path: Path, lake: Lake) -> None:
    file = lines(tmp_path / "requests.jsonl", [call("1"), call("1"), call("2", "2026-11-21T00:00:00Z"), b"no"])
    first, before = taken(lake, file), (kept(lake), aside(lake))
    assert taken(lake, file) == first
    assert (kept(lake), aside(lake)) == before


def test_a_row_counts_once_in_whatever_file_it_comes(tmp_path: Path, lake: Lake) -> None:
    taken(lake, lines(tmp_path / "a.jsonl", [call("1"), call("2")]))
    second = taken(lake, lines(tmp_path / "b.jsonl", [call("2"), call("3")]))
    assert (second.kept, second.aside) == (1, {Aside.DUPLICATE: 1})
    assert [row["item"] for row in kept(lake)] == ["1", "2", "3"]


def test_rows_without_an_id_are_told_apart_by_what_they_say(tmp_path: Path, lake: Lake) -> None:
    plain = {name: value for name, value in call("").items() if name != "itemId"}
    intake = taken(lake, lines(tmp_path / "requests.jsonl", [plain, plain, {**plain, "duration": 7}]))
    assert (intake.kept, intake.aside) == (2, {Aside.DUPLICATE: 1})


def test_late_rows_join_their_day(tmp_path: Path, lake: Lake) -> None:
    taken(lake, lines(tmp_path / "a.jsonl", [call("1", "2026-11-20T10:00:00Z")]))
    taken(lake, lines(tmp_path / "b.jsonl", [call("2", "2026-11-20T09:00:00Z"), call("3", "2026-11-23T09:00:00Z")]))
    assert lake.days(Table.REQUESTS) == ["2026-11-20", "2026-11-23"]
    assert len(lake.files(Table.REQUESTS, "2026-11-20")) == 2


def test_a_row_of_an_unknown_app_comes_in_once_its_app_is_known(tmp_path: Path, lake: Lake) -> None:
    stray = call("1", extra={"ClientId": "c0ffee-9"})
    file = lines(tmp_path / "requests.jsonl", [stray])
    assert taken(lake, file).aside == {Aside.UNKNOWN_APP: 1}
    lines(file, [{**stray, "customDimensions": {"ClientId": "c0ffee-3"}}])
    assert taken(lake, file).kept == 1


HOSTILE = ["<script>alert(1)</script>", "'; drop table export; --", '"', "\\", "a\u0000b", "‮tset", "😀" * 300, "${7*7}"]


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_text_is_a_text(tmp_path: Path, lake: Lake, text: str) -> None:
    row = call("1", name=text, resultCode=text, operation_Id=text, extra={"Tenant": text, "UsageKind": text})
    intake = taken(lake, lines(tmp_path / "requests.jsonl", [row]))
    assert (intake.rows, intake.kept) == (1, 1)
    (found,) = kept(lake)
    assert (found["operation"], found["tenant"], found["usage"]) == (text[:200], "", "metered")


@pytest.mark.parametrize("number", ["inf", "nan", 1e300, -1, "1; drop", "", None, 10**12])
def test_a_number_that_none_can_mean_is_none(tmp_path: Path, lake: Lake, number: Any) -> None:
    taken(lake, lines(tmp_path / "requests.jsonl", [call("1", duration=number, extra={"Records": number})]))
    (row,) = kept(lake)
    assert (row["duration"], row["records"]) == (None, None)


def test_what_failed_is_named_by_each_table(tmp_path: Path, lake: Lake) -> None:
    raised = call("1", type="System.TimeoutException", outerMessage="Too late.", operation_Name="POST Sale/Save")
    sent = call("1", name="POST /quote", target="erp.example", success="False", resultCode="503")
    taken(lake, lines(tmp_path / "a.jsonl", [raised]), Table.EXCEPTIONS)
    taken(lake, lines(tmp_path / "b.jsonl", [sent]), Table.DEPENDENCIES)
    (one,), (other,) = kept(lake, Table.EXCEPTIONS), kept(lake, Table.DEPENDENCIES)
    assert (one["operation"], one["problem"], one["message"]) == (
        "POST Sale/Save", "System.TimeoutException", "Too late.",
    )  # fmt: skip
    assert (other["operation"], other["problem"], other["code"], other["success"]) == (
        "POST /quote", "erp.example", "503", False,
    )  # fmt: skip


def test_an_empty_export_is_no_error(tmp_path: Path, lake: Lake) -> None:
    assert taken(lake, lines(tmp_path / "requests.jsonl", []), today=TODAY).rows == 0
