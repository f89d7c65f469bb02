"""``devportal validate``."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path

import click

from .. import __version__
from ..decide.codes.catalogue import CODES
from ..domain.finding import Finding, Severity
from ..domain.layout import REGULAR
from ..domain.snapshot import TreeEntry
from ..domain.source import Source
from ..flows.read import find_root, open_folder, open_revision
from ..flows.validate import Validation, validate
from ..show.github import as_github
from ..show.json import as_json
from ..show.sarif import as_sarif
from ..show.text import as_text
from .place import FINDINGS, colours, readable, stop
from .progress import counter

_FORMATS = ["text", "json", "sarif", "github"]


@click.command("validate")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--at", metavar="REV", help="Judge a commit, branch or tag without checking it out.")
@click.option("--format", "form", type=click.Choice(_FORMATS), default="text", show_default=True)
@click.option("--strict", is_flag=True, help="End with 1 for warnings, too.")
def command(paths: tuple[Path, ...], at: str | None, form: str, strict: bool) -> None:
    """Check the registry and say what to mend.

    PATH is a file or folder: only findings below it are shown (what they refer to is looked at all the same). Without
    one, all of the registry is shown. Exit code: 0 nothing to mend, 1 findings, 2 wrong use or environment.
    """
    # A short-lived process without cycles: looking for them costs a tenth of the time.
    gc.disable()
    with readable():
        root, wanted = _root(paths, must_exist=at is None)
        source = open_revision(root, at) if at else open_folder(root)
        validation = _only(validate(source, counter("Judged", "files")), wanted)
        click.echo(_shown(validation, form, source), nl=False)
    errors = sum(finding.severity is Severity.ERROR for finding in validation.findings)
    sys.exit(FINDINGS if errors or (strict and validation.findings) else 0)


def _root(paths: tuple[Path, ...], must_exist: bool) -> tuple[Path, list[str]]:
    """The folder that holds ``registry/``, and the paths below it that are to be shown."""
    for path in paths:
        if must_exist and not path.exists():
            stop(f"There is no {path} here. Check the spelling, or leave it away to see everything.")
    starts = [path if path.is_dir() else path.parent for path in paths] or [Path.cwd()]
    roots = {find_root(start) for start in starts}
    if len(roots) > 1:
        stop("The paths belong to more than one registry. Name the paths of one at a time.")
    root = roots.pop()
    inside = [path.resolve().relative_to(root).as_posix() for path in paths]
    return root, [path for path in inside if path != "."]


def _only(validation: Validation, wanted: list[str]) -> Validation:
    if not wanted:
        return validation
    shown = tuple(
        f for f in validation.findings if any(f.path == one or f.path.startswith(f"{one}/") for one in wanted)
    )
    return Validation(shown, validation.files)


def _shown(validation: Validation, form: str, source: Source) -> str:
    findings, files = validation.findings, validation.files
    match form:
        case "json":
            return as_json(findings, files)
        case "sarif":
            return as_sarif(findings, CODES, __version__)
        case "github":
            return as_github(findings, files)
        case _:
            return as_text(findings, files, _lines(source), colours())


def _lines(source: Source) -> Callable[[Finding], str]:
    """Gives the line that a finding points at; nothing is read before the first finding is shown."""

    @cache
    def entries() -> dict[str, TreeEntry]:
        return {entry.path: entry for entry in source.entries() if entry.mode == REGULAR}

    @cache
    def lines(path: str) -> list[str]:
        if not path.endswith((".yaml", ".json")) or path not in entries():
            return []
        return (source.read(entries()[path], 2**20) or b"").decode("utf-8", "replace").splitlines()

    def line_of(finding: Finding) -> str:
        found = lines(finding.path)
        return found[finding.line - 1] if 0 < finding.line <= len(found) else ""

    return line_of
