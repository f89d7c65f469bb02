"""The example registry as a snapshot, and its pages."""

from __future__ import annotations

from datetime import date

import pytest
from devportal.decide.chronology import with_history
from devportal.decide.pages.all import all_pages
from devportal.domain.page import Page
from devportal.domain.remembered import History
from devportal.domain.snapshot import Snapshot
from devportal.flows.load import load
from devportal.flows.read import open_folder

from ..conftest import VALID

TODAY = date(2026, 11, 25)


@pytest.fixture(scope="session")
def snapshot() -> Snapshot:
    return with_history(load(open_folder(VALID)), History(today=TODAY))


@pytest.fixture(scope="session")
def pages(snapshot: Snapshot) -> dict[str, Page]:
    """Every page by its address."""
    return {page.path.removesuffix("index"): page for page in all_pages(snapshot)}
