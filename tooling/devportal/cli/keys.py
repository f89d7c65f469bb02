"""``devportal keys``."""

from __future__ import annotations

from pathlib import Path

import click

from ..flows.decided import now
from ..flows.load import load
from ..flows.receivers import KeysThatCount
from ..gateways.files import write_all
from ..gateways.git import open_commit
from ..show.printable import printable
from .place import readable


@click.command("keys")
@click.option("--at", default="HEAD", show_default=True, help="The commit of main that is looked at.")
@click.option("--write", is_flag=True, help="Write down which changed keys were seen, for automation to commit.")
def command(at: str, write: bool) -> None:
    """Show whose changed keys wait before secrets are sealed to them.

    A person's first keys count at once. A changed one counts some days after automation saw it on main, or when another
    administrator of the partner confirmed it in members.yaml. Exit code: 0; 2 wrong use or environment.
    """
    with readable():
        source = open_commit(Path(), at)
        snapshot = load(source)
        keys = KeysThatCount(source, snapshot, now())
        if write:
            files = keys.files()
            write_all(Path(), files)
            for path in files:
                click.echo(f"wrote {path}", err=True)
        for partner in snapshot.partners.values():
            for person in partner.members.record.members if partner.members else ():
                for one in keys.waiting(partner.id, person):
                    click.echo(printable(f"{partner.id}: {one.sentence}"))
