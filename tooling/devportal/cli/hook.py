"""``devportal hook``: the same verdict for a plain git repository, without GitHub."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import click

from ..domain.push import Answer, RefUpdate
from ..domain.source import SourceError
from ..flows.hook import answer
from ..flows.hook_act import act
from ..flows.hook_install import install
from ..show.printable import printable
from .place import FINDINGS, USAGE, readable


@click.group("hook")
def command() -> None:
    """Let a bare git repository take pushes by the portal's verdict."""


@command.command("install")
@click.argument("repository", type=click.Path(path_type=Path))
def install_(repository: Path) -> None:
    """Install the hooks in the bare repository REPOSITORY.

    From then on main takes what is ready, refs/heads/requests/NAME takes requests, and refs/tags/approvals/NAME/… takes
    what reviewers say. Commits and tags are signed with SSH keys that the registry knows.
    """
    with readable():
        for line in install(repository):
            click.echo(line)


@command.command("run")
@click.argument("when", type=click.Choice(["pre-receive", "post-receive"]))
def run(when: str) -> None:
    """What git starts: reads the updates from standard input and answers the one who pushes."""
    updates = [RefUpdate(*line.split()) for line in sys.stdin.read().splitlines() if len(line.split()) == 3]
    code = 0
    for update in updates:
        if when == "pre-receive":
            result = _safely(update, lambda one: answer(Path.cwd(), one))
            code = code if result.accepted else FINDINGS
        else:
            result = _safely(update, lambda one: Answer(True, act(Path.cwd(), one)))
            code = code if result.accepted else USAGE
        _say(update, result, alone=len(updates) == 1)
    sys.exit(code)


def _safely(update: RefUpdate, work: Callable[[RefUpdate], Answer]) -> Answer:
    try:
        return work(update)
    except SourceError as error:
        return Answer(False, f"{error}\n")


def _say(update: RefUpdate, result: Answer, *, alone: bool) -> None:
    if result.text:
        place = "" if alone else f"{printable(update.ref)}: "
        click.echo("\n".join(map(printable, f"{place}{result.text}".rstrip().split("\n"))))
