"""Laws of comparing: what is kept and removed is the old, what is kept and added is the new."""

from __future__ import annotations

from typing import Any

import pytest
from devportal.decide.pages.compare import by_entry, by_word, comparison, texts_of
from devportal.domain.snapshot import Snapshot
from hypothesis import given
from hypothesis import strategies as st

WORDS = st.lists(st.sampled_from(["apps", "for", "sales", ",", ".", "\n", "2026", "åre", "-"]), max_size=25).map(
    " ".join
)
ENTRIES = st.lists(st.sampled_from(["https://a.example", "https://b.example", "growth", "plus"]), max_size=8)


def side(runs: list[dict[str, str]], without: str) -> list[str]:
    return [run["text"] for run in runs if run["is"] != without]


@given(WORDS, WORDS)
def test_texts_can_be_put_together_again(old: str, new: str) -> None:
    runs = by_word(old, new)
    assert ("".join(side(runs, "added")), "".join(side(runs, "removed"))) == (old, new)
    assert all(run["text"] for run in runs)


@given(ENTRIES, ENTRIES)
def test_lists_can_be_put_together_again(old: list[str], new: list[str]) -> None:
    runs = by_entry(old, new)
    assert (side(runs, "added"), side(runs, "removed")) == (old, new)


@pytest.mark.parametrize(
    ("old", "new", "runs"),
    [
        ("Get free demo", "Try or buy", ["-Get free demo", "+Try or buy"]),
        ("See sales before your coffee", "See all sales before your tea", None),
        ("same words", "same words", ["=same words"]),
        ("", "new", ["+new"]),
    ],
)
def test_what_a_reader_sees(old: str, new: str, runs: list[str] | None) -> None:
    signs = {"removed": "-", "added": "+", "kept": "="}
    found = [signs[run["is"]] + run["text"] for run in by_word(old, new)]
    assert found == (runs or ["=See", "+ all", "= sales before your ", "-coffee", "+tea"])


def test_a_version_differs_from_itself_in_nothing(snapshot: Snapshot) -> None:
    for partner in snapshot.partners.values():
        for app in partner.apps.values():
            for filed in (*app.configurations.values(), *app.listings.values()):
                texts = texts_of(filed.record)
                assert texts
                assert comparison(texts, texts) == []


def test_entries_of_a_list_of_groups_are_one_line_each(snapshot: Snapshot) -> None:
    listing = snapshot.partners["acme"].apps["visual-reports"].listings["initial"].record
    links = texts_of(listing)["details.links"]
    assert links["title"] == "Details: Links"
    assert len(links["value"]) == len(listing.details.links)
    assert links["value"][0].split(" · ") == [listing.details.links[0].type.value, listing.details.links[0].url,
                                              listing.details.links[0].text]  # fmt: skip


def test_a_word_in_one_version_may_be_a_list_in_another(snapshot: Snapshot) -> None:
    record: Any = snapshot.partners["acme"].apps["visual-reports"].listings["initial"].record
    every, some = (
        record.model_copy(update={"installation": record.installation.model_copy(update={"plans": plans})})
        for plans in ("all", ("growth", "plus"))
    )
    (found,) = comparison(texts_of(every), texts_of(some))
    assert [(run["is"], run["text"]) for run in found["runs"]] == [
        ("removed", "all"), ("added", "growth"), ("added", "plus"),
    ]  # fmt: skip


def test_each_changed_setting_is_told_once_and_the_label_is_not(snapshot: Snapshot) -> None:
    record: Any = snapshot.partners["acme"].apps["visual-reports"].configurations["initial"].record
    advanced = record.advanced.model_copy(update={"agents": ("email",), "dark_mode": not record.advanced.dark_mode})
    other = record.model_copy(update={"label": "Summer", "advanced": advanced})
    found = {one["title"]: one["change"] for one in comparison(texts_of(record), texts_of(other))}
    assert "Version label" not in found
    assert set(found) >= {"Advanced: Access to agents", "Advanced: Supports dark mode"}
    assert set(found) <= {"Advanced: Access to agents", "Advanced: Supports dark mode", "Advanced: Access to claims"}
