"""Roll-ups of many request rows with DuckDB, against the same aggregation written by hand in DuckDB's SQL."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import duckdb
from peers import Timed, line, run

DAYS = 30
RATE = 5_000_000
MEMORY = 4_000
_MADE = """
copy (
    select md5(n::varchar) as item, date '{day}'::timestamp + to_seconds(n % 86400) as moment, date '{day}' as day,
        'partner-' || n % 40 || '/app-' || n % 120 as app,
        case when n % 10 = 0 then 'sod' else 'production' end as environment,
        'Cust' || 10000 + n * 7919 % 2000 as tenant,
        case n % 7 when 0 then 'customisation' when 1 then 'included' else 'metered' end as usage,
        'GET Operation/' || n % 30 as operation, '' as problem, case when n % 50 = 0 then '500' else '200' end as code,
        '' as message, md5((n + 1)::varchar) as operation_id, n % 50 <> 0 as success,
        (20 + n * 104729 % 3000)::bigint as duration, n % 100 as records, 1 + n % 20 as weight
    from range({first}, {last}) as made(n)
) to '{file}' (format parquet, compression zstd)
"""

_OURS = """
import sys
from pathlib import Path
from devportal.decide.rollup.operations import operations
from devportal.decide.rollup.usage import usage
from devportal.domain.telemetry import Table
from devportal.gateways.telemetry.engines import Engine, started
from devportal.gateways.telemetry.lake import Lake
lake = Lake(Path(sys.argv[1]))
with lake.writing() as spill, started(Engine.DUCKDB, spill) as computer:
    rows = computer.table(lake.files(Table.REQUESTS))
    print(computer.result(usage(rows)).num_rows, computer.result(operations(rows)).num_rows)
"""

_BY_HAND = """
import sys
import duckdb
rows = f"read_parquet('{sys.argv[1]}/raw/requests/*/*.parquet')"
own = duckdb.connect(config={"memory_limit": "3GB"})
own.execute("set preserve_insertion_order = false")
digits = "duration - duration % (case when duration < 1000 then 1 when duration < 10000 then 10 when duration < 100000 "
digits += "then 100 when duration < 1000000 then 1000 when duration < 10000000 then 10000 else 100000 end)"
used = own.execute(f'''select app, environment, tenant, usage, day, sum(weight) as calls,
    sum(case when success then 0 else weight end) as failed from {rows} group by all''').to_arrow_table()
done = own.execute(f'''with counted as (select app, environment, operation, sum(weight) as calls,
    sum(case when success then 0 else weight end) as failed, sum(coalesce(records, 0) * weight) as records,
    sum(coalesce(duration, 0) * weight) as lasted, sum(case when duration is null then 0 else weight end) as timed
    from {rows} group by all),
  buckets as (select app, environment, operation, {digits} as bucket, sum(weight) as calls from {rows}
    where duration is not null group by all),
  ranked as (select *, sum(calls) over (partition by app, environment, operation order by bucket) as below,
    sum(calls) over (partition by app, environment, operation) as total from buckets),
  found as (select app, environment, operation, min(bucket) filter (below * 100 >= total * 50) as p50,
    min(bucket) filter (below * 100 >= total * 95) as p95, min(bucket) filter (below * 100 >= total * 99) as p99
    from ranked group by all)
  select * from counted left join found using (app, environment, operation)''').to_arrow_table()
print(used.num_rows, done.num_rows)
"""


def telemetry_report(place: Path, runs: int, rows: int) -> list[str]:
    """Rows of the report, of ``rows`` request rows in ``DAYS`` days."""
    lake = place / "telemetry"
    _make(lake, rows)
    ours, by_hand, start = Timed("Ibis on DuckDB"), Timed("SQL by hand"), Timed("imports alone")
    for _ in range(runs):
        run(by_hand, [sys.executable, "-c", _BY_HAND, str(lake)], place, {}, [0])
        run(ours, [sys.executable, "-c", _OURS, str(lake)], place, {}, [0])
        run(start, [sys.executable, "-c", "import ibis; ibis.duckdb.connect()"], place, {}, [0])
    same = {_said(program, lake) for program in (_OURS, _BY_HAND)}
    rate = rows / (ours.median - start.median)
    return [
        line(f"roll-up of {rows:,} rows", ours, by_hand, 1.3, at_least=False),
        f"{'rows rolled up, millions a second':<44} {rate / 1e6:6.2f}   goal ≥ {RATE / 1e6:g}   {_met(rate >= RATE)}",
        f"{'memory of a roll-up, MB':<44} {ours.memory:6.0f}   goal < {MEMORY:g}   {_met(ours.memory < MEMORY)}",
        f"{'both give as many rows':<44} {_met(len(same) == 1)}",
    ]


def _met(holds: bool) -> str:
    return "met" if holds else "NOT MET"


def _said(program: str, lake: Path) -> str:
    return subprocess.run([sys.executable, "-c", program, str(lake)], check=True, capture_output=True, text=True).stdout


def _make(lake: Path, rows: int) -> None:
    own, each = duckdb.connect(), rows // DAYS
    for number in range(DAYS):
        folder = lake / f"raw/requests/2026-10-{number + 1:02}"
        folder.mkdir(parents=True)
        own.execute(
            _MADE.format(first=number * each, last=(number + 1) * each, file=folder / "made.parquet", day=folder.name)
        )
