"""``devportal build``."""

from __future__ import annotations

from pathlib import Path

import click

from ..flows.build import build_site
from ..flows.read import find_root
from .place import managed_option, readable, use_managed


@click.command("build")
@click.option("--out", type=click.Path(path_type=Path), default=Path("build/site"), show_default=True, help="Where to.")
@managed_option
def command(out: Path, managed: str) -> None:
    """Build the portal and the App Store as a website."""
    use_managed(managed)
    with readable():
        count = build_site(find_root(Path.cwd()), out)
    click.echo(f"Built {count:,} files in {out}.")
