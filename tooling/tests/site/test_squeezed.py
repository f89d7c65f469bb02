"""White space that a browser does not show is taken out of a page, and no other."""

from __future__ import annotations

import re

import pytest
from devportal.portal.plugin import squeezed
from hypothesis import given
from hypothesis import strategies as st


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>one\n\n   \n two</p>", "<p>one\ntwo</p>"),
        ("<p>one  two</p>", "<p>one  two</p>"),
        ("<pre><code>a\n\n\n  b</code></pre>\n\n\n<p>c</p>", "<pre><code>a\n\n\n  b</code></pre>\n<p>c</p>"),
        ('<textarea rows="2">a\n\nb</textarea> \n <b>c</b>', '<textarea rows="2">a\n\nb</textarea>\n<b>c</b>'),
        ("<script>a\n\nb</script>\n\n<style>c\n\nd</style>", "<script>a\n\nb</script>\n<style>c\n\nd</style>"),
        ("<preview>\n\n</preview>", "<preview>\n</preview>"),
        ("", ""),
    ],
)
def test_examples(html: str, expected: str) -> None:
    assert squeezed(html) == expected


PIECES = st.sampled_from(["<p>", "</p>", "<pre>", "</pre>", "<script>", "</script>", " ", "\n", "  ", "a", "b"])


@given(st.lists(PIECES, max_size=30).map("".join))
def test_words_and_gaps_stay(html: str) -> None:
    found = squeezed(html)
    assert re.sub(r"\s+", " ", found) == re.sub(r"\s+", " ", html)
    assert squeezed(found) == found
    assert len(found) <= len(html)
