"""Roll-ups equal sums that are made independently, row by row, in plain Python; DuckDB and Spark agree to the value."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from devportal.decide.rollup.failures import failed, failure_days, failures
from devportal.decide.rollup.operations import operations, three_digits
from devportal.decide.rollup.usage import usage
from devportal.domain.telemetry import Table
from devportal.flows.rollup import roll_up
from devportal.gateways.telemetry.engines import Computer, Engine, started
from devportal.gateways.telemetry.lake import Lake
from devportal.gateways.telemetry.normal import MOST
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from . import sums

SCHEMA = pa.schema(
    [
        *((name, pa.string()) for name in ("item", "app", "environment", "tenant", "usage", "operation", "problem")),
        *((name, pa.string()) for name in ("code", "message", "operation_id")),
        ("moment", pa.timestamp("us")), ("day", pa.date32()), ("success", pa.bool_()),
        *((name, pa.int64()) for name in ("duration", "records", "weight")),
    ]
)  # fmt: skip
FIRST = date(2026, 1, 1)
ids = itertools.count()

row = st.fixed_dictionaries(
    {
        "item": st.builds(lambda: f"item-{next(ids):09}"),
        "app": st.sampled_from(["granite-erp/erp-link", "rowan-telephony/dialler"]),
        "environment": st.sampled_from(["sod", "production"]),
        "tenant": st.sampled_from(["", "Cust1", "Cust12345"]),
        "usage": st.sampled_from(["metered", "customisation", "included"]),
        "operation": st.sampled_from(["GET Contact/Get", "POST Sale/Save", "'; drop --"]),
        "problem": st.sampled_from(["", "System.TimeoutException"]),
        "code": st.sampled_from(["", "200", "401", "500"]),
        "message": st.sampled_from(["", "Too late."]),
        "operation_id": st.just("abc"),
        "day": st.integers(0, 364).map(lambda back: FIRST + timedelta(days=back)),
        "time": st.times().map(lambda at: at.replace(tzinfo=None)),
        "success": st.booleans(),
        "duration": st.none() | st.integers(0, 2_000) | st.integers(0, MOST),
        "records": st.none() | st.integers(0, 5_000),
        "weight": st.integers(1, 40),
    }
).map(lambda one: {**one, "moment": datetime.combine(one["day"], one.pop("time"))})
rows = st.lists(row, min_size=1, max_size=60)


@pytest.fixture(scope="module")
def computer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Computer]:
    with started(Engine.DUCKDB, tmp_path_factory.mktemp("spill")) as found:
        yield found


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("rows") / "rows.parquet"


def _summed(table: pa.Table, keys: int) -> sums.Summed:
    found = [tuple(one.values()) for one in table.to_pylist()]
    assert len({one[:keys] for one in found}) == len(found), "a group is told twice"
    return {one[:keys]: one[keys:] for one in found}


def _write(some: list[dict[str, Any]], file: Path) -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    pq.write_table(pa.Table.from_pylist(some, SCHEMA), file)
    return file


def _read(computer: Computer, file: Path, some: list[dict[str, Any]]) -> Any:
    return computer.table([_write(some, file)])


LAW = settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@LAW
@given(rows)
def test_calls_by_day_equal_sums_made_by_hand(computer: Computer, file: Path, some: list[dict[str, Any]]) -> None:
    found = computer.result(usage(_read(computer, file, some)))
    assert _summed(found, 5) == sums.usage(some)


@LAW
@given(rows)
def test_operations_equal_what_their_definition_gives(
    computer: Computer, file: Path, some: list[dict[str, Any]]
) -> None:
    found = computer.result(operations(_read(computer, file, some)))
    assert _summed(found, 3) == sums.operations(some)


@LAW
@given(rows, rows, rows)
def test_failures_equal_sums_made_by_hand(
    computer: Computer, file: Path, some: list[Any], raised: list[Any], sent: list[Any]
) -> None:
    given = dict(zip(Table, (some, raised, sent), strict=True))
    tables = {name: _read(computer, file.with_name(f"{name}.parquet"), part) for name, part in given.items()}
    expected = sums.failed({name.value: part for name, part in given.items()})
    assert _summed(computer.result(failures(failed(tables))), 6) == sums.failures(expected)
    assert _summed(computer.result(failure_days(failed(tables))), 4) == sums.failure_days(expected)


@given(st.lists(st.integers(0, MOST), min_size=1, max_size=300))
@settings(max_examples=10, deadline=None)
def test_three_digits_of_any_duration(computer: Computer, file: Path, numbers: list[int]) -> None:
    numbers += [one + off for one in (999, 1_000, 10_000, 10**6, 10**7, 10**8) for off in (-1, 0, 1)]
    pq.write_table(pa.table({"number": numbers}), file)
    table = computer.table([file])
    expected = [sums.cut(one) for one in numbers]
    found = computer.result(table.select("number", cut=three_digits(table.number)))
    assert dict(zip(found["number"].to_pylist(), found["cut"].to_pylist(), strict=True)) == dict(
        zip(numbers, expected, strict=True)
    )


def _lake(folder: Path, tables: dict[Table, list[dict[str, Any]]]) -> Lake:
    lake = Lake(folder)
    for name, some in tables.items():
        for day in {one["day"] for one in some}:
            _write([one for one in some if one["day"] == day], lake.raw(name, day.isoformat()) / "import.parquet")
    return lake


def _year(seed: int) -> list[dict[str, Any]]:
    """Rows on every ninth day of half a year, between changes of the clock."""
    found = []
    for number in range(900):
        day = date(2026, 3, 29) + timedelta(days=9 * ((number * 7 + seed) % 25))
        found.append(
            {
                "item": f"{seed}-{number}", "app": f"granite-erp/app-{number % 3}", "environment": "production",
                "tenant": f"Cust{number % 11}" if number % 5 else "", "usage": ("metered", "included")[number % 2],
                "operation": f"GET Thing/{number % 4}", "problem": "System.Exception" if number % 2 else "",
                "code": str(200 + number % 3), "message": f"Said {number % 7}", "operation_id": f"{number:032x}",
                "day": day, "moment": datetime.combine(day, time(23 * (number % 2), number % 60)),
                "success": number % 6 != 0, "duration": None if number % 9 == 0 else number * number % 100_003,
                "records": None if number % 4 == 0 else number % 50, "weight": 1 + number % 13,
            }
        )  # fmt: skip
    return found


def _all_rolled(lake: Lake) -> dict[str, list[tuple[Any, ...]]]:
    files = sorted((lake.root / "rolled").glob("*.parquet"))
    return {one.stem: sorted(map(_row, pq.read_table(one).to_pylist())) for one in files}


def _row(one: dict[str, Any]) -> tuple[str, ...]:
    return tuple(str(one[name]) for name in sorted(one))


@pytest.mark.xdist_group("spark")
@pytest.mark.timeout(180)
def test_spark_gives_what_duckdb_gives(tmp_path: Path) -> None:
    tables = {name: _year(seed) for seed, name in enumerate(Table)}
    on_duck, on_spark = _lake(tmp_path / "duck", tables), _lake(tmp_path / "spark", tables)
    assert roll_up(on_duck) == roll_up(on_spark, Engine.SPARK, "local[1]")
    found = _all_rolled(on_duck)
    assert sorted(found) == [
        "failure_days", "failure_samples", "failures", "operation_samples", "operations", "usage",
    ]  # fmt: skip
    assert all(found.values())
    assert _all_rolled(on_spark) == found


def test_a_whole_roll_up_equals_sums_made_by_hand(tmp_path: Path) -> None:
    tables = {name: _year(seed) for seed, name in enumerate(Table)}
    lake = _lake(tmp_path / "lake", tables)
    roll_up(lake)
    last = max(one["day"] for some in tables.values() for one in some)
    recent = {name.value: sums.within(some, last, 30) for name, some in tables.items()}
    requests, wrong = tables[Table.REQUESTS], sums.failed(recent)

    def rolled(name: str) -> pa.Table:
        return pq.read_table(lake.rolled(name))

    assert _summed(rolled("usage"), 5) == sums.usage(requests)
    assert _summed(rolled("operations"), 3) == sums.operations(recent["requests"])
    assert _summed(rolled("failures"), 6) == sums.failures(wrong)
    everything = sums.failed({name.value: some for name, some in tables.items()})
    assert _summed(rolled("failure_days"), 4) == sums.failure_days(everything)
    newest = sums.within(requests, last, 3)
    assert set(rolled("operation_samples")["item"].to_pylist()) == sums.latest(
        newest, ("app", "environment", "operation")
    )
    by = ("app", "environment", "kind", "operation", "problem", "code")
    assert sorted(rolled("failure_samples")["item"].to_pylist()) == sorted(sums.latest(wrong, by))


def test_roll_ups_of_days_whose_rows_are_gone_stay(tmp_path: Path) -> None:
    some = _year(3)
    lake = _lake(tmp_path / "lake", {Table.REQUESTS: some})
    roll_up(lake)
    before = pq.read_table(lake.rolled("usage"))
    gone = lake.expire(date(2026, 8, 1))
    assert gone
    assert gone[-1] < "2026-08-01"
    roll_up(lake)
    assert sorted(pq.read_table(lake.rolled("usage")).to_pylist(), key=repr) == sorted(before.to_pylist(), key=repr)
    last = max(one["day"] for one in some).isoformat()
    late = {**some[0], "item": "late", "day": date.fromisoformat(last), "weight": 100}
    _write([late], lake.raw(Table.REQUESTS, last) / "late.parquet")
    roll_up(lake)
    total = sum(pq.read_table(lake.rolled("usage"))["calls"].to_pylist())
    assert total == sum(before["calls"].to_pylist()) + 100


def test_an_empty_lake_rolls_up_to_nothing(tmp_path: Path) -> None:
    assert roll_up(Lake(tmp_path / "lake")) == {}
