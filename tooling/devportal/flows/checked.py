"""A registry without errors."""

from __future__ import annotations

from pathlib import Path

from ..decide.place import Tree
from ..domain.finding import Severity
from ..domain.snapshot import Snapshot
from ..domain.source import SourceError
from .load import load
from .read import open_portal
from .validate import validate


def refuse_errors(root: Path, tree: Tree | None = None) -> None:
    """Raises SourceError when the registry in ``root`` has errors; ``tree`` are its files, where they are known."""
    findings = validate(open_portal(root), tree=tree).findings
    errors = sum(finding.severity is Severity.ERROR for finding in findings)
    if errors:
        some = "1 error" if errors == 1 else f"{errors} errors"
        raise SourceError(f"The registry has {some}. See what with `devportal validate`, and mend it first.")


def checked(root: Path) -> Snapshot:
    """All records of the registry in ``root``. Raises SourceError when it has errors."""
    refuse_errors(root)
    return load(open_portal(root))
