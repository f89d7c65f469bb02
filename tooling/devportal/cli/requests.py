"""``devportal requests``."""

from __future__ import annotations

from pathlib import Path

import click

from ..domain.managed import Requests
from ..flows.requests import as_file, requests_in_git, write_requests
from ..show.requests import as_table
from .place import readable


@click.command("requests")
@click.option(
    "--repository",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    default=Path(),
    help="The bare repository that people push to; this folder if left out.",
)
@click.option("--github", is_flag=True, help="Ask GitHub, as `devportal github` does, instead of a bare repository.")
@click.option("--out", type=click.Path(path_type=Path), help="Write the data for the site into this file.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def command(repository: Path, github: bool, out: Path | None, form: str) -> None:
    """Show what is asked for: open, approved and rejected requests, and who is waited for.

    The repository is one with the portal's hooks. Exit code: 0; 2 wrong use or environment.
    """
    with readable():
        found = _in_github(repository) if github else requests_in_git(repository)
        if out:
            changed = write_requests(found, out)
            click.echo(f"Wrote {out}." if changed else f"{out} is up to date.", err=True)
    if not out:
        click.echo(as_file(found).decode() if form == "json" else as_table(found), nl=False)


def _in_github(root: Path) -> Requests:
    # PyGithub is loaded only by those who ask GitHub.
    from ..flows.github_sweep import requests_in_github
    from ..gateways.github import open_forge

    return requests_in_github(open_forge(), root)
