"""``devportal tenants``: customers' tenants, imported and forgotten."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final

import click

from ..flows.facts_import import REPORTS, TENANTS, Imported, commit, import_facts
from ..flows.read import find_root
from ..flows.tenants_forget import forget_tenants
from ..show.printable import printable
from .place import FINDINGS, readable, stop

_MOST_ASIDE: Final = 20
_TENANT: Final = re.compile(r"Cust[0-9]{3,8}", re.ASCII)
_FILE: Final = click.argument("file", type=click.Path(path_type=Path, dir_okay=False, exists=True))
_COMMIT: Final = click.option("--commit", "commits", is_flag=True, help="Commit the files that changed, and no others.")


@click.group("tenants")
def command() -> None:
    """Import who authorised which app, and forget a customer who asks for it."""


@command.command("import")
@_FILE
@click.option("--complete", is_flag=True, help="The table holds everything: what is not in it is removed.")
@_COMMIT
def import_(file: Path, complete: bool, commits: bool) -> None:
    """Take in FILE (.csv, .jsonl or .parquet): a row for each tenant that authorised an app.

    Columns: partner, app, tenant, name, environment, state, authorisation, authorised_by, authorised_on and, where the
    authorisation ends, until. A row replaces what was known of the tenant in that environment. Rows of unknown apps,
    and of tenants that asked to be forgotten, are set aside. Exit code: 0; 1 a row is wrong and nothing was written;
    2 wrong use or environment.
    """
    _run(lambda root: import_facts(root, file, TENANTS, complete=complete), "tenants", commits)


@command.command("reports")
@_FILE
@_COMMIT
def reports(file: Path, commits: bool) -> None:
    """Take in FILE (.csv, .jsonl or .parquet): failures, problems and requests to uninstall that somebody reported.

    Columns: partner, app, kind (failure, uninstall, problem), reported_on and, where they are known, reported_by (a
    person of the registry), environment, tenant, operation, text. They show in the logs. Exit codes as for import.
    """
    _run(lambda root: import_facts(root, file, REPORTS), "reports", commits)


@command.command("forget")
@click.argument("tenants", nargs=-1, required=True, metavar="CUST…")
@_COMMIT
def forget(tenants: tuple[str, ...], commits: bool) -> None:
    """Forget the tenants CUST… (such as Cust12345) everywhere, and keep imports from bringing them back.

    Exit code: 0; 2 wrong use or environment.
    """
    for tenant in tenants:
        if not _TENANT.fullmatch(tenant):
            stop(f"{tenant!r} is no tenant. A tenant is written as Cust12345.")
    with readable():
        root = find_root(Path.cwd())
        done = forget_tenants(root, frozenset(tenants))
        for place in done.places:
            click.echo(f"{place.place}: {place.facts} forgotten")
        _committed(root, tuple(file for place in done.places for file in place.files), "Forget a customer", commits)
        for path in done.named_in:
            click.echo(f"note: {path} names the tenant still; it is the partner's own file. Ask them to change it.")
        click.echo("note: git keeps what was committed before. The operators' guide says how to take that out.")


def _run(work: Callable[[Path], Imported], what: str, commits: bool) -> None:
    with readable():
        root = find_root(Path.cwd())
        done = work(root)
        if done.faults:
            for fault in done.faults:
                click.echo(f"row {fault.row}: {printable(fault.message)}")
            click.echo("Nothing was written. Mend the table, and import it again.", err=True)
            sys.exit(FINDINGS)
        _tell(done, what)
        _committed(root, done.files, f"Import {done.rows} {what}", commits)


def _tell(done: Imported, what: str) -> None:
    for fault in done.aside[:_MOST_ASIDE]:
        click.echo(f"set aside row {fault.row}: {printable(fault.message)}")
    if len(done.aside) > _MOST_ASIDE:
        click.echo(f"set aside {len(done.aside) - _MOST_ASIDE} more rows")
    twice = f", {done.repeated} of them twice" if done.repeated else ""
    click.echo(f"{done.rows + done.repeated} {what} taken{twice}; {len(done.aside)} set aside; {_files(done.files)}")


def _files(files: tuple[str, ...]) -> str:
    if not files:
        return "everything was known already"
    return f"wrote {len(files)} file{'' if len(files) == 1 else 's'}"


def _committed(root: Path, files: tuple[str, ...], message: str, commits: bool) -> None:
    if commits and files:
        click.echo(f"Committed as {commit(root, files, message)[:12]}.")
