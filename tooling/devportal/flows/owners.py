"""Keeps what GitHub has to know of SuperOffice's employees in step with the registry."""

from __future__ import annotations

from pathlib import Path

from ..domain.source import SourceError
from ..gateways.files import write_all
from ..show.owners import codeowners, ruleset
from .read import open_folder
from .sides import platform_of


def owners_files(root: Path) -> dict[str, bytes]:
    """Path to content. Raises SourceError when there is no readable staff.yaml."""
    staff = platform_of(open_folder(root)).staff
    if staff is None:
        raise SourceError("registry/platform/staff.yaml is missing or cannot be read. See: devportal validate")
    return {".github/CODEOWNERS": codeowners(staff.record).encode(), ".github/ruleset.json": ruleset().encode()}


def outdated(root: Path) -> list[str]:
    """The files that are not as the registry has it."""
    return [path for path, data in owners_files(root).items() if not _is(root / path, data)]


def write_owners(root: Path) -> list[str]:
    """Write what is outdated; its paths. Raises SourceError."""
    paths = outdated(root)
    files = owners_files(root)
    write_all(root, {path: files[path] for path in paths})
    return paths


def _is(file: Path, data: bytes) -> bool:
    return file.is_file() and file.read_bytes() == data
