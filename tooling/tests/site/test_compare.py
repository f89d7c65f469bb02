"""What two versions say is compared whatever shape a setting has in each."""

from __future__ import annotations

from devportal.decide.pages.compare import comparison


def test_one_text_and_a_list_are_compared_as_lists() -> None:
    one = {"plans": {"title": "Plans", "lines": False, "value": "All plans"}}
    other = {"plans": {"title": "Plans", "lines": True, "value": ["Essentials", "Premium"]}}
    for old, new in ((one, other), (other, one)):
        (found,) = comparison(old, new)
        assert found["lines"] is True
        assert {run["text"] for run in found["runs"]} >= {"All plans", "Essentials"}
