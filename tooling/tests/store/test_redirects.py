"""Where a sign-in may lead."""

from __future__ import annotations

import pytest
import re2
from devportal.decide.redirects import is_pattern, problems_of_pattern, problems_of_url
from hypothesis import given, settings
from hypothesis import strategies as st

GOOD_URLS = ["https://app.acme.example/callback", "https://acme.example:8443/cb?x=1", "https://a-b.acme.co.uk/"]
GOOD_PATTERNS = [
    r"^https://app\.acme\.example/callback$",
    r"^https://[a-z0-9-]+\.acme\.example/callback$",
    r"^https://(eu|us)\.acme\.example/.*$",
    r"^https://app\.acme\.example(:\d+)?/cb$",
    r"^https://(?:[a-z]+\.)?acme\.example(/.*)?$",
    r"^https:\/\/app\.acme\.example\/cb$",
    r"^https://app\.acme\.example$",
]
BAD_PATTERNS = [
    r"^https://.*$",
    r"^https://.*\.acme\.example/callback$",
    r"^https://.*acme\.example/$",
    r"^https://[^/]+/callback$",
    r"^https?://app\.acme\.example/$",
    r"^https://app\.acme\.example.*$",
    r"^https://app.acme.example/$",
    r"^https://a\.acme\.example/\(x|https://evil\.example/.*\)$",
    r"^(https://app\.acme\.example/|.*)$",
    r"^(?i)https://app\.acme\.example/$",
    r"^https://\w+/$",
    r"^https://[a-z]+\.[a-z]+/$",
    r"^http://localhost:.*$",
    r"https://app\.acme\.example/$",
    r"^https://app\.acme\.example/",
    r"^(?=x)https://app\.acme\.example/$",
    r"^(a+)+\1$",
    "^" + "(" * 600 + "$",
]


@pytest.mark.parametrize("url", GOOD_URLS)
def test_good_urls(url: str) -> None:
    assert list(problems_of_url(url, loopback=False)) == []


@pytest.mark.parametrize("pattern", GOOD_PATTERNS)
def test_good_patterns(pattern: str) -> None:
    assert list(problems_of_pattern(pattern, loopback=False)) == []


@pytest.mark.parametrize("pattern", BAD_PATTERNS)
def test_bad_patterns(pattern: str) -> None:
    assert list(problems_of_pattern(pattern, loopback=False))


def test_the_native_template_is_taken_for_native_apps_only() -> None:
    pattern = r"^http://127.0.0.1\:\d{4,10}$"
    assert list(problems_of_pattern(pattern, loopback=True)) == []
    assert list(problems_of_pattern(pattern, loopback=False))


HOSTS = st.sampled_from(["evil.example", "acme.example.evil.example", "evilacme.example", "203.0.113.5", "localhost"])
TAILS = st.text(st.sampled_from("ab/.@:#?\\%-acme.example0"), max_size=24)
STARTS = st.sampled_from(
    ["https://", "http://", "//", "javascript:", "https:/", "HTTPS://", "https://app.acme.example@"]
)


@given(STARTS, HOSTS, TAILS, st.sampled_from(GOOD_PATTERNS))
@settings(max_examples=500, deadline=None)
def test_a_pattern_that_passes_lets_no_foreign_host_in(start: str, host: str, tail: str, pattern: str) -> None:
    assert re2.fullmatch(pattern, f"{start}{host}{'/' + tail if tail else ''}") is None


ATOMS = [
    r"\.",
    ".",
    ".*",
    "[a-z]+",
    "[^/]*",
    "acme",
    "example",
    "(a|b)",
    "|",
    "/",
    r"\/",
    ":",
    r"\d+",
    "(",
    ")",
    "?",
    "evil",
]


@given(st.lists(st.sampled_from(ATOMS), max_size=8).map("".join), TAILS, HOSTS)
@settings(max_examples=800, deadline=None)
def test_random_patterns_that_pass_stay_at_home(middle: str, tail: str, host: str) -> None:
    pattern = f"^https://{middle}acme\\.example/cb$"
    if list(problems_of_pattern(pattern, loopback=False)):
        return
    for foreign in (
        f"https://{host}/{tail}",
        f"https://{host}/{tail}acme.example/cb",
        f"https://{host}?.acme.example/cb",
    ):
        assert re2.fullmatch(pattern, foreign) is None


@given(st.text(max_size=60))
@settings(max_examples=300, deadline=None)
def test_nothing_is_raised(entry: str) -> None:
    list(problems_of_url(entry, loopback=False))
    list(problems_of_pattern(f"^{entry}$", loopback=True))
    assert is_pattern(f"^{entry}")
