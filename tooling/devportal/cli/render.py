"""``devportal render``."""

from __future__ import annotations

from pathlib import Path

import click

from ..flows.read import find_root
from ..flows.render import render_pages
from .place import readable


@click.command("render")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
def command(folder: Path) -> None:
    """Write the website's pages into DIR as a tree of documents for another engine."""
    with readable():
        count = render_pages(find_root(Path.cwd()), folder)
    click.echo(f"Wrote {count:,} files to {folder}.")
