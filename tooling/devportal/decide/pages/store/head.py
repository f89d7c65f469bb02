"""What stands in a page's head: for search engines, for links that are shared, for assistive technology."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from .shelf import Shelf

SUFFIX = "SuperOffice App Store"


def head_view(
    shelf: Shelf,
    *,
    title: str,
    description: str,
    address: str,
    keywords: Iterable[str] = (),
    facts: Sequence[Any] = (),
    image: str = "",
    indexed: bool = True,
) -> dict[str, Any]:
    """Title, description, canonical address, picture and JSON-LD of a page; nothing of it for a preview's reader."""
    return {
        "title": f"{title} | {SUFFIX}" if SUFFIX not in title else title,
        "description": description,
        "keywords": ", ".join(keywords),
        "canonical": shelf.absolute(address) if indexed and not shelf.is_preview else "",
        "image": shelf.absolute(image) if image and indexed and not shelf.is_preview else "",
        "indexed": indexed and not shelf.is_preview,
        "facts": list(facts),
        "feed": f"{shelf.root}feed.xml" if shelf.is_whole and not shelf.is_preview else "",
        "preview": shelf.environment.shown if shelf.is_preview else "",
        "root": shelf.root or ".",
        "portal": shelf.is_in_portal,
        "data": f"{shelf.root}apps.json",
        "search": shelf.root or "." if shelf.is_whole else "",
    }
