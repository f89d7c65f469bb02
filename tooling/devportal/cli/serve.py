"""``devportal serve``."""

from __future__ import annotations

from pathlib import Path

import click

from ..flows.build import serve_site
from ..flows.read import find_root
from .place import managed_option, readable, use_managed


@click.command("serve")
@click.option("--port", type=click.IntRange(1, 65_535), default=8_000, show_default=True, help="Port on 127.0.0.1.")
@managed_option
def command(port: int, managed: str) -> None:
    """Build the website and show it in a browser; it follows your changes. Control-C ends it."""
    use_managed(managed)
    with readable():
        root = find_root(Path.cwd())
        click.echo(f"The portal will be at http://127.0.0.1:{port}/ in a few seconds.")
        serve_site(root, port)
