"""What can be searched within a partner's pages: an index of its own, for those who may see the partner."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import unescape
from typing import Any, Final

import orjson

from ...domain.page import Asset, Page
from ...domain.snapshot import Snapshot
from .frame import FRAME, app_address, partner_home
from .glance import glances

INDEX: Final = "search.json"
_TEXTS: Final = frozenset(
    {"heading", "title", "name", "label", "text", "header", "summary", "lines", "value", "email", "roles", "reason"}
)
"""Names of a view's values that people read; addresses, file names and the frame around a page are left out."""
_UNREAD: Final = FRAME | {"file"}
_NESTED: Final = (dict, list, tuple)
_LONGEST: Final = 4_000
_TAG: Final = re.compile(r"<[^>]+>")


def partner_search(partner: str, pages: Iterable[Page]) -> Asset:
    """The index of a partner's pages, in the form in which the documents' search reads it."""
    found = [_entry(page) for page in pages if page.path.startswith(f"partners/{partner}/")]
    return _asset(f"partners/{partner}/{INDEX}", found)


def staff_search(snapshot: Snapshot) -> Asset:
    """Staff find every partner and every app, by name and by the name in its address."""
    found = []
    for partner, seen in glances(snapshot).items():
        found.append({"location": partner_home(partner), "title": seen["title"], "text": partner})
        found += [
            {"location": app_address(partner, app), "title": name, "text": f"{app} {seen['title']}"}
            for app, name in seen["apps"]
        ]
    return _asset(f"staff/{INDEX}", found)


def _asset(path: str, found: list[dict[str, str]]) -> Asset:
    return Asset(path, orjson.dumps({"docs": found}))


def _entry(page: Page) -> dict[str, str]:
    texts: list[str] = []
    if isinstance(page.view, dict):  # logs and the like, made later, are not searched
        _gather(page.view, "", texts)
    words = dict.fromkeys(" ".join(texts).split())
    return {
        "location": page.file.removesuffix("index.html"),
        "title": page.title,
        "text": " ".join(words)[:_LONGEST],
    }


def _gather(value: Any, name: str, texts: list[str]) -> None:
    """Add the texts below ``value`` that people read: into one list, for a page has thousands of values."""
    for key, one in value.items() if isinstance(value, dict) else ((name, one) for one in value):
        if isinstance(one, str):
            if key in _TEXTS:
                texts.append(one)
            elif key == "html" or key.endswith("_html"):
                texts.append(unescape(_TAG.sub(" ", one)))
        elif one and isinstance(one, _NESTED) and key not in _UNREAD:
            _gather(one, key, texts)
