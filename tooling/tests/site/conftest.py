"""The built website, served, and a browser: each made once, and shared by all workers."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from devportal.flows.build import build_site
from playwright.sync_api import Browser, sync_playwright

from .kinds import PageKind, page_kinds
from .served import served

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The website of the committed sample. Whichever worker comes first builds it; the others wait for it."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    out, done = shared / "site-of-the-sample", shared / "site-of-the-sample.done"
    with (shared / "site-of-the-sample.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not done.exists():
            shutil.rmtree(out, ignore_errors=True)
            build_site(ROOT, out)
            done.touch()
    return out


@pytest.fixture(scope="session")
def kinds(site: Path) -> list[PageKind]:
    """A page of each kind."""
    return page_kinds(ROOT, site)


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    with served(site) as found:
        yield found


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield opened
        opened.close()
