"""Outboxes of each kind."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from devportal.domain.hand_over import Outbox
from devportal.gateways.outboxes import open_outbox


def address_of(kind: str, folder: Path) -> str:
    """An outbox's address: a folder, a repository, or a repository for each partner."""
    if kind == "folder":
        return str(folder / "outbox")
    names = ["acme", "other"] if kind == "git for each partner" else ["all"]
    for name in names:
        subprocess.run(["git", "init", "--bare", "--quiet", str(folder / f"{name}.git")], check=True)
    return f"file://{folder}/{{partner}}.git" if kind == "git for each partner" else str(folder / "all.git")


@pytest.fixture(params=["folder", "git", "git for each partner"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    return address_of(request.param, tmp_path)


@pytest.fixture
def outbox(address: str, tmp_path: Path) -> Outbox:
    return open_outbox(tmp_path, address)
