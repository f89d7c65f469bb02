"""``devportal sample``."""

from __future__ import annotations

from pathlib import Path

import click

from ..flows.sample import write_sample
from ..gateways.git_writer import GitWriteError
from .place import readable, stop
from .progress import counter


@click.command("sample")
@click.option("--partners", type=click.IntRange(1, 20_000), default=16, show_default=True, help="How many partners.")
@click.option("--seed", type=click.IntRange(0), default=2026, show_default=True, help="The same seed, the same bytes.")
@click.option(
    "--commits", type=click.IntRange(1, 100_000), help="Length of the history; left out: a commit for each deed."
)
@click.option("--media", type=click.Choice(["full", "tiny"]), help="Drawn pictures (up to 16 partners) or plain ones.")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
def command(partners: int, seed: int, commits: int | None, media: str | None, folder: Path) -> None:
    """Write a sample registry of any size into DIR, as a git repository."""
    with readable():
        try:
            written = write_sample(folder, partners, seed, commits or 0, media or "", counter("Drew", "pictures"))
        except GitWriteError as error:
            stop(str(error))
    click.echo(
        f"Wrote {written.partners:,} partners, {written.people:,} people and {written.apps:,} apps "
        f"in {written.files:,} files and {written.commits:,} commits to {folder}."
    )
