"""``devportal publish``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from ..domain.environment import Environment
from ..domain.release import Activation
from ..flows.publish import publish
from ..flows.read import find_root
from .ask import Question, complete
from .outcome import pull_request, tell
from .place import readable


@click.command("publish")
@click.argument("owner", metavar="PARTNER[/APP]")
@click.argument("part", type=click.Choice(["configuration", "listing", "profile"]))
@click.argument("version")
@click.option("--to", "target", type=click.Choice(["sod", "stage", "production"]), required=True, help="Where to.")
@click.option("--customer", help="Custom apps to Production: the customer's name.")
@click.option("--tenant", help="Custom apps to Production: the customer's tenant, such as Cust12345.")
@click.option("--confirmed-by", help="Custom apps to Production: who at the customer confirmed it.")
@click.option("--confirmed-on", help="Custom apps to Production: when, such as 2026-11-24.")
@click.option("--sandbox", is_flag=True, help="The tenant is the customer's production sandbox.")
def command(owner: str, part: str, version: str, target: str, sandbox: bool, **activation: Any) -> None:
    """Ask for a version to be published in an environment.

    To SOD it needs no approval; to Stage and Production, SuperOffice approves the pull request. Everything that is
    missing is listed, and nothing is written then.
    """
    partner, _, app = owner.partition("/")
    environment = Environment(target)
    with readable():
        asked = publish(
            find_root(Path.cwd()), partner, app, part, version, environment, _activation(activation, sandbox)
        )
    tell(asked.proposed, f"the {part} {version} in {environment.shown}")
    if asked.approver:
        click.echo(
            f"\nWhen the pull request is opened, the version is in the state Request pending: {_an(asked.approver)}"
        )
        click.echo("approves it. When it is merged, it is Published.")
    else:
        click.echo("\nNobody has to approve it: it is Published as soon as the pull request is merged.")
    name = f"publish-{owner.replace('/', '-')}-{part}-{version}-{target}"
    pull_request(name, asked.proposed.files, f"Publish {part} {version} of {owner} to {environment.shown}")


def _an(role: str) -> str:
    return f"an {role}"


def _activation(given: dict[str, Any], sandbox: bool) -> dict[str, Any] | None:
    """All four facts or none."""
    if not any(given.values()):
        return None
    questions = [Question(name.replace("_", "-"), Activation, name) for name in given]
    answers = complete(given, questions)
    return {**answers, "sandbox": True} if sandbox else answers
