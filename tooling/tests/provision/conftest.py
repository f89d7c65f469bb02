"""A world with a real repository and the embedded store, and a lighter one with a store in memory."""

from __future__ import annotations

from pathlib import Path

import pytest

from .world import World, begin


@pytest.fixture
def world(tmp_path: Path) -> World:
    return begin(tmp_path, memory=True)


@pytest.fixture
def real(tmp_path: Path) -> World:
    return begin(tmp_path)
