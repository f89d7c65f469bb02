"""What is settled across the registry stays affordable, and never depends on who comes first."""

from __future__ import annotations

from itertools import permutations

import pytest
from devportal.decide import across as across_module
from devportal.decide.across import across
from devportal.domain.facts import Claim, Need, UnitVerdict


def claim(path: str) -> UnitVerdict:
    return UnitVerdict(claims=(Claim("DP401", "app-name", "maps", "the name Maps", path, ("name",)),))


@pytest.mark.parametrize("order", list(permutations(["a.yaml", "b.yaml", "c.yaml"])), ids="-".join)
def test_the_first_path_keeps_the_name(order: tuple[str, ...]) -> None:
    found = sorted((one.path, one.message) for one in across(map(claim, order)))
    assert found == [
        ("b.yaml", "the name Maps is taken already, in a.yaml"),
        ("c.yaml", "the name Maps is taken already, in a.yaml"),
    ]


def test_a_file_of_wrong_names_asks_for_few_suggestions(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    def counted(value: str, known: object) -> str:
        if known:
            asked.append(value)
        return ""

    monkeypatch.setattr(across_module, "did_you_mean", counted)
    needs = tuple(Need("DP303", "person", f"ghost-{number}", "m.yaml", ("members",)) for number in range(5_000))
    people = tuple(Claim("", "person", f"person-{number}", "", "p.yaml") for number in range(10))
    assert len(list(across([UnitVerdict(claims=people, needs=needs)]))) == 5_000
    assert 0 < len(asked) <= 500


def test_a_near_name_is_suggested() -> None:
    verdict = UnitVerdict(
        claims=(Claim("", "person", "ida-holm", "", "p.yaml"),), needs=(Need("DP303", "person", "ida-hollm", "m.yaml"),)
    )
    (found,) = across([verdict])
    assert found.advice.startswith("Did you mean ida-holm?")
