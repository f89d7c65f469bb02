"""``devportal certificate``: the forms that RSA keys are written in."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Final

import click

from ..decide.provision.keys import KeyFormatError, from_xml, thumbprint_of, to_xml
from .place import stop

_LARGEST: Final = 100_000
_FORMS: Final[dict[str, Callable[[bytes], str]]] = {"pem": bytes.decode, "xml": to_xml, "thumbprint": thumbprint_of}


@click.command("certificate")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@click.option("--to", "form", type=click.Choice(["pem", "xml", "thumbprint"]), required=True, help="What to write.")
@click.option("--out", type=click.Path(path_type=Path), help="A new file, for you alone; else the terminal.")
def command(file: Path, form: str, out: Path | None) -> None:
    """Write an RSA key in another form: PEM, the RSA XML of .NET, or its thumbprint.

    FILE holds a private or a public key, as PEM or as RSAKeyValue. Nothing leaves this machine.
    """
    data = file.read_bytes()[:_LARGEST]
    is_xml = data.lstrip().startswith(b"<")
    try:
        pem = from_xml(data.decode("ascii", "replace")) if is_xml else data
        written = _FORMS[form](pem).rstrip() + "\n"
    except (KeyFormatError, UnicodeDecodeError) as error:
        stop(f"{file}: {error}")
    if out is None:
        click.echo(written, nl=False)
        return
    try:
        with os.fdopen(os.open(out, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as target:
            target.write(written)
    except OSError as error:
        stop(f"{out} cannot be written: {error.strerror}. Name a new file.")
    click.echo(f"Wrote {out}.")
