"""One history for all tests of the log; none of them changes it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import pytest
from devportal.domain.log import Log
from devportal.flows.log import read_log

from . import history
from .scribe import Scribe


class Written(NamedTuple):
    root: Path
    commits: Sequence[str]
    log: Log


@pytest.fixture(scope="session")
def written(tmp_path_factory: pytest.TempPathFactory) -> Written:
    root = tmp_path_factory.mktemp("log") / "portal"
    root.mkdir()
    commits = history.write(Scribe(root))
    return Written(root, commits, read_log(root))


@pytest.fixture
def scribe(tmp_path: Path) -> Scribe:
    root = tmp_path / "portal"
    root.mkdir()
    found = Scribe(root)
    found.begin()
    return found
