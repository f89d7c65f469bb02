"""A newcomer's way to Stage over a bare repository: real keys, real commits, real pushes."""

from __future__ import annotations

import subprocess
import sys

import pytest

from .village import Inhabitant, Village, git, settle

STATE_CHANGE = "integration: {customer_state_change: {url: https://tides.cove.example/state}}\n"


def devportal(who: Inhabitant, *arguments: str) -> None:
    """The command as the partner runs it in their clone."""
    command = [sys.executable, "-m", "devportal", *arguments]
    done = subprocess.run(command, cwd=who.clone, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(scope="module")
def village(tmp_path_factory: pytest.TempPathFactory) -> Village:
    return settle(tmp_path_factory.mktemp("village"))


def published(village: Village) -> str:
    return village.file("registry/partners/cove-labs/apps/tide-tables/published.yaml")


def test_from_registration_to_stage(village: Village) -> None:
    nina, mari = village.person("nina"), village.person("mari-dahl")

    nina.fresh()
    devportal(
        nina, "new", "person", "--name", "Nina Berg", "--email", "nina@cove.example", "--superid", "nina@cove.example",
        "--sub", "6d1f0a52-40c4-4c1e-9f39-0f7a3a0d2c77", "--github", "nina-berg", "--github-id", "10489001",
        "--phone", "", "--key", nina.public,
    )  # fmt: skip
    devportal(nina, "new", "partner", "--name", "Cove Labs", "--administrator", "nina-berg")
    nina.commit("Cove Labs registers")
    registered = nina.push("HEAD:main")
    assert not registered.accepted
    assert "Waiting for an App Manager" in registered.said
    assert "git push origin HEAD:refs/heads/requests/NAME" in registered.said
    asked = nina.ask("cove-labs")
    assert asked.accepted, asked.said
    assert "Waiting for an App Manager: 0 of 16 working hours, place 1 in the queue." in asked.said
    assert "Request 1 (cove-labs) is open." in asked.said
    approved = mari.say("cove-labs")
    assert approved.accepted, approved.said
    assert "Request 1 (cove-labs) is merged: it is on main as" in approved.said
    assert "nina-berg" in village.file("registry/partners/cove-labs/members.yaml")

    nina.fresh()
    devportal(
        nina, "new", "app", "--partner", "cove-labs", "--name", "Tide Tables", "--kind", "standard", "--template",
        "web-app", "--contact", "nina-berg", "--redirect-url", "https://tides.cove.example/callback",
    )  # fmt: skip
    nina.commit("A new app: Tide Tables")
    live = nina.push("HEAD:main")
    assert live.accepted, live.said
    assert "Done: no approval is needed." in live.said
    assert "sod: initial" in published(village)

    nina.fresh()
    app = "registry/partners/cove-labs/apps/tide-tables"
    nina.append(f"{app}/configuration/initial.yaml", STATE_CHANGE)
    nina.append(f"{app}/credentials.yaml", "stage: {client_id: {generation: 1}}\n")
    devportal(nina, "publish", "cove-labs/tide-tables", "configuration", "initial", "--to", "stage")
    nina.commit("Tide Tables asks for Stage")
    asked = nina.ask("tide-tables-stage")
    assert asked.accepted, asked.said
    assert "Waiting for an App Manager" in asked.said
    assert "stage" not in published(village)
    approved = mari.say("tide-tables-stage")
    assert approved.accepted, approved.said
    assert "stage: initial" in published(village)
    message = git(village.bare, "log", "-1", "--format=%an%n%B", "main").stdout
    assert message.splitlines()[:5] == [
        "devportal", "Merge request 2: tide-tables-stage", "", "Asked-by: nina-berg",
        "Approved-by: mari-dahl (App Manager)",
    ]  # fmt: skip
    assert village.refs("refs/heads/") == ["refs/heads/main"]
