"""``devportal owners``."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from ..flows.owners import outdated, write_owners
from ..flows.read import find_root
from .place import FINDINGS, readable


@click.command("owners")
@click.option("--check", is_flag=True, help="Write nothing; end with 1 when a file is outdated.")
def command(check: bool) -> None:
    """Write CODEOWNERS and the ruleset for GitHub from registry/platform/staff.yaml."""
    with readable():
        root = find_root(Path.cwd())
        paths = outdated(root) if check else write_owners(root)
    for path in paths:
        click.echo(f"{path} is outdated. Write it: devportal owners" if check else f"Wrote {path}.")
    if not paths:
        click.echo("CODEOWNERS and the ruleset are as the registry has it.")
    sys.exit(FINDINGS if check and paths else 0)
