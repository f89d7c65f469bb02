"""A counter on stderr, on a terminal only."""

from __future__ import annotations

import sys
from collections.abc import Callable

import click


def counter(verb: str, what: str) -> Callable[[int, int], None] | None:
    """Shows ``<verb> 3 of 9 <what>`` and wipes it away at the end; nothing where nobody looks on."""
    if not sys.stderr.isatty():
        return None

    def told(done: int, total: int) -> None:
        end = "\r\x1b[K" if done >= total else ""
        click.echo(f"\r{verb} {done:,} of {total:,} {what}{end}", err=True, nl=False)

    return told
