"""Builds and serves the website."""

from __future__ import annotations

import logging
from pathlib import Path

from ..domain.finding import Severity
from ..domain.source import SourceError
from .read import open_portal
from .validate import validate


def build_site(root: Path, out: Path, *, strict: bool = True) -> int:
    """Build the website into ``out``; the number of files. Raises SourceError when it cannot be built."""
    from mkdocs.commands.build import build
    from mkdocs.exceptions import MkDocsException

    _check(root)
    logging.getLogger("mkdocs").setLevel(logging.WARNING)
    try:
        config = _config(root, out, strict)
        config.plugins.on_startup(command="build", dirty=False)
        build(config)
        config.plugins.on_shutdown()
    except (MkDocsException, SystemExit) as error:
        raise SourceError(f"The website could not be built: {error}") from None
    return sum(file.is_file() for file in out.rglob("*"))


def serve_site(root: Path, port: int) -> None:
    """Build, serve on loopback and build again on every change, until it is interrupted. Raises SourceError."""
    from mkdocs.commands.serve import serve
    from mkdocs.exceptions import MkDocsException

    _check(root)
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    try:
        serve(
            config_file=str(_file(root)),
            dev_addr=f"127.0.0.1:{port}",
            livereload=True,
            watch=[str(root / "registry")],
            site_url=f"http://127.0.0.1:{port}/",
        )
    except (MkDocsException, OSError) as error:
        raise SourceError(
            f"The website cannot be served on port {port}: {error}. Choose another with --port."
        ) from None


def _check(root: Path) -> None:
    findings = validate(open_portal(root)).findings
    errors = sum(finding.severity is Severity.ERROR for finding in findings)
    if errors:
        raise SourceError(f"The registry has {errors} errors. See them with `devportal validate`, and mend them first.")


def _file(root: Path) -> Path:
    file = root / "mkdocs.yml"
    if not file.is_file():
        raise SourceError(f"There is no mkdocs.yml in {root}. Go to a clone of the portal.")
    return file


def _config(root: Path, out: Path, strict: bool):  # type: ignore[no-untyped-def]
    from mkdocs.config import load_config

    return load_config(str(_file(root)), site_dir=str(out.resolve()), strict=strict)
