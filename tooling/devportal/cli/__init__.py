"""The command line: arguments and exit codes (0 clean, 1 findings, 2 usage or environment)."""

from __future__ import annotations

import contextlib
import os
import sys
from importlib import import_module
from typing import Final

import click

from .. import __version__
from .end import end

_COMMANDS: Final = {
    "access": "Write who may see what, and the web server's configuration that keeps to it.",
    "build": "Build the portal and the App Store as a website.",
    "certificate": "Write an RSA key in another form: PEM, RSA XML, thumbprint.",
    "check": "Say what the review will say of your changes, before you push them.",
    "github": "Judge, tell, merge and remind on GitHub; what the workflows run.",
    "hook": "Let a bare git repository take pushes by the same verdict.",
    "keys": "Show whose changed keys wait before secrets are sealed to them.",
    "log": "Show who changed what and when, from the history of main.",
    "new": "Begin a partner, person, member, app, configuration, listing or profile.",
    "notify": "Tell who must know by e-mail: published, rejected, ready, expiring, revoked.",
    "owners": "Write CODEOWNERS and the ruleset for GitHub from the registry.",
    "pickup": "Pick up a secret that was sealed to your key, once.",
    "preview": "Build the App Store pages that a request would change.",
    "provision": "Make what main wants: client IDs, secrets, certificates.",
    "publish": "Ask for a version to be published in an environment.",
    "render": "Write the website's pages as a tree of documents for another engine.",
    "replay": "Decide past requests by a changed policy, and list what flips.",
    "requests": "Show what is asked for, and who is waited for.",
    "review": "Decide a request: what it changes, who must approve it, what to mend.",
    "sample": "Write a registry of any size, for benchmarks and tests.",
    "schemas": "Write the JSON Schemas and the reference pages.",
    "secrets": "Look after the secrets store: state, check, backup, restore, master key.",
    "serve": "Build the website and show it in a browser.",
    "store": "Build the App Store of one environment as a website of its own.",
    "telemetry": "Take telemetry in, roll it up, forget a customer.",
    "tenants": "Import who authorised which app, and forget a customer who asks for it.",
    "validate": "Check the registry and say what to mend.",
}


class _Lazy(click.Group):
    """Imports a command's module only when that command runs, so that the help is fast."""

    def list_commands(self, context: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        if name not in _COMMANDS:
            return None
        command: click.Command = import_module(f".{name}", __name__).command
        return command

    def format_commands(self, context: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(_COMMANDS.items()))


@click.group(cls=_Lazy, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, "--version", prog_name="devportal")
def main() -> None:
    """The developer portal in which a pull request is the go-live approval."""


def run() -> None:
    """Entry point of the console script. An interrupted command ends with 130, as a shell expects.

    What a command could not foresee of disks and pipes ends with 2.
    """
    # Models have no plugins: looking for some reads the metadata of every installed package.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    try:
        main()
    except KeyboardInterrupt:
        sys.exit(130)
    except SystemExit as ended:
        if ended.code is None or isinstance(ended.code, int):
            end(ended.code or 0)
        raise
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        with contextlib.suppress(OSError):
            click.echo(f"Error: {where}{error.strerror or error}. Check the space and the rights.", err=True)
        end(2)
