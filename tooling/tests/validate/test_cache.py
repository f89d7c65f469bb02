"""A cache makes a verdict faster and never different."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from devportal.domain.facts import Claim, Need, UnitVerdict
from devportal.domain.finding import Finding, Severity
from devportal.flows import read
from devportal.flows.validate import validate_folder
from devportal.flows.verdicts import from_json, to_json
from devportal.gateways.cache import Cache
from devportal.gateways.folder import blob_id
from hypothesis import given, settings
from hypothesis import strategies as st


@pytest.fixture
def cached(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DEVPORTAL_CACHE", str(tmp_path / "cache"))
    read.memory.cache_clear()
    yield tmp_path / "cache"
    read.memory.cache_clear()


def test_warm_and_cold_agree_after_every_change(registry: Path, cached: Path) -> None:
    file = registry / "registry/partners/acme/members.yaml"
    texts = [file.read_text(), "members: {}\n", file.read_text().replace("ola-berg", "eva-lind"), file.read_text()]
    for text in texts:
        file.write_text(text)
        cold = subprocess.run(
            [sys.executable, "-m", "devportal", "validate", "--format", "json", str(registry)],
            capture_output=True, text=True, env={"DEVPORTAL_CACHE": "off", "PATH": "/usr/bin:/bin"}, check=False,
        ).stdout  # fmt: skip
        for _ in range(2):
            found = [(one.code, one.path, one.line) for one in validate_folder(registry)]
            assert all(f'"{code}"' in cold for code, _, _ in found)
            assert cold.count('"code"') == len(found)
    assert (cached / "registry.sqlite").exists()


def test_a_changed_platform_voids_what_was_remembered(registry: Path, cached: Path) -> None:
    assert validate_folder(registry) == ()
    file = registry / "registry/platform/agents.yaml"
    file.write_text(file.read_text().replace("webhook:", "webhooks:"))
    assert "DP210" in {one.code for one in validate_folder(registry)}


def test_a_broken_cache_is_thrown_away(registry: Path, cached: Path) -> None:
    cached.mkdir()
    (cached / "registry.sqlite").write_bytes(b"this is not a database" * 100)
    assert validate_folder(registry) == ()
    assert validate_folder(registry) == ()


def test_rows_are_found_by_space_and_key(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "c.sqlite")
    cache.put("a", [(str(number), number) for number in range(1_200)])
    assert cache.get("a", [str(number) for number in range(2_000)]) == {str(n): n for n in range(1_200)}
    assert cache.get("b", ["1"]) == {}


def test_blob_ids_are_those_of_git(tmp_path: Path) -> None:
    (tmp_path / "f").write_bytes(b"some\nbytes\x00")
    git = subprocess.run(["git", "hash-object", "f"], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert blob_id(b"some\nbytes\x00") == git.stdout.strip()


STEPS = st.lists(st.text(max_size=5) | st.integers(0, 9), max_size=3).map(tuple)
FINDINGS = st.builds(
    Finding, st.just("DP201"), st.text(max_size=9), st.text(max_size=9), st.text(max_size=9), STEPS, st.booleans(),
    st.integers(0, 99), st.integers(0, 99), st.sampled_from(Severity),
)  # fmt: skip
CLAIMS = st.builds(Claim, *[st.text(max_size=5)] * 5, STEPS, st.booleans())
NEEDS = st.builds(Need, *[st.text(max_size=5)] * 4, STEPS, st.booleans())


@given(st.builds(UnitVerdict, *[st.lists(one, max_size=3).map(tuple) for one in (FINDINGS, CLAIMS, NEEDS)]))
@settings(max_examples=100, deadline=None)
def test_a_verdict_survives_being_written(verdict: UnitVerdict) -> None:
    import orjson

    assert from_json(orjson.loads(orjson.dumps(to_json(verdict)))) == verdict
