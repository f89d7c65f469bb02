"""``devportal replay``."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from ..domain.source import SourceError
from ..flows.read import find_root, open_folder
from ..flows.replay import Flip, replay_cases, replay_merged
from ..flows.sides import platform_of
from ..gateways.git import open_commit
from ..show.printable import printable
from .place import FINDINGS, readable


@click.command("replay")
@click.option("--platform", metavar="REV", help="Take registry/platform of a commit; the working copy's if left out.")
@click.option("--last", type=click.IntRange(0, 1000), default=50, show_default=True, help="How many merged requests.")
def command(platform: str | None, last: int) -> None:
    """Decide recorded and merged requests anew, and list every verdict that flips.

    Run it with a changed policy, changed roles or changed rules, before they are merged. Exit code: 0 nothing flips; 1
    something does; 2 wrong use or environment.
    """
    with readable():
        root = find_root(Path.cwd())
        given = platform_of(open_commit(root, platform) if platform else open_folder(root))
        cases = root / "tooling/tests/cases"
        flips = [*replay_cases(cases, root / "tooling/tests/examples/valid", given)] if cases.is_dir() else []
        flips += replay_merged(root, _tip(root), given, last)
    for flip in flips:
        click.echo(printable(_line(flip)))
    click.echo(f"{len(flips)} verdict{'' if len(flips) == 1 else 's'} would be another.")
    sys.exit(FINDINGS if flips else 0)


def _tip(root: Path) -> str:
    for name in ("origin/main", "main"):
        try:
            return open_commit(root, name).commit
        except SourceError:
            continue
    raise SourceError("There is no main branch here. Fetch it: git fetch origin main")


def _line(flip: Flip) -> str:
    return f"{flip.name}: {flip.was} → {flip.would_be}. {flip.why}"
