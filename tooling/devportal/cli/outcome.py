"""Says what became of a change."""

from __future__ import annotations

import sys

import click

from ..domain.finding import Finding
from ..flows.propose import Proposed
from ..show.text import as_text
from .place import FINDINGS, colours

_FEW = 5
"""More findings than that are listed, a line each."""


def tell(proposed: Proposed, what: str) -> None:
    """The files that were written; or everything that is in the way, and exit code 1."""
    if proposed.errors:
        texts = proposed.texts or {}

        def line_of(finding: Finding) -> str:
            lines = texts.get(finding.path, "").splitlines()
            return lines[finding.line - 1] if 0 < finding.line <= len(lines) else ""

        if len(proposed.errors) <= _FEW:
            click.echo(as_text(proposed.errors, len(texts), line_of, colours()), nl=False)
        else:
            click.echo("\n".join(f"{one.path}:{one.line}: {one.code}: {one.message}" for one in proposed.errors))
        click.echo(f"Nothing was written: {what} would not be valid.", err=True)
        sys.exit(FINDINGS)
    for path in proposed.files:
        click.echo(f"wrote {path}")
    for finding in proposed.warnings:
        click.echo(f"warning {finding.code}: {finding.path}: {finding.message}. {finding.advice}")


def pull_request(branch: str, paths: tuple[str, ...], message: str) -> None:
    """The commands with which a change becomes a pull request."""
    folder = paths[0].rpartition("/")[0] if len(paths) > 1 else paths[0]
    click.echo("\nThen make a pull request of it:")
    for line in (
        f"git switch --create {branch}",
        f"git add {folder}",
        f'git commit --message "{message}"',
        "git push --set-upstream origin HEAD",
    ):
        click.echo(f"  {line}")
    click.echo("and open the address that git prints.")
