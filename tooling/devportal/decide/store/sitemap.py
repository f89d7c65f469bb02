"""The sitemap of a store (sitemaps.org, version 0.9), and what robots may read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from html import escape as escape_html
from typing import Final

escape = partial(escape_html, quote=False)
_NAMESPACE: Final = "http://www.sitemaps.org/schemas/sitemap/0.9"
MOST: Final = 50_000
"""A sitemap names at most so many addresses; then there are several, and an index of them."""


def sitemaps(site: str, root: str, pages: Sequence[tuple[str, str]]) -> Iterator[tuple[str, bytes]]:
    """Names below ``root`` and contents. ``pages`` are absolute addresses, each with its last day or an empty text."""
    parts = [pages[start : start + MOST] for start in range(0, len(pages), MOST)] or [[]]
    if len(parts) == 1:
        yield "sitemap.xml", _urls(parts[0])
        return
    names = [f"sitemap-{number}.xml" for number in range(1, len(parts) + 1)]
    rows = "".join(f"  <sitemap><loc>{escape(site + root + name)}</loc></sitemap>\n" for name in names)
    yield "sitemap.xml", _document("sitemapindex", rows)
    yield from zip(names, map(_urls, parts), strict=True)


def _urls(pages: Sequence[tuple[str, str]]) -> bytes:
    rows = [
        f"  <url><loc>{escape(address)}</loc>{f'<lastmod>{day}</lastmod>' if day else ''}</url>\n"
        for address, day in pages
    ]
    return _document("urlset", "".join(rows))


def _document(name: str, rows: str) -> bytes:
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<{name} xmlns="{_NAMESPACE}">\n{rows}</{name}>\n'.encode()


def robots(sitemap: Sequence[str], *, closed: bool = False) -> bytes:
    """``robots.txt``. A preview is closed as a whole; private pages are named nowhere, for they are not served."""
    if closed:
        return b"User-agent: *\nDisallow: /\n"
    return "".join(["User-agent: *\nAllow: /\n", *(f"Sitemap: {address}\n" for address in sitemap)]).encode()
