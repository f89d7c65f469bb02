"""Reference pages show texts as they are."""

from __future__ import annotations

import html
import re

import pytest
from devportal.decide.codes.catalogue import ALL_CODES
from devportal.domain.code import Code
from devportal.show.findings import finding_page
from devportal.show.markdown import as_markdown
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt


def seen(markdown: str) -> str:
    """What a reader sees."""
    return html.unescape(re.sub(r"<[^>]+>", "", MarkdownIt("commonmark").render(markdown))).strip()


@pytest.mark.parametrize("code", ALL_CODES, ids=lambda code: code.id)
def test_what_to_do_is_shown_to_the_letter(code: Code) -> None:
    text = seen(finding_page(code))
    for said in (code.why, code.mend):
        assert said.replace("`", "") in text


@given(st.text(st.sampled_from(r"ab \*_<>|~[]()#.-'`"), min_size=1, max_size=30).filter(lambda text: text.strip()))
@settings(max_examples=300, deadline=None)
def test_any_text_is_shown_as_it_is(text: str) -> None:
    shown = seen("x" + as_markdown(text))
    assert re.sub(r"[\s`']", "", shown) == re.sub(r"[\s`']", "", "x" + text)
