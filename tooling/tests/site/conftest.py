"""The built website, served, and a browser: each made once, and shared by all workers."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest
from devportal.flows.build import build_site
from devportal.flows.load import load
from devportal.flows.read import open_folder
from devportal.flows.rollup import roll_up
from devportal.flows.sample_telemetry import write_telemetry
from devportal.flows.telemetry import import_files
from devportal.gateways.telemetry.lake import Lake

from .kinds import PageKind, page_kinds
from .served import served

ROOT = Path(__file__).parents[3]
LAKE = "telemetry-of-the-sample"


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The website of the committed sample. Whichever worker comes first builds it; the others wait for it."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    out, done = shared / "site-of-the-sample", shared / "site-of-the-sample.done"
    lake = shared / LAKE
    with (shared / "site-of-the-sample.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not done.exists():
            shutil.rmtree(out, ignore_errors=True)
            telemetry(lake)
            with measured(lake):
                build_site(ROOT, out)
            done.touch()
    return out


@contextmanager
def measured(lake: Path) -> Iterator[None]:
    """Pages are made with this telemetry, and other tests know nothing of it."""
    os.environ["DEVPORTAL_TELEMETRY"] = str(lake)
    try:
        yield
    finally:
        del os.environ["DEVPORTAL_TELEMETRY"]


def telemetry(folder: Path) -> None:
    """Made-up exports of the sample's apps, taken in and rolled up."""
    shutil.rmtree(folder, ignore_errors=True)
    snapshot = load(open_folder(ROOT))
    exports, today = folder / "exports", date(2026, 11, 24)
    write_telemetry(snapshot, exports, today, seed=2026)
    lake = Lake(folder)
    taken = list(import_files(lake, snapshot, sorted(exports.iterdir()), None, today))
    assert all(one.kept == one.rows > 0 for one in taken), taken
    roll_up(lake)


@pytest.fixture(scope="session")
def kinds(site: Path) -> list[PageKind]:
    """A page of each kind."""
    with measured(site.parent / LAKE):
        return page_kinds(ROOT, site)


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    with served(site) as found:
        yield found
