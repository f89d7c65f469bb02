"""A small table in git: one file a row, on a reference of its own, changed in one step."""

from __future__ import annotations

from pathlib import Path

from ..domain.push import NO_COMMIT
from ..domain.source import SourceError
from .git_history import commit_tree, move_reference, object_of, raw_object, read_folder, write_blob, write_tree

LEDGER = "refs/portal/requests"
_TRIES = 20


def read_rows(root: Path) -> dict[str, bytes]:
    """Every row: its name and its bytes."""
    commit = object_of(root, LEDGER)
    if not commit:
        return {}
    return {name: raw_object(root, "blob", oid) for name, oid in read_folder(root, commit).items()}


def write_row(root: Path, name: str, data: bytes, message: str) -> None:
    """Put one row in. Others may write at the same time. Raises SourceError."""
    blob = write_blob(root, data)
    for _ in range(_TRIES):
        before = object_of(root, LEDGER)
        rows = {**(read_folder(root, before) if before else {}), name: blob}
        commit = commit_tree(root, write_tree(root, rows), [before] if before else [], message)
        if move_reference(root, LEDGER, commit, before or NO_COMMIT):
            return
    raise SourceError(f"{LEDGER} is written to by too many at once. Push again.")
