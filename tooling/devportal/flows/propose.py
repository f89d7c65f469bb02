"""A change of the registry, looked at before it is written: all of it, or nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from ..domain.finding import Finding, Severity
from ..domain.source import SourceError
from ..gateways.files import write_all
from .validate import validate_folder


@dataclass(frozen=True)
class Proposed:
    """What became of a change: the files that were written, or the errors that it would bring (then nothing was)."""

    files: tuple[str, ...]
    errors: tuple[Finding, ...] = ()
    warnings: tuple[Finding, ...] = ()
    texts: Mapping[str, str] | None = None


def propose(root: Path, files: Mapping[str, bytes], *, may_replace: bool = False) -> Proposed:
    """Write files unless they bring errors that were not there before. Raises SourceError."""
    for path in files:
        if not may_replace and (root / path).exists():
            raise SourceError(f"{path} is there already. Choose another name, or change the file itself.")
    before = {(one.code, one.path, one.message) for one in validate_folder(root)}
    found = [one for one in validate_folder(root, dict(files)) if (one.code, one.path, one.message) not in before]
    errors = tuple(one for one in found if one.severity is Severity.ERROR)
    if errors:
        return Proposed((), errors, texts={path: data.decode("utf-8", "replace") for path, data in files.items()})
    write_all(root, files)
    return Proposed(tuple(sorted(files)), warnings=tuple(one for one in found if one.severity is not Severity.ERROR))
