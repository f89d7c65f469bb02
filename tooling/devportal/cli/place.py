"""What every command needs: where the registry is, and how to end."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

import click

from ..domain.source import SourceError

FINDINGS, USAGE = 1, 2


def stop(message: str) -> NoReturn:
    """Say what is wrong with the use or the environment, and end with 2."""
    click.echo(f"devportal: {message}", err=True)
    sys.exit(USAGE)


managed_option = click.option(
    "--managed",
    envvar="DEVPORTAL_MANAGED",
    default="",
    metavar="DIR",
    help="A folder of facts to show in place of the registry's own, as `devportal provision local` writes it.",
)


def use_managed(folder: str) -> None:
    """Let the website, which MkDocs builds in this process, find the folder of facts."""
    if folder:
        os.environ["DEVPORTAL_MANAGED"] = str(Path(folder).resolve())


@contextmanager
def readable() -> Iterator[None]:
    """Turns a place that cannot be read into a message and exit code 2."""
    try:
        yield
    except SourceError as error:
        stop(str(error))


def colours() -> bool:
    """Whether to colour what is written to stdout (https://no-color.org)."""
    if os.environ.get("NO_COLOR"):
        return False
    return bool(os.environ.get("FORCE_COLOR")) or (sys.stdout.isatty() and os.environ.get("TERM") != "dumb")
