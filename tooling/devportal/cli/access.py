"""``devportal access``."""

from __future__ import annotations

from pathlib import Path

import click

from ..domain.deployment import Deployment
from ..domain.environment import Environment
from ..flows.access import write_access
from ..flows.deployment import discovery_of, readers
from ..flows.read import find_root
from ..show.apache import apache_host
from ..show.printable import printable
from .place import readable, stop


@click.group("access")
def command() -> None:
    """Write who may see what, and the web server's configuration that keeps to it."""


@command.command("write")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path, file_okay=False))
def write(folder: Path) -> None:
    """Write groups, homes and each person's me.json below DIR/current, all at once.

    Apache reads them at each request, so that whoever was removed is out from then on. Run it after every change of the
    registry, before the pages are built.
    """
    with readable():
        done = write_access(find_root(Path.cwd()), folder)
    click.echo(
        f"{done.people:,} people can sign in. {'Switched' if done.is_new else 'Nothing changed'}: {folder}/current"
    )


@command.command("show")
@click.argument("address")
def show(address: str) -> None:
    """Say who may see ADDRESS, such as /partners/acme/users/."""
    with readable():
        for line in readers(find_root(Path.cwd()), address):
            click.echo(printable(line))


@command.command("apache")
@click.option("--host", required=True, help="The public name, with its port where that is none of the usual ones.")
@click.option("--site", required=True, help="Absolute path of what `devportal build --out` writes.")
@click.option("--access", "folder", required=True, help="Absolute path of what `devportal access write` writes to.")
@click.option("--secrets", required=True, help="Absolute path of a file with the client ID, its secret, a passphrase.")
@click.option("--outbox", default="", help="Absolute path of the folder with sealed secrets to pick up.")
@click.option(
    "--certificate", default="", help="Absolute path of the TLS certificate; without it somebody else ends TLS."
)
@click.option("--key", default="", help="Absolute path of the certificate's key.")
@click.option("--listen", default="", help="Port, or address and port; 443 with a certificate, else 80.")
@click.option(
    "--environment",
    type=click.Choice([one.value for one in Environment]),
    default=Environment.PRODUCTION.value,
    show_default=True,
    help="Whose SuperID signs people in.",
)
@click.option("--discovery", default="", help="Another OpenID provider's discovery document.")
def apache(folder: str, environment: str, discovery: str, **given: str) -> None:
    """Write a virtual host of Apache httpd 2.4 with mod_auth_openidc to standard output."""
    with readable():
        found = discovery or discovery_of(find_root(Path.cwd()), Environment(environment))
    deployment = Deployment(access=f"{folder}/current", discovery=found, **given)
    if deployment.wrong:
        stop(f"{deployment.wrong}.")
    click.echo(apache_host(deployment), nl=False)
