"""What all tests share."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from devportal.flows.read import memory
from playwright.sync_api import Browser, sync_playwright

from .secrets.summary import pytest_terminal_summary  # noqa: F401 - a hook of pytest's

ROOT = Path(__file__).parents[2]
VALID = Path(__file__).parent / "examples" / "valid"

os.environ["DEVPORTAL_CACHE"] = "off"
"""Each test that wants a cache names a folder of its own."""

os.environ.pop("DEVPORTAL_TELEMETRY", None)
"""Who wants telemetry names it; `make` has some of its own."""

os.environ["DEVPORTAL_PICTURES"] = str(ROOT / "build" / "test-pictures")
"""Renditions go by content, so all tests, and all runs, may share them."""


@pytest.fixture
def registry(tmp_path: Path) -> Path:
    """A copy of the example registry that a test may change."""
    folder = tmp_path / "clone"
    shutil.copytree(VALID, folder)
    return folder


@pytest.fixture
def cache(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A cache as people have one; the other tests do without."""
    folder = tmp_path_factory.mktemp("cache")
    monkeypatch.setenv("DEVPORTAL_CACHE", str(folder))
    memory.cache_clear()
    yield folder
    memory.cache_clear()


@pytest.fixture(scope="session")
def chromium() -> str:
    """The browser's program; its absence is a failure, for a check must not be skipped in silence."""
    return find_chromium()


def find_chromium() -> str:
    """The system's Chromium, else Playwright's own."""
    names = (os.environ.get("CHROMIUM", ""), "chromium", "chromium-browser", "google-chrome")
    found = next((path for path in map(shutil.which, filter(None, names)) if path), None)
    if found:
        return found
    with sync_playwright() as playwright:
        bundled = playwright.chromium.executable_path
    assert Path(bundled).exists(), "There is no Chromium. Run `make chromium`, or name one in CHROMIUM."
    return bundled


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    """One browser for all tests of a worker: Playwright allows no second one beside it."""
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield opened
        opened.close()
