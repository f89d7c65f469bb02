"""``devportal store``."""

from __future__ import annotations

from pathlib import Path

import click

from ..domain.environment import Environment
from ..flows.read import find_root, open_folder, open_revision
from ..flows.store_alone import build_alone
from .place import readable


@click.command("store")
@click.option(
    "--environment",
    type=click.Choice([one.value for one in Environment]),
    default=Environment.PRODUCTION.value,
    show_default=True,
    help="Whose published versions are shown.",
)
@click.option("--at", "revision", metavar="REV", help="A branch, tag or commit; left out: the folder as it is.")
@click.option("--address", default="http://localhost:8000/", show_default=True, help="Where the store will stand.")
@click.option("--out", type=click.Path(path_type=Path), required=True, help="A new folder.")
def command(environment: str, revision: str | None, address: str, out: Path) -> None:
    """Build the App Store of one environment as a website of its own.

    The stores of SOD and Stage are marked, and closed to search engines. Whoever serves them decides who may see them.
    """
    with readable():
        root = find_root(Path.cwd())
        source = open_revision(root, revision) if revision else open_folder(root)
        count = build_alone(source, root, out, Environment(environment), address, revision or "")
    click.echo(f"Built {count:,} files in {out}: the App Store of {Environment(environment).shown}.")
