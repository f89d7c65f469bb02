"""CODEOWNERS and the ruleset follow staff.yaml."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from devportal.cli import main

STAFF = "registry/platform/staff.yaml"


@pytest.fixture
def clone(registry: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(registry)
    return registry


def owners(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["owners", *arguments])


def test_written_then_up_to_date(clone: Path) -> None:
    before = owners("--check")
    assert (before.exit_code, "outdated. Write it: devportal owners" in before.output) == (1, True)
    assert owners().exit_code == 0
    assert owners("--check").exit_code == 0
    text = (clone / ".github/CODEOWNERS").read_text()
    assert "\n* @jonvik @maridahl\n/registry/\n/registry/platform/ @jonvik @maridahl\n" in text


def test_who_leaves_owns_nothing(clone: Path) -> None:
    owners()
    staff = clone / STAFF
    staff.write_text(staff.read_text().replace("roles: [app-manager, online-operations]", "roles: [app-store-manager]"))
    assert owners("--check").exit_code == 1
    owners()
    assert "@jonvik" not in (clone / ".github/CODEOWNERS").read_text()


def test_the_ruleset_requires_the_check_and_the_queue(clone: Path) -> None:
    owners()
    rules = {one["type"]: one for one in json.loads((clone / ".github/ruleset.json").read_text())["rules"]}
    assert rules["required_status_checks"]["parameters"]["required_status_checks"] == [{"context": "devportal"}]
    assert rules["pull_request"]["parameters"]["require_last_push_approval"] is True
    assert {"merge_queue", "deletion", "non_fast_forward"} <= set(rules)


def test_without_staff_nothing_is_written(clone: Path) -> None:
    (clone / STAFF).unlink()
    result = owners()
    assert result.exit_code == 2
    assert not (clone / ".github/CODEOWNERS").exists()
