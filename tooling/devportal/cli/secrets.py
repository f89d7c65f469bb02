"""``devportal secrets``: the secrets store, for operators. No command shows a secret."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from ..domain.environment import Environment
from ..domain.secret import SecretKind, StoreError
from ..flows import secrets_upkeep as flow
from .place import FINDINGS, stop


@click.group("secrets")
def command() -> None:
    """Look after the secrets store that DEVPORTAL_STORE names. No command shows a secret."""


def _at(function: Callable[..., Any]) -> Callable[..., Any]:
    return click.option("--store", "address", metavar="ADDRESS", help="Another store than DEVPORTAL_STORE names.")(
        function
    )


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except StoreError as error:
        stop(str(error))


@command.command("status")
@_at
def status(address: str | None) -> None:
    """Say what the store holds and how it stands.

    Where it is, how many secrets of each kind there are, which master key it uses, when it was backed up.
    """
    with _told():
        found = flow.status(flow.address_here(address or ""))
    click.echo(f"Store     {found.address}")
    if found.embedded:
        _tell_embedded(found.embedded)
    if not found.counts:
        click.echo("Secrets   none")
        return
    click.echo(f"Newest    {found.newest}\n")
    click.echo(f"{'':<12}{'':<16}{'active':>8}{'revoked':>9}")
    for environment in Environment:
        for kind in SecretKind:
            row = [found.counts.get((environment.value, kind.value, state), 0) for state in ("active", "revoked")]
            if any(row):
                click.echo(f"{environment.shown:<12}{kind.value:<16}{row[0]:>8,}{row[1]:>9,}")


@command.command("check")
@_at
def check(address: str | None) -> None:
    """Open every secret, and list what is wrong.

    The file and the rights are looked over, too. Ends with 1 when something is wrong.
    """
    with _told():
        count, problems = flow.check(flow.address_here(address or ""))
    for text in problems:
        click.echo(text)
    what = f"{len(problems):,} problems found." if problems else "All of them open."
    click.echo(f"{count:,} active secrets. {what}")
    sys.exit(FINDINGS if problems else 0)


@command.command("backup")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@_at
def backup(file: Path, address: str | None) -> None:
    """Copy the embedded store to FILE, also while it is used. The copy holds no master key."""
    with _told():
        copied, keys = flow.back_up(flow.address_here(address or ""), file)
    click.echo(
        f"Wrote {file}: {copied.entries:,} entries, the newest of {copied.newest or 'no date'}. Each was opened."
    )
    if copied.key_ids:
        click.echo(f"It needs the master key {', '.join(copied.key_ids)}, which is not in it.")
        click.echo(f"Keep a copy of {keys} in another place than the backup.")


@command.command("restore")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@_at
def restore(file: Path, address: str | None) -> None:
    """Put the backup FILE in the place of a lost store.

    Nothing is overwritten. The master key has to be there first. Every secret of the copy is opened before it counts.
    """
    with _told():
        copied, place = flow.restore(flow.address_here(address or ""), file)
    click.echo(f"Restored {place}: {copied.entries:,} entries, the newest of {copied.newest or 'no date'}.")
    click.echo("What was made or revoked since is not in it. Compare with git: devportal provision status")


@command.command("rotate-key")
@click.option(
    "--forget-old", is_flag=True, help="Remove the keys that no secret needs; older backups are lost with them."
)
@_at
def rotate_key(forget_old: bool, address: str | None) -> None:
    """Put every secret below a new master key.

    Where a rotation was interrupted, it is finished, and no new key is made.
    """
    with _told():
        if forget_old:
            ids, keys = flow.forget_old_keys(flow.address_here(address or ""))
            click.echo(f"Removed {', '.join(ids)} from {keys}." if ids else "Every key that is there is needed.")
            return
        done, keys = flow.rotate(flow.address_here(address or ""))
    first = "Finished an interrupted rotation. " if done.resumed else ""
    click.echo(f"{first}The master key is {done.key_id} now; {done.secrets:,} secrets were put below it.")
    click.echo(f"The old key stays in {keys}: older backups need it.")
    click.echo("Copy the keys to where you keep them, and make a backup. Once no older backup is kept, run:")
    click.echo("devportal secrets rotate-key --forget-old")


def _tell_embedded(facts: flow.EmbeddedFacts) -> None:
    if not facts.exists:
        click.echo("          is not there yet; the first secret makes it")
        return
    click.echo(f"Size      {facts.size / 1e6:.1f} MB")
    click.echo(f"Key       {facts.key_id or 'none yet'} in {facts.keys}")
    if Path(facts.keys).parent == facts.file.parent:
        click.echo("          beside the store: good for trying out; in production, name DEVPORTAL_STORE_KEY_FILE")
    if facts.other_key_ids:
        click.echo(f"Old keys  {', '.join(facts.other_key_ids)}, for old backups")
    if facts.waiting:
        click.echo(f"Rotation  not finished: {facts.waiting:,} secrets wait. Run: devportal secrets rotate-key")
    click.echo(f"Backup    {facts.backed_up or 'never. Run: devportal secrets backup FILE'}")
