"""``devportal preview``."""

from __future__ import annotations

from pathlib import Path

import click

from ..flows.read import find_root
from ..flows.store_preview import build_preview
from .place import readable


@click.command("preview")
@click.option("--base", metavar="REV", required=True, help="What is live: usually main.")
@click.option("--head", metavar="REV", required=True, help="What would be: the request's branch, or its merge result.")
@click.option("--out", type=click.Path(path_type=Path), required=True, help="A new folder.")
def command(base: str, head: str, out: Path) -> None:
    """Build the App Store pages that a request would change, in SOD, Stage and Production.

    Both revisions are read from git's objects; templates and styles are those of the running tool.
    """
    with readable():
        preview = build_preview(find_root(Path.cwd()), base, head, out)
    for one in preview.changed:
        click.echo(f"{one.environment.shown}: {one.title} ({one.kind})")
    count = len(preview.changed)
    click.echo(f"{count} changed {'page' if count == 1 else 'pages'}. Open {out / 'index.html'}.")
