"""``devportal check``."""

from __future__ import annotations

from pathlib import Path

import click

from ..domain.case import Identity
from ..flows.check import check
from ..flows.read import find_root
from .place import readable
from .review import FORMATS, show


@click.command("check")
@click.option("--actor", default="", metavar="LOGIN", help="Your GitHub login; else git's settings tell who you are.")
@click.option("--base", default="", metavar="REV", help="What to compare with; else origin/main or main.")
@click.option("--format", "form", type=click.Choice(list(FORMATS)), default="text", show_default=True)
def command(actor: str, base: str, form: str) -> None:
    """Say what the review will say of your changes, before you push them.

    Files that are not committed yet count, too. Exit code: 0 nothing to mend, 1 something to mend, 2 wrong use.
    """
    with readable():
        verdict = check(find_root(Path.cwd()), Identity(actor), base)
    show(verdict, form)
