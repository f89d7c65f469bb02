"""Formatted text never comes alive."""

from __future__ import annotations

import re

import pytest
from devportal.decide.formatted import problems, to_html
from devportal.domain.constraint import characters, words
from hypothesis import given, settings
from hypothesis import strategies as st

FINE = ["plain", "**bold** and *italic*", "- one\n- two", "1. one\n2. two", "[us](https://acme.example)", "a\n\nb"]
FINE += ["[mail](mailto:a@acme.example)", "[call](tel:+4721000000)", r"1 \* 2 < 3 & 4"]


@pytest.mark.parametrize("text", FINE)
def test_what_is_allowed(text: str) -> None:
    assert problems(text) == ()


HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](data:text/html,<script>)",
    "[x](//evil.example)",
    "[x](/admin)",
    "![x](https://evil.example/pixel.png)",
    "{{ config }}",
    "{% include 'secret' %}",
    "{: onclick=alert(1) }",
    "--8<-- '/etc/passwd'",
    "<iframe src=//evil.example>",
    "<!-- x -->",
    "<a href='javascript:1'>x</a>",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_comes_alive(text: str) -> None:
    html = to_html(text)
    assert set(re.findall(r"</?([a-z0-9]+)", html)) <= {"p", "strong", "em", "ul", "ol", "li", "a", "br"}
    assert not re.search(r'href="(?!https:|mailto:|tel:)', html)
    assert "{" not in html
    assert "}" not in html


@given(st.text(max_size=120))
@settings(max_examples=300, deadline=None)
def test_any_text_becomes_harmless(text: str) -> None:
    problems(text)
    assert set(re.findall(r"<([a-zA-Z0-9]+)", to_html(text))) <= {"p", "strong", "em", "ul", "ol", "li", "a", "br"}


@pytest.mark.parametrize(("text", "count"), [("abc", 3), ("é", 1), ("👩‍👧", 1), ("🇳🇴", 1), ("a\u0301", 1), ("", 0)])
def test_characters_are_counted_as_a_person_counts(text: str, count: int) -> None:
    assert characters(text) == count


@pytest.mark.parametrize(("text", "count"), [("one two", 2), ("well-known fact", 2), ("- a\n- b", 2), ("… — !", 0)])
def test_words_are_counted_as_a_person_counts(text: str, count: int) -> None:
    assert words(text) == count
