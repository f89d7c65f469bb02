"""``devportal provision``: from what main wants to what exists, and back into agreement."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import click

from ..decide.provision.revoke import revocation
from ..decide.provision.status import standings
from ..domain.credential import Credential
from ..domain.environment import Environment
from ..domain.hand_over import OutboxError
from ..domain.provision import Place, Plan
from ..domain.secret import StoreError
from ..flows.provision import Planned
from ..flows.provision_apply import Done, carry_out
from ..flows.provision_open import Bench, Wanted, open_bench, open_local
from ..flows.read import find_root
from ..show.printable import printable
from ..show.provision import plan_as_json, plan_as_text, status_as_json, status_as_text
from .place import FINDINGS, readable, stop

_Command = TypeVar("_Command", bound=Callable[..., Any])
_LOCAL = Path("build/portal")


@click.group("provision")
def command() -> None:
    """Make what main wants: client IDs, secrets, certificates; hand over, rotate, revoke.

    Run it in a clone or in a bare repository. DEVPORTAL_STORE names the secrets store, DEVPORTAL_OUTBOX the outbox.
    """


def _asked(function: _Command) -> _Command:
    """The options of all that looks at main."""
    options = (
        click.option("--branch", default="main", show_default=True, help="The branch that counts."),
        click.option("--push", default="", metavar="REMOTE", help="Fetch the branch from there, push receipts to it."),
        click.option(
            "--trust",
            envvar="DEVPORTAL_TRUST",
            default="",
            metavar="REV",
            help="You vouch for the branch's history up to this commit: it needs no approval that can be shown.",
        ),
        click.option("--github", is_flag=True, help="Approvals are GitHub's reviews; else signed tags."),
        click.option("--outbox", default="", help="Where sealed files lie; else DEVPORTAL_OUTBOX says it."),
    )
    for option in reversed(options):
        function = option(function)
    return function


_form = click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
_SEEN = "The digest of the plan that you have seen."
_digest = click.option("--plan", "digest", default="", metavar="DIGEST", help=_SEEN)
_confirmed = click.option(
    "--confirm-removals",
    "confirmed",
    type=click.IntRange(-1),
    default=-1,
    metavar="N",
    help="Let exactly so many credentials stop working, however many that is.",
)


@command.command("plan")
@_asked
@_confirmed
@_form
def plan_(form: str, **asked: Any) -> None:
    """Show what would be done, and do nothing.

    Exit code: 0; 1 when an unusual removal stops and asks; 2 wrong use or environment.
    """
    with _works():
        planned = open_bench(Path.cwd(), Wanted(**asked), os.environ).plan()
    _show(planned.plan, form, "devportal provision apply")
    sys.exit(FINDINGS if planned.plan.stopped else 0)


@command.command("apply")
@click.option("--plan", "digest", required=True, metavar="DIGEST", help=_SEEN)
@_asked
@_confirmed
def apply_(digest: str, **asked: Any) -> None:
    """Plan again, and carry the plan out if it is the one that you have seen.

    Store, then facts in registry/managed on the branch, then hand-over, then the end of what was replaced. It may be
    ended at any time; the next run goes on. Exit code: 0 done; 1 the plan is another by now, or stops and asks; 2 wrong
    use or environment.
    """
    with _works():
        bench = open_bench(Path.cwd(), Wanted(**asked), os.environ)
        _carry_out(bench, bench.plan(), digest)


@command.command("mend")
@_digest
@_asked
@_confirmed
@_form
def mend(digest: str, form: str, **asked: Any) -> None:
    """Bring registry, store and facts together again: show how, or with --plan do it.

    What the store has lost is put back (client IDs) or made again (secrets); what it gives out although it was revoked,
    or although nobody knows of it, is revoked. Exit code: as for apply.
    """
    with _works():
        bench = open_bench(Path.cwd(), Wanted(**asked, mend=True), os.environ)
        planned = bench.plan()
        if digest:
            _carry_out(bench, planned, digest)
            return
    _show(planned.plan, form, "devportal provision mend")
    sys.exit(FINDINGS if planned.plan.stopped else 0)


@command.command("status")
@click.argument("whose", required=False, default="", metavar="[PARTNER[/APP]]")
@_asked
@_form
def status(whose: str, form: str, **asked: Any) -> None:
    """Show what exists: age, end, hand-over, and where registry, store and facts do not agree.

    Exit code: 0 all agree; 1 something does not; 2 wrong use or environment.
    """
    partner, _, app = whose.partition("/")
    with _works():
        planned = open_bench(Path.cwd(), Wanted(**asked), os.environ).plan()
    found = standings(planned.situation, planned.plan, partner, app)
    if whose and not found:
        stop(
            f"Nothing is wanted and nothing exists of {printable(whose)}. "
            "Write PARTNER or PARTNER/APP as the folders are called."
        )
    click.echo(status_as_json(found) if form == "json" else status_as_text(found), nl=False)
    sys.exit(FINDINGS if any(one.drift for one in found) else 0)


@command.command("revoke")
@click.argument("app", metavar="PARTNER/APP")
@click.argument("environment", type=click.Choice([one.value for one in Environment]))
@click.argument("credential", type=click.Choice([one.value.replace("_", "-") for one in Credential]))
@_asked
def revoke(app: str, environment: str, credential: str, **asked: Any) -> None:
    """Revoke a compromised credential at once, before anything is merged. For Online Operations.

    It stops working now. It is not made again until a higher generation (or another key) is merged.
    """
    partner, _, name = app.partition("/")
    place, what = Place(partner, name, Environment(environment)), Credential(credential.replace("-", "_"))
    with _works():
        bench = open_bench(Path.cwd(), Wanted(**asked), os.environ)
        planned = bench.plan()
        plan = revocation(planned.situation, place, what)
        if plan is None:
            stop(
                f"There is no {what.shown} of {printable(place.shown)}. See them: devportal provision status {partner}"
            )
        _told(carry_out(plan, planned.situation, bench.hands), plan, bench)


@command.command("local")
@click.option("--dir", "folder", type=click.Path(path_type=Path), default=_LOCAL, show_default=True, help="Where to.")
def local(folder: Path) -> None:
    """Provision the working copy into a store of its own, for looking at the portal; what `make portal` does.

    Store, outbox and facts lie in one folder, and no file of the registry is touched. Show them with --managed.
    """
    with _works():
        bench = open_local(find_root(Path.cwd()), folder)
        planned = bench.plan()
        agreed = Wanted(mend=True, confirmed=planned.plan.removals)
        if planned.plan.stopped:
            bench = Bench(bench.hands, bench.approved, agreed, bench.clock)
            planned = bench.plan()
        done = carry_out(planned.plan, planned.situation, bench.hands)
    count = f"{done.steps:,} {'step' if done.steps == 1 else 'steps'}" if done.steps else "nothing to do"
    click.echo(f"Credentials of the working copy in {folder}: {count}.")


def _carry_out(bench: Bench, planned: Planned, digest: str) -> None:
    plan = planned.plan
    if plan.digest != digest:
        click.echo("The plan is another by now.", err=True)
        click.echo(f"  you have seen {printable(digest)}\n  it is now     {plan.digest}", err=True)
        click.echo("Nothing was done. Look at it again, and apply that.", err=True)
        sys.exit(FINDINGS)
    if plan.stopped:
        click.echo(f"Nothing was done. {plan.stopped}", err=True)
        sys.exit(FINDINGS)
    _told(carry_out(plan, planned.situation, bench.hands), plan, bench)


def _told(done: Done, plan: Plan, bench: Bench) -> None:
    for step in plan.steps:
        click.echo(f"done: {printable(step.sentence)}")
    for where in done.kept:
        click.echo(printable(f"Receipts: {where}."))
    if plan.is_empty:
        click.echo("Nothing to do.")
    for partner, why in bench.hands.outbox.trouble.items():
        click.echo(printable(f"not handed over to {partner} yet: {why}"), err=True)


def _show(plan: Plan, form: str, how: str) -> None:
    click.echo(plan_as_json(plan) if form == "json" else plan_as_text(plan, how), nl=False)


@contextmanager
def _works() -> Iterator[None]:
    """Whatever cannot be reached or read becomes a message and exit code 2."""
    try:
        with readable():
            yield
    except (StoreError, OutboxError) as error:
        stop(printable(f"{error} What was done until now stands; run it again when that is mended."))
