"""``devportal build``."""

from __future__ import annotations

import gc
from pathlib import Path

import click

from ..flows.build import build_site
from ..flows.read import find_root
from .place import managed_option, readable, use_managed


@click.command("build")
@click.option("--out", type=click.Path(path_type=Path), default=Path("build/site"), show_default=True, help="Where to.")
@click.option("--public", is_flag=True, help="Only what everybody may see: for a web server without sign-in.")
@managed_option
def command(out: Path, managed: str, *, public: bool) -> None:
    """Build the portal and the App Store as a website."""
    # A process that ends with its build: looking for cycles costs a fifth of the time.
    gc.disable()
    use_managed(managed)
    with readable():
        built = build_site(find_root(Path.cwd()), out, public_only=public)
    behind = "" if public else " Serve it behind sign-in only; --public leaves out what is private."
    portal = f"{built.files:,} files of the portal, {built.written:,} of them anew"
    click.echo(f"Built {out}: {portal}, and the App Store.{behind}")
