"""``devportal pickup``."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import click

from ..domain.environment import Environment
from ..domain.hand_over import Outbox, OutboxError, Parcel
from ..domain.secret import Secret, SecretKind
from ..domain.source import SourceError
from ..flows.outbox import outbox_at
from ..flows.pickup import Keep, PickupError, find, pick_up, received, said
from ..flows.pickup_seal import check_seal
from ..flows.private_keys import own_identities
from ..gateways.keeping import into_file
from ..gateways.sealing import SealingError
from ..show.outbox import as_table
from ..show.printable import printable
from .place import FINDINGS, stop

_KINDS = [SecretKind.CLIENT_SECRET.value, SecretKind.PRIVATE_KEY.value]


@click.command("pickup")
@click.argument("app", required=False)
@click.argument("environment", required=False, type=click.Choice([one.value for one in Environment]))
@click.option(
    "--identity",
    "files",
    type=click.Path(path_type=Path),
    multiple=True,
    help="Your private key: an age identity or an SSH key (ed25519, RSA). Else those in ~/.ssh are tried.",
)
@click.option("--out", type=click.Path(path_type=Path), help="Write the secret into this new file, for you alone.")
@click.option("--show", is_flag=True, help="Write the secret to the terminal (or to what you pipe it into).")
@click.option("--kind", type=click.Choice(_KINDS), help="What to pick up, where more than one thing waits.")
@click.option("--token", default="", help="Record that you opened it with another program; the file holds its token.")
@click.option("--outbox", "address", default="", help="Where the sealed files lie; else DEVPORTAL_OUTBOX says it.")
def command(
    app: str | None, environment: str | None, files: tuple[Path, ...], out: Path | None, show: bool, kind: str | None,
    token: str, address: str,
) -> None:  # fmt: skip
    """Pick up a secret that was sealed to your key. It can be picked up once.

    APP is PARTNER/APP and ENVIRONMENT is sod, stage or production. With a partner's name alone, or nothing, what lies
    there is listed. Exit code: 0; 1 it was picked up before, expired, or is not for you; 2 wrong use or environment.
    """
    try:
        outbox = outbox_at(Path(), address)
        if app is None or ("/" not in app and environment is None):
            click.echo(as_table(outbox.parcels(app or ""), _now()), nl=False)
            return
        parcel = _found(outbox, app, environment, kind)
        check_seal(Path(), parcel)
        if token:
            named = received(outbox, parcel, token, _now())
        else:
            keep = _keep(out, show)
            named = pick_up(outbox, parcel, own_identities(parcel, files, _passphrase), keep, _now())
    except (PickupError, SealingError) as error:
        click.echo(printable(f"devportal: {error}"), err=True)
        sys.exit(FINDINGS)
    except (OutboxError, SourceError) as error:
        stop(printable(str(error)))
    where = f" It is in {out}, which only you may read." if out else ""
    click.echo(printable(f"Picked up {said(named)}.{where} The pick-up is recorded."), err=True)


def _found(outbox: Outbox, app: str, environment: str | None, kind: str | None) -> Parcel:
    partner, slash, name = app.partition("/")
    if not slash or environment is None:
        stop("Say what to pick up as PARTNER/APP ENVIRONMENT, such as: devportal pickup acme/sync stage --out FILE")
    return find(outbox, partner, name, Environment(environment), SecretKind(kind) if kind else None)


def _keep(out: Path | None, show: bool) -> Keep:
    if (out is None) is not show:
        stop("Say where the secret goes: --out FILE writes it into a new file, --show to the terminal.")
    return into_file(out) if out else _shown


@contextmanager
def _shown(secret: Secret) -> Iterator[None]:
    yield
    # After the pick-up is recorded: what was shown cannot be taken back.
    sys.stdout.buffer.write(secret.reveal())
    if sys.stdout.isatty():
        sys.stdout.buffer.write(b"\n")
    sys.stdout.buffer.flush()


def _passphrase(file: Path) -> Secret:
    if not sys.stdin.isatty():
        return Secret(b"")
    typed = click.prompt(f"Passphrase of {file}", hide_input=True, default="", show_default=False, err=True)
    return Secret(str(typed).encode())


def _now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
