"""``devportal github``: what the workflows run."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from ..domain.source import SourceError
from ..flows.github_judge import judge, judged_request
from ..flows.github_queue import group_from, queue
from ..flows.github_sweep import sweep
from ..flows.github_tell import tell
from ..gateways.github import open_forge
from ..show.comment import Links
from ..show.printable import printable
from .place import FINDINGS, readable


@click.group("github")
def command() -> None:
    """Judge, tell, merge and remind on GitHub; what the workflows run.

    GITHUB_TOKEN, GITHUB_REPOSITORY and GITHUB_API_URL say where. The folder is a clone with main checked out and the
    requests' commits fetched.
    """


@command.command("judge")
@click.option("--out", type=click.Path(path_type=Path), required=True, help="The folder for what was found.")
@click.option("--number", type=int, envvar="DEVPORTAL_NUMBER", required=True, help="The request's number.")
def judge_(out: Path, number: int) -> None:
    """Judge a request and write the verdict into a folder; nothing is written to GitHub."""
    with readable():
        verdict = judge(open_forge(), Path.cwd(), number, out)
    click.echo(printable(f"{verdict.standing.value}: {verdict.headline}"))


@command.command("tell")
@click.argument("folder", type=click.Path(path_type=Path))
def tell_(folder: Path) -> None:
    """Write comment, check run and labels for the request in FOLDER, and merge it when it is ready."""
    with readable():
        number, head = judged_request(folder)
        click.echo(printable(tell(open_forge(), Path.cwd(), number, head, _links())))


@command.command("queue")
def queue_() -> None:
    """Decide again for a merge queue's commit; GITHUB_EVENT_PATH names its event. It ends with 1 on a refusal."""
    with readable():
        ready, title = queue(open_forge(), Path.cwd(), group_from(_event()))
    click.echo(printable(title))
    sys.exit(0 if ready else FINDINGS)


@command.command("escalate")
def escalate_() -> None:
    """Bring all open requests up to date, merge what is ready, and pass on what waits too long."""
    with readable():
        for line in sweep(open_forge(), Path.cwd(), _links()):
            click.echo(printable(line))


def _event() -> str:
    try:
        return Path(os.environ.get("GITHUB_EVENT_PATH", "")).read_text(encoding="utf-8")
    except OSError:
        raise SourceError("GITHUB_EVENT_PATH names no file that can be read. Run this in a workflow.") from None


def _links() -> Links:
    server, repository = os.environ.get("GITHUB_SERVER_URL", ""), os.environ.get("GITHUB_REPOSITORY", "")
    return Links(f"{server.rstrip('/')}/{repository}" if server.startswith("https://") else "")
