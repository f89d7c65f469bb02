"""The log of a bare repository with the portal's hooks: real keys, real pushes, the ledger."""

from __future__ import annotations

import pytest
from click.testing import CliRunner
from devportal.cli import main
from devportal.domain.event import SourceKind, Vouched
from devportal.flows.log import read_log

from ..hook.village import Village, settle

APP = "registry/partners/birch/apps/pocket-maps"


@pytest.fixture(scope="module")
def village(tmp_path_factory: pytest.TempPathFactory) -> Village:
    """Ola publishes to Stage with Mari's approval; then Tom changes a text by himself."""
    place = settle(tmp_path_factory.mktemp("village"))
    ola, tom, mari = (place.person(name) for name in ("ola-berg", "tom-frost", "mari-dahl"))
    ola.fresh()
    ola.append(f"{APP}/published.yaml", "  stage: initial\n")
    ola.commit("Stage, please\n\nAsked-by: mari-dahl")
    assert ola.ask("maps-stage").accepted
    assert mari.say("maps-stage").accepted
    tom.fresh()
    tom.replace(f"{APP}/listing/initial.yaml", "label: Initial", "label: First")
    tom.commit("A better label")
    pushed = tom.push("HEAD:main")
    assert pushed.accepted, pushed.said
    return place


def test_requests_and_direct_pushes_are_told(village: Village) -> None:
    events = read_log(village.bare, "main").events[:3]
    assert [
        (one.what.kind.value, one.person, one.vouched, one.source, one.request, one.approved_by) for one in events
    ] == [
        ("listing-updated", "tom-frost", Vouched.SIGNATURE, SourceKind.DIRECT, 0, ()),
        ("configuration-published", "ola-berg", Vouched.PORTAL, SourceKind.HOOK, 1, ("Mari Dahl (App Manager)",)),
        ("configuration-publish-requested", "ola-berg", Vouched.PORTAL, SourceKind.HOOK, 1, ()),
    ]
    shown = CliRunner().invoke(main, ["log", "birch/pocket-maps", "-n", "2", "--repository", str(village.bare)])
    assert "Ola Berg · Request #1, approved by Mari Dahl (App Manager) · " in shown.stdout
