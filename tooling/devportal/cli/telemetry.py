"""``devportal telemetry``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

import click

from ..domain.telemetry import Intake, Table, TelemetryError
from .place import FINDINGS, readable, stop

_TODAY = click.DateTime(["%Y-%m-%d"])
_MOMENT = click.DateTime(["%Y-%m-%d", "%Y-%m-%dT%H:%M"])


@contextmanager
def _told() -> Iterator[None]:
    with readable():
        try:
            yield
        except TelemetryError as error:
            stop(str(error))


def _day(given: datetime | None) -> date:
    return given.date() if given else datetime.now(UTC).date()


@click.group("telemetry")
def command() -> None:
    """Take telemetry in, roll it up, let it grow old, forget a customer.

    The data lies in the folder .telemetry of the clone, outside of git; --folder or DEVPORTAL_TELEMETRY names another.
    """


_folder = click.option(
    "--folder",
    envvar="DEVPORTAL_TELEMETRY",
    default="",
    metavar="DIR",
    help="Where the data lies; .telemetry is usual.",
)


@command.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--table", type=click.Choice(list(Table)), help="Of which table; else the name of the file says it.")
@click.option("--today", type=_TODAY, help="Judge the age of rows as of a day.")
@_folder
def import_command(files: tuple[Path, ...], table: str | None, today: datetime | None, folder: str) -> None:
    """Take in exports of Application Insights: JSON lines, CSV or Parquet, plain or with .gz.

    Each row is kept, or set aside with its reason; the same file again changes nothing. Exit code 1 when rows were
    broken or of unknown apps.
    """
    from ..flows.load import load
    from ..flows.read import find_root, open_folder
    from ..flows.telemetry import import_files, lake_at

    with _told():
        root = find_root(Path.cwd())
        snapshot = load(open_folder(root))
        _tell(import_files(lake_at(root, folder), snapshot, files, Table(table) if table else None, _day(today)))


@command.command("query")
@click.argument("workspace")
@click.option("--since", type=_MOMENT, help="From when, in UTC; else a day before the last question ended.")
@click.option("--until", type=_MOMENT, help="Until when, in UTC; else now.")
@_folder
def query_command(workspace: str, since: datetime | None, until: datetime | None, folder: str) -> None:
    """Ask a Log Analytics workspace of Azure Monitor for the same tables, and take the rows in.

    WORKSPACE is its Workspace ID. Who runs this is signed in by `az login` or by workload identity and has the role
    Log Analytics Reader. Exit code 1 when rows were broken or of unknown apps.
    """
    from ..flows.load import load
    from ..flows.read import find_root, open_folder
    from ..flows.telemetry import lake_at
    from ..flows.telemetry_query import query, span
    from ..gateways.telemetry.monitor import open_monitor

    with _told():
        root = find_root(Path.cwd())
        lake, snapshot = lake_at(root, folder), load(open_folder(root))
        begin, end = span(lake, snapshot, workspace, _utc(since), _utc(until) or datetime.now(UTC))
        _tell(query(lake, snapshot, open_monitor(), workspace, begin, end))


def _utc(given: datetime | None) -> datetime | None:
    return given.replace(tzinfo=UTC) if given else None


def _tell(taken: Iterable[Intake]) -> None:
    odd = False
    for one in taken:
        click.echo("\n".join(_intake(one)))
        odd = odd or any(not reason.is_usual for reason in one.aside)
    if odd:
        raise SystemExit(FINDINGS)


def _intake(one: Intake) -> Iterator[str]:
    days = f", {one.days[0]} to {one.days[-1]}" if one.days else ""
    yield f"{one.file}: {one.kept:,} of {one.rows:,} rows of {one.table} are in{days}."
    for reason, count in one.aside.items():
        yield f"  {count:,} set aside as {reason}: {reason.help}."


@command.command("rollup")
@click.option(
    "--engine", type=click.Choice(["duckdb", "spark"]), default="duckdb", show_default=True, help="What computes."
)
@click.option("--master", default="local[*]", show_default=True, help="Where Spark computes.")
@_folder
def rollup_command(engine: str, master: str, folder: str) -> None:
    """Roll the rows up into what the pages show."""
    from ..flows.read import find_root
    from ..flows.rollup import roll_up
    from ..flows.telemetry import keeping_of, lake_at
    from ..gateways.telemetry.engines import Engine

    with _told():
        root = find_root(Path.cwd())
        rolled = roll_up(lake_at(root, folder), Engine(engine), master, keeping_of(root))
    if not rolled:
        click.echo("There are no rows yet. Import some first: devportal telemetry import FILE")
    for name, rows in rolled.items():
        click.echo(f"{name.replace('_', ' ')}: {rows:,} rows")


@command.command("expire")
@click.option("--today", type=_TODAY, help="Judge the age of rows as of a day.")
@_folder
def expire_command(today: datetime | None, folder: str) -> None:
    """Drop raw rows that are older than platform/policy.yaml keeps them. Roll-ups of those days stay."""
    from ..flows.read import find_root
    from ..flows.telemetry import expire, keeping_of, lake_at

    with _told():
        root = find_root(Path.cwd())
        gone = expire(lake_at(root, folder), keeping_of(root), _day(today))
    click.echo(f"Dropped the rows of {len(gone)} days{f', {gone[0]} to {gone[-1]}' if gone else ''}.")


@command.command("forget")
@click.argument("tenant")
@_folder
def forget_command(tenant: str, folder: str) -> None:
    """Forget a customer, such as Cust12345, in telemetry alone: rows, rows that were set aside, roll-ups.

    `devportal tenants forget` does this too, and forgets them in the registry.
    """
    from ..flows.read import find_root
    from ..flows.telemetry import forget_tenant, lake_at

    with _told():
        gone = forget_tenant(lake_at(find_root(Path.cwd()), folder), tenant)
    click.echo(f"Dropped {gone:,} rows of {tenant}. Build the website anew, so that no page names it.")


@command.command("sample")
@click.argument("target", metavar="DIR", type=click.Path(path_type=Path, file_okay=False))
@click.option("--seed", type=click.IntRange(0), default=2026, show_default=True, help="The same seed, the same rows.")
@click.option("--today", type=_TODAY, help="The last day of the rows.")
def sample_command(target: Path, seed: int, today: datetime | None) -> None:
    """Write made-up exports for the apps and tenants of this registry into DIR, to try the rest with."""
    from ..flows.load import load
    from ..flows.read import find_root, open_folder
    from ..flows.sample_telemetry import write_telemetry

    with _told():
        written = write_telemetry(load(open_folder(find_root(Path.cwd()))), target, _day(today), seed)
    for table, rows in written.items():
        click.echo(f"{target / f'{table}.jsonl'}: {rows:,} rows")
