"""Formatted text: bold, italic, lists and links; nothing else, and nothing that comes alive on a page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Final, NamedTuple

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token

_SCHEMES: Final = frozenset({"https", "mailto", "tel"})
_TAGS: Final = {"p", "strong", "em", "ul", "ol", "li", "a", "br"}
_SIGNS: Final = re.compile(r"[<\[`#>\t\r\v\f]| {4}|^[ ]*(?:[-*_=][ ]*)+$", re.MULTILINE)
_FORBIDDEN: Final = {
    "heading_open": "a heading",
    "image": "a picture",
    "code_inline": "code",
    "code_block": "a block of code",
    "fence": "a block of code",
    "blockquote_open": "a quotation",
    "hr": "a line across",
    "html_block": "HTML",
    "html_inline": "HTML",
}


class Problem(NamedTuple):
    """Something that formatted text does not allow; ``line`` counts from 1 inside the text."""

    line: int
    what: str


class _Lenient(MarkdownIt):
    """Takes every link for one: it is judged here, so that it can be named."""

    def validateLink(self, url: str) -> bool:  # noqa: N802 - the library's name
        return True


@cache
def _parser() -> MarkdownIt:
    return _Lenient("commonmark", {"html": True})


@cache
def _renderer() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False})


def may_have_problems(text: str) -> bool:
    """Whether the parser has to look: most texts hold none of the signs that anything forbidden needs."""
    return _SIGNS.search(text) is not None


def problems(text: str) -> tuple[Problem, ...]:
    """What is not allowed in the text, in its order."""
    if not may_have_problems(text):
        return ()
    return tuple(_found(_parser().parse(text), 1))


@lru_cache(maxsize=1_024)
def to_html(text: str) -> str:
    """Cleaned HTML. Braces are written as entities, so that no template engine finds anything to run.

    It is kept, for a text stands in several versions and on several pages.
    """
    rendered = _renderer().render(text)
    cleaned = nh3.clean(
        rendered,
        tags=_TAGS,
        attributes={"a": {"href"}},
        url_schemes=set(_SCHEMES),
        link_rel="nofollow noopener noreferrer",
        url_relative="deny",
    )
    return cleaned.replace("{", "&#123;").replace("}", "&#125;")


def _found(tokens: list[Token], line: int) -> Iterator[Problem]:
    for token in tokens:
        here = token.map[0] + 1 if token.map else line
        if token.type in _FORBIDDEN:
            yield Problem(here, _FORBIDDEN[token.type])
        elif token.type == "link_open":
            address = str(token.attrGet("href") or "")
            if address.partition(":")[0].lower() not in _SCHEMES or ":" not in address:
                yield Problem(here, "a link that is not https, mailto or tel")
        yield from _found(token.children or [], here)
