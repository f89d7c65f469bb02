"""What a partner's own users are told by the forms, and nobody else."""

from __future__ import annotations

import inspect
import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from devportal.decide.forms.known import known_of, location_of, next_environment, shared_files
from devportal.decide.rules.catalogue import RULES
from devportal.domain.environment import Environment
from devportal.domain.layout import Kind, locate_path
from devportal.domain.page import Asset
from devportal.domain.release import Published, PublishedConfiguration
from devportal.domain.snapshot import Snapshot
from devportal.flows.forms import form_sections
from devportal.flows.load import load
from devportal.flows.publish import publish
from devportal.flows.read import open_folder

from ..conftest import ROOT


@pytest.fixture(scope="module")
def snapshot() -> Snapshot:
    return load(open_folder(ROOT))


@pytest.mark.parametrize(
    ("live", "custom", "target"),
    [
        ({}, False, Environment.SOD),
        ({"sod": "a"}, False, Environment.STAGE),
        ({"sod": "a"}, True, Environment.PRODUCTION),
        ({"sod": "a", "stage": "b"}, False, Environment.STAGE),
        ({"sod": "a", "stage": "a", "production": "a"}, False, None),
        ({"sod": "b", "stage": "a", "production": "a"}, False, Environment.SOD),
    ],
)
def test_where_a_version_goes_next(live: dict[str, str], custom: bool, target: Environment | None) -> None:
    published: Published = PublishedConfiguration(**live)
    assert next_environment("a", published, custom=custom) is target


def test_every_rule_that_a_step_can_break_is_asked(snapshot: Snapshot, monkeypatch: pytest.MonkeyPatch) -> None:
    """Asking those that look at what is published gives what asking all of them gives; and none of them hides."""
    quick = [known_of(snapshot, partner) for partner in snapshot.partners.values()]
    every = tuple(replace(rule, on_publishing=True) for rule in RULES)
    monkeypatch.setattr("devportal.decide.forms.known.RULES", every)
    assert [known_of(snapshot, partner) for partner in snapshot.partners.values()] == quick
    for rule in RULES:
        code = inspect.getsource(inspect.getmodule(rule.partner or rule.platform or rule.person or rule.requests))  # type: ignore[arg-type]
        looks = "live_configurations(" in code or "record.listing" in code or "record.configuration" in code
        assert rule.on_publishing or not looks, rule.code.id


def test_what_is_missing_is_what_the_command_says(snapshot: Snapshot, tmp_path: Path) -> None:
    """Each app of one partner, and the next step of each of its versions."""
    shutil.copytree(ROOT / "registry", tmp_path / "registry")
    seen = 0
    for app in known_of(snapshot, snapshot.partners["granite-erp"])["apps"]:
        for key, missing in app["missing"].items():
            part, version, target = key.split("/")
            proposed = publish(tmp_path, "granite-erp", app["id"], part, version, Environment(target)).proposed
            assert sorted({one.message for one in proposed.errors}) == sorted(missing), (app["id"], key)
            seen += bool(missing)
            if not proposed.errors:  # it was written: take it back
                path = f"registry/partners/granite-erp/apps/{app['id']}/published.yaml"
                shutil.copy(ROOT / path, tmp_path / path)
    assert seen > 3


def test_the_file_is_private_and_holds_no_credential(snapshot: Snapshot) -> None:
    source = open_folder(ROOT)
    sections = form_sections(ROOT, source, {one.path: one for one in source.entries()}, snapshot)
    assets = [one for section in sections for one in section.contents(snapshot) if isinstance(one, Asset)]
    files = {one.path: one.data for one in assets}
    private = {address for address in files if not address.startswith("assets/forms/")}
    assert private == {location_of(partner) for partner in snapshot.partners} != set()
    for partner in snapshot.partners.values():
        kinds = {location.kind for path in shared_files(partner) if (location := locate_path(path))}
        assert kinds <= {
            Kind.MEMBERS,
            Kind.PUBLISHED_APP,
            Kind.PUBLISHED_PARTNER,
            Kind.CONFIGURATION,
            Kind.LISTING,
            Kind.PROFILE,
        }
        told = json.loads(files[location_of(partner.id)])
        assert all(path.startswith(f"registry/partners/{partner.id}/") for path in told["texts"])
        assert set(told) == {"name", "folders", "members", "versions", "missing", "apps", "texts"}
        assert all(set(one) == {"id", "name", "can_receive"} for one in told["members"])
