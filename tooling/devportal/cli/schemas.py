"""``devportal schemas``."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from ..flows.read import find_root
from ..flows.schemas import differences, write_schemas
from .place import FINDINGS, readable


@click.command("schemas")
@click.option("--check", is_flag=True, help="Write nothing; end with 1 when something is outdated.")
def command(check: bool) -> None:
    """Write the JSON Schemas, the reference pages and the editor's settings from the models."""
    with readable():
        root = find_root(Path.cwd())
        if check:
            _check(differences(root))
            return
        written, deleted = write_schemas(root)
    click.echo(f"Wrote {written} files and deleted {deleted}; the others were as they have to be.")


def _check(found: list[str]) -> None:
    if found:
        click.echo("\n".join(found))
        click.echo("Run `devportal schemas` and commit what it writes.")
        sys.exit(FINDINGS)
    click.echo("All schemas and reference pages are as they have to be.")
