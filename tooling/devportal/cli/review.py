"""``devportal review``."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any

import click

from ..decide.review.review import review
from ..domain.case import Identity
from ..domain.source import SourceError
from ..domain.verdict import RequestStanding, Verdict
from ..flows.read import find_root
from ..flows.review import Event, Statement, gather_commits, sources_of, statements_from
from ..show.comment import as_comment
from ..show.verdict import as_annotations, as_plain, as_verdict_json
from .place import FINDINGS, readable

FORMATS = {"text": as_plain, "json": as_verdict_json, "markdown": as_comment, "github": as_annotations}


@click.command("review")
@click.option("--base", required=True, metavar="REV", help="What the request is to be merged into.")
@click.option("--head", required=True, metavar="REV", help="The request's last commit.")
@click.option("--actor", required=True, metavar="LOGIN", help="Who asks: the GitHub login.")
@click.option("--actor-id", type=int, default=0, help="The numeric GitHub id; it decides, and newcomers need it.")
@click.option("--approvals", type=click.Path(path_type=Path), help="A JSON file with what reviewers said.")
@click.option("--number", type=int, default=0, help="The request's number.")
@click.option("--draft", is_flag=True, help="The request is a draft.")
@click.option("--now", default="", metavar="TIME", help="Judge as of a time in UTC, such as 2026-11-24T09:30:00Z.")
@click.option("--record", metavar="NAME", help="Keep the case as a test, in tooling/tests/cases/NAME.")
@click.option("--format", "form", type=click.Choice(list(FORMATS)), default="text", show_default=True)
def command(
    base: str, head: str, actor: str, actor_id: int, approvals: Path | None, record: str, form: str, **known: Any
) -> None:
    """Decide a request: what it changes, who must approve it, what has to be mended.

    It works on any clone and on bare repositories; nothing is checked out. Exit code: 0 ready, pending or draft; 1
    something has to be mended, or it was rejected; 2 wrong use or environment.
    """
    with readable():
        statements = _statements(approvals) if approvals else ()
        event = Event(Identity(actor, actor_id), statements=statements, **known)
        case = gather_commits(Path.cwd(), base, head, event)
        if record:
            from ..flows.cases import record_case

            record_case(_folder(record), case, event, *sources_of(Path.cwd(), base, head))
        verdict = review(case)
    show(verdict, form)


def _folder(name: str) -> Path:
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name):
        raise SourceError(f"{name!r} is no name for a case. Write lower-case letters, digits and dashes.")
    return find_root(Path.cwd()) / "tooling/tests/cases" / name


def show(verdict: Verdict, form: str) -> None:
    """Print a verdict and end with its exit code."""
    click.echo(FORMATS[form](verdict), nl=False)
    sys.exit(FINDINGS if verdict.standing is RequestStanding.REJECTED else 0)


def _statements(file: Path) -> tuple[Statement, ...]:
    try:
        return statements_from(json.loads(file.read_text(encoding="utf-8")))
    except (OSError, ValueError) as error:
        raise SourceError(f"{file} cannot be read as JSON: {str(error)[:200]}") from None
