"""Takes an export in: each row is kept in its day, or set aside with the reason."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path

import duckdb

from ...domain.telemetry import Aside, Intake, KnownApp, Table, TelemetryError
from .duck import quoted
from .export import read_export
from .lake import Lake
from .normal import ROW, normal_rows


def take_in(
    lake: Lake,
    connection: duckdb.DuckDBPyConnection,
    table: Table,
    file: Path,
    known: Iterable[KnownApp],
    oldest: date,
    today: date,
) -> Intake:
    """Import one file; the same file again changes nothing. Rows of days before ``oldest`` are set aside.

    Raises TelemetryError, and then nothing was imported.
    """
    digest = _digest(file)
    read_export(connection, file)
    try:
        _sorted_out(connection, table, known, oldest, today)
        _mark_duplicates(lake, connection, table, digest)
    except duckdb.Error as error:
        first = str(error).splitlines()[0][:200]
        raise TelemetryError(f"{file} cannot be sorted: {first}. Nothing of it was imported.") from None
    counts = dict(connection.execute("select coalesce(aside, ''), count(*) from sorted group by 1").fetchall())
    rows, kept = sum(counts.values()), counts.pop("", 0)
    days = [
        str(row[0])
        for row in connection.execute("select distinct day from sorted where aside is null order by 1").fetchall()
    ]
    _write(lake, connection, table, digest, days)
    return Intake(
        file.name, table, rows, kept, tuple(days), {one: counts[one.value] for one in Aside if one.value in counts}
    )


def _digest(file: Path) -> str:
    try:
        with file.open("rb") as opened:
            return hashlib.file_digest(opened, "sha256").hexdigest()[:32]
    except OSError as error:
        raise TelemetryError(f"{file} cannot be read: {error.strerror}. Check the name and the rights.") from None


def _sorted_out(
    connection: duckdb.DuckDBPyConnection, table: Table, known: Iterable[KnownApp], oldest: date, today: date
) -> None:
    connection.execute("create or replace temp table known (client varchar, app varchar, environment varchar)")
    apps = [(one.client_id.lower(), one.app, one.environment) for one in known]
    if apps:
        connection.executemany("insert into known values (?, ?, ?)", apps)
    newest = today + timedelta(days=1)
    connection.execute(
        f"""
        create or replace temp table sorted as
        select given.*, known.app, known.environment, case
            when given.moment is null or given.operation = '' or coalesce(given.weight, 0) < 1 then '{Aside.BROKEN}'
            when known.app is null then '{Aside.UNKNOWN_APP}'
            when given.day < date '{oldest}' then '{Aside.TOO_OLD}'
            when given.day > date '{newest}' then '{Aside.FUTURE}'
        end as aside
        from (
            select * replace (coalesce(item, md5(text)) as item) from ({normal_rows(table)})
        ) as given left join known using (client)
        """
    )


def _mark_duplicates(lake: Lake, connection: duckdb.DuckDBPyConnection, table: Table, digest: str) -> None:
    """A row counts once, in whatever file it came first; this very file does not count against itself."""
    days = [str(row[0]) for row in connection.execute("select distinct day from sorted where aside is null").fetchall()]
    others = [quoted(one) for day in days for one in lake.files(table, day) if one.stem != digest]
    before = f"select item, day from read_parquet([{', '.join(others)}])" if others else "select null, null where false"
    connection.execute(
        f"""
        create or replace temp table sorted as
        select * exclude (place, stood) replace (
            case when aside is not null then aside when place > 1 or stood then '{Aside.DUPLICATE}' end as aside
        ) from (
            select sorted.*, earlier.item is not null as stood,
                row_number() over (partition by sorted.item, sorted.day, sorted.aside order by line) as place
            from sorted left join (select distinct * from ({before}) as t(item, day)) as earlier
                on sorted.item = earlier.item and sorted.day = earlier.day
        )
        """
    )


def _write(lake: Lake, connection: duckdb.DuckDBPyConnection, table: Table, digest: str, days: list[str]) -> None:
    """All files of an import are written beside the lake first, then moved in; the aside comes last."""
    with lake.writing() as staged:
        try:
            for day in days:
                kept = f"from sorted where aside is null and day = date '{day}'"
                _copy(connection, f"select {', '.join(ROW)} {kept} order by app, moment", staged / day)
            _copy(
                connection,
                "select aside, line, text from sorted where aside is not null order by line",
                staged / "aside",
            )
        except duckdb.Error as error:
            raise TelemetryError(
                f"{lake.root} cannot be written: {str(error).splitlines()[0][:200]}. Make room."
            ) from None
        for day in days:
            lake.move_in(staged / day, lake.raw(table, day) / f"{digest}.parquet")
        lake.move_in(staged / "aside", lake.root / "aside" / table.value / f"{digest}.parquet")


def _copy(connection: duckdb.DuckDBPyConnection, rows: str, file: Path) -> None:
    connection.execute(f"copy ({rows}) to {quoted(file)} (format parquet, compression zstd)")
