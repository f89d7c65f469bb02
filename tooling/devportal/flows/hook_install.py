"""Makes a bare repository decide on pushes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ..domain.push import MAIN
from ..domain.source import SourceError
from ..gateways.git import open_commit
from ..gateways.hook_files import bare_repository, install_hooks
from .sides import platform_of
from .signers import keys_at


def install(folder: Path) -> Iterator[str]:
    """Install the hooks; what was done, line by line, and what is still missing. Raises SourceError."""
    repository = bare_repository(folder)
    source = open_commit(repository, MAIN)
    platform = platform_of(source)
    if platform.staff is None or platform.policy is None:
        raise SourceError("registry/platform has no staff.yaml or no policy.yaml at main: nobody could decide.")
    yield from (f"Wrote {file}" for file in install_hooks(repository))
    yield f"{len(keys_at(source))} keys may sign."
    if not any(employee.keys for employee in platform.staff.record.employees.values()):
        yield "Nobody in registry/platform/staff.yaml has a key yet: nothing that needs an approval can be approved."
