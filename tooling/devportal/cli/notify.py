"""``devportal notify``: who must know gets an e-mail."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from ..domain.hand_over import OutboxError
from ..domain.notice import LedgerError, MailError
from ..flows.decided import now
from ..flows.notices import NoticePlan, Told, plan_notices, send_notices
from ..flows.outbox import outbox_at
from ..flows.terms import terms_at
from ..gateways.mail import Postman, mail_settings
from ..gateways.notice_ledger import open_ledger
from ..show.notices import as_list, outcome
from ..show.printable import printable
from .place import FINDINGS, readable, stop

_SITE = "https://devportal.example/"
_at = click.option("--at", default="HEAD", show_default=True, help="The commit of main that is told of.")
_since = click.option("--since", default="", help="Tell what was published after this commit, not after the last run.")


@click.group("notify")
def command() -> None:
    """Tell who must know: published, rejected, ready, expiring, revoked, picked up twice.

    Who was told is remembered in the ledger (DEVPORTAL_NOTICES, else .secrets/notices.sqlite), so that no mail goes out
    twice and none is lost.
    """


@command.command("plan")
@_at
@_since
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def plan(at: str, since: str, form: str) -> None:
    """Show what would be sent to whom, and send nothing."""
    with _works():
        found = _plan(at, since)
    if form == "json":
        click.echo(
            json.dumps([_row(found, place) for place in range(len(found.letters))], indent=1, ensure_ascii=False)
        )
    else:
        click.echo(as_list(found.letters), nl=False)


@command.command("send")
@_at
@_since
def send(at: str, since: str) -> None:
    """Send what is to be told.

    DEVPORTAL_SMTP (smtp://HOST:587 or smtps://HOST:465), DEVPORTAL_SMTP_USER, DEVPORTAL_SMTP_PASSWORD and
    DEVPORTAL_MAIL_FROM say how, SITE_URL where the portal is. Exit code: 0; 1 when a mail was refused, for now or for
    good; 2 when none can go out.
    """
    refused = False
    with _works():
        settings, found = mail_settings(), _plan(at, since)
        outbox, ledger = outbox_at(Path()), open_ledger(Path())
        with Postman(settings) as postman:
            site = f"{os.environ.get('SITE_URL', _SITE).rstrip('/')}/"
            for told in send_notices(found, postman, ledger, outbox, site, now()):
                refused = refused or not told.delivery.taken
                _say(told)
        for partner, why in found.trouble.items():
            refused = True
            click.echo(printable(f"later  {partner}: {why}"), err=True)
    sys.exit(FINDINGS if refused else 0)


def _plan(at: str, since: str) -> NoticePlan:
    root = Path()
    return plan_notices(root, outbox_at(root), open_ledger(root), now(), terms_at(root, at), at=at, since=since)


def _row(found: NoticePlan, place: int) -> dict[str, object]:
    letter = found.letters[place]
    return {
        "kind": letter.notice.kind.value,
        "subject": letter.notice.subject,
        "to": letter.chain[0].email,
        "instead": [box.email for box in letter.chain[1:]],
        "key": letter.key,
    }


def _say(told: Told) -> None:
    click.echo(printable(outcome(told.letter, told.box, told.delivery, told.left)))


@contextmanager
def _works() -> Iterator[None]:
    try:
        with readable():
            yield
    except (MailError, LedgerError, OutboxError) as error:
        stop(printable(str(error)))
