"""Names that a person takes for one count as one."""

from __future__ import annotations

import pytest
from devportal.decide.rules.folding import folded
from hypothesis import given
from hypothesis import strategies as st

from .conftest import Judge

NAMES = st.text(st.characters(codec="utf-8"), max_size=40)


@given(NAMES)
def test_folding_twice_changes_nothing(name: str) -> None:
    assert folded(folded(name)) == folded(name)


@given(NAMES, st.sampled_from([" ", "-", "_", ".", "  "]))
def test_signs_around_a_name_do_not_count(name: str, sign: str) -> None:
    assert folded(sign + name + sign) == folded(name)


@pytest.mark.parametrize(
    "name", ["POCKET MAPS", "pocket-maps", "Pöcket  Maps", "Pocket Maps", "Pocket.Maps", "𝐏ocket Maps"]
)
def test_look_alikes_are_equal(name: str) -> None:
    assert folded(name) == "pocket maps"


@pytest.mark.parametrize("name", ["Pocket Map", "Pocketmaps", "Pocket Maps 2"])
def test_others_are_not(name: str) -> None:
    assert folded(name) != "pocket maps"


def test_capitals_inside_one_sign_count_as_small_ones() -> None:
    assert folded("Maps™") == folded("maps tm".replace(" ", ""))


def test_two_apps_of_one_partner_differ(judge: Judge) -> None:
    path = "registry/partners/acme/apps/{}/app.yaml"
    (found,) = judge(path.format("order-desk"), "Acme Order Desk", "acme visual reports")
    assert found.code == "DP401"
    assert "registry/partners/acme/apps/" in found.message
