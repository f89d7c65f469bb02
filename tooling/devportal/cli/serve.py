"""``devportal serve``."""

from __future__ import annotations

from pathlib import Path

import click

from ..flows.read import find_root
from ..flows.serve import serve_site
from .place import managed_option, readable, stop, use_managed


@click.command("serve")
@click.option("--port", type=click.IntRange(1, 65_535), default=8_000, show_default=True, help="Port on 127.0.0.1.")
@click.option("--as", "who", metavar="ID", help="Show it just as this person or employee would see it.")
@click.option("--anonymous", is_flag=True, help="Show it just as a visitor who has not signed in would see it.")
@managed_option
def command(port: int, who: str | None, managed: str, *, anonymous: bool) -> None:
    """Build the website and show it in a browser; it follows your changes. Control-C ends it.

    Everything is shown unless --as or --anonymous says whose eyes to look with.
    """
    if who and anonymous:
        stop("--as and --anonymous do not go together.")
    use_managed(managed)
    with readable():
        root = find_root(Path.cwd())
        eyes = f", as {who} sees it" if who else ", as an anonymous visitor sees it" if anonymous else ""
        click.echo(f"The portal will be at http://127.0.0.1:{port}/ in a few seconds{eyes}.")
        serve_site(root, port, who, anonymous=anonymous)
