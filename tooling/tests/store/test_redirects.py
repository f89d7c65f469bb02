"""Where a sign-in may lead."""

from __future__ import annotations

import time
from urllib.parse import urlsplit

import pytest
import re2
from devportal.decide.redirect_patterns import problems_of_pattern
from devportal.decide.redirects import is_pattern, problems_of_url
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
    r"^https://app\.acme\.example/?$",
    r"^https://[a-z0-9-]+\.example\.com/callback$",
    r"^https://app\.acme\.co\.uk/cb$",
    r"^https://[a-z]+\.acme\.co\.uk/cb$",
    r"^https://acme-reports\.azurewebsites\.net/cb$",
    r"^https://app-(test|prod)\.acme\.example/signin-oidc$",
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


LOOPHOLES = [
    (r"^https://(a|b\.)?acme\.example/$", "https://aacme.example/"),
    (r"^https://app\.acme\.example(/|\.evil\.example/)$", "https://app.acme.example.evil.example/"),
    (r"^https://app\.acme\.example/?\.evil\.example$", "https://app.acme.example.evil.example"),
    (r"^https://app\.acme\.example/{0}\.evil\.example$", "https://app.acme.example.evil.example"),
    (r"^https://app\.acme\.example(/x)?\.evil\.example$", "https://app.acme.example.evil.example"),
    (r"^https://app\.acme\.example(:\d+)?(/a)?@evil\.example$", "https://app.acme.example@evil.example"),
    (r"^https://app\.acme\.example/\Q[\E|https://evil\.example/[a]$", "https://evil.example/a"),
    (r"^https://app\.acme\.example/[](]|https://evil\.example/[])]$", "https://evil.example/]"),
    (r"^https://app\.acme\.example/[[:alpha:](]|https://evil\.example/[[:alpha:])]$", "https://evil.example/a"),
    (r"^https://[.-z]+\.acme\.example/x$", "https://evil.example/.acme.example/x"),
    (r"^https://[a-z\\.]+\.acme\.example/x$", "https://evil.example\\.acme.example/x"),
    (r"^https://[a-z]+\.azurewebsites\.net/x$", "https://evil.azurewebsites.net/x"),
    (r"^https://[a-z]+\.co\.uk/x$", "https://evil.co.uk/x"),
    (r"^https://sod\.superoffice\.com/.*$", "https://sod.superoffice.com/x"),
    (r"^https://[a-z]+\.superoffice\.com/cb$", "https://online.superoffice.com/cb"),
    (r"^http://app\.acme\.example/cb2$", "http://app.acme.example/cb2"),
    (r"^http://127.0.0.1(/|\.evil\.example/)$", "http://127.0.0.1.evil.example/"),
    (r"^http://localhost/?\.evil\.example$", "http://localhost.evil.example"),
    (r"^http://localhost:\d+@evil\.example$", "http://localhost:1@evil.example"),
]


@pytest.mark.parametrize("loopback", [False, True])
@pytest.mark.parametrize(("pattern", "foreign"), LOOPHOLES)
def test_a_loophole_is_closed(pattern: str, foreign: str, loopback: bool) -> None:
    assert re2.fullmatch(pattern, foreign), "the pattern does not let the foreign address in, so it shows nothing"
    assert list(problems_of_pattern(pattern, loopback))


BAD_URLS = [
    "http://app.acme.example/cb",
    "https://10.0.0.1/cb",
    "https://0x7f.1/cb",
    "https://2130706433/cb",
    "https://[fe80::1]/cb",
    "https://intranet/cb",
    "https://user@acme.example/",
    "https://acme.example/cb#part",
    "https://*.acme.example/cb",
    "https://evil\\@acme.example/",
    "https://acme.example:99999/",
    "https://acme.example:/",
    "https://superoffice.com/",
    "https://online.superoffice.com/login",
    "https://acme.example%2eevil.example/",
    "javascript:alert(1)",
    "com.acme.app://cb",
    "https://",
]


@pytest.mark.parametrize("loopback", [False, True])
@pytest.mark.parametrize("url", BAD_URLS)
def test_bad_urls(url: str, loopback: bool) -> None:
    assert list(problems_of_url(url, loopback))


@pytest.mark.parametrize("url", ["http://127.0.0.1:8080/cb", "http://localhost/cb", "https://[::1]:5000/"])
def test_the_own_device_is_for_those_who_may(url: str) -> None:
    assert list(problems_of_url(url, loopback=True)) == []
    assert len(list(problems_of_url(url, loopback=False))) == 1


@pytest.mark.parametrize("piece", ["[a-z]+", "(a|b)*", "a", "(a+)+", r"\.", "[", "(", "(?:a", "{9}"])
def test_a_long_pattern_is_judged_at_once(piece: str) -> None:
    begun = time.perf_counter()
    list(problems_of_pattern(f"^https://{piece * (480 // len(piece))}!$", loopback=True))
    assert time.perf_counter() - begun < 1


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


ENDS = [
    "/",
    "/?",
    "/*",
    "(/x)?",
    "(/|:)",
    "|",
    "@",
    r"\.evil\.example",
    ":[0-9]+",
    ".*",
    "cb",
    "[](]",
    "[])]",
    r"\Q",
    "#",
]


RESTS = st.lists(st.sampled_from(ENDS), max_size=6).map("".join)


@given(RESTS.filter(lambda rest: not rest.startswith(r"\.")), st.sampled_from(["", "/", "/cb", "/x", "cb"]))
@settings(max_examples=800, deadline=None)
def test_whatever_follows_the_host_no_other_host_is_let_in(rest: str, tail: str) -> None:
    pattern = f"^https://app\\.acme\\.example{rest}$"
    if list(problems_of_pattern(pattern, loopback=False)):
        return
    for between in (".evil.example", "@.evil.example", "/.evil.example", ":1@.evil.example", ":.evil.example"):
        address = f"https://app.acme.example{between}{tail}"
        if re2.fullmatch(pattern, address):
            assert urlsplit(address).hostname == "app.acme.example"


@given(st.text(max_size=60))
@settings(max_examples=300, deadline=None)
def test_nothing_is_raised(entry: str) -> None:
    list(problems_of_url(entry, loopback=False))
    list(problems_of_pattern(f"^{entry}$", loopback=True))
    assert is_pattern(f"^{entry}")
