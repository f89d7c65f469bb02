"""Real payloads of GitHub's webhooks are understood."""

from __future__ import annotations

import json
from typing import Any

import pytest
from devportal.flows.github_queue import group_from
from devportal.gateways.github import pull_from, review_from

from .conftest import NPM

INDEX = NPM / "@octokit/webhooks-examples/api.github.com/index.json"


@pytest.fixture(scope="module")
def payloads() -> dict[str, list[Any]]:
    """Every example of each event that the package holds."""
    assert INDEX.exists(), "The packages from npm are missing. Run `make npm`."
    return {one["name"]: one["examples"] for one in json.loads(INDEX.read_text(encoding="utf-8"))}


def test_pull_requests(payloads: dict[str, list[Any]]) -> None:
    found = [*payloads["pull_request"], *payloads["pull_request_review"]]
    assert len(found) >= 30
    for payload in found:
        pull = pull_from(payload["pull_request"])
        assert pull.number == payload["pull_request"]["number"]
        assert pull.author.id == payload["pull_request"]["user"]["id"] > 0
        assert len(pull.head) == 40


def test_reviews(payloads: dict[str, list[Any]]) -> None:
    assert len(payloads["pull_request_review"]) >= 3
    for payload in (one["review"] for one in payloads["pull_request_review"]):
        review = review_from(payload)
        assert review.by.id == payload["user"]["id"]
        assert review.commit == payload["commit_id"]
        assert review.state in {"APPROVED", "CHANGES_REQUESTED", "COMMENTED", "DISMISSED"}


def test_merge_groups(payloads: dict[str, list[Any]]) -> None:
    assert payloads["merge_group"]
    for payload in payloads["merge_group"]:
        group = group_from(json.dumps(payload))
        assert (len(group.head), len(group.base)) == (40, 40)
