"""The Atom feed of new and updated apps (RFC 4287)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final
from xml.etree.ElementTree import Element, SubElement, indent, tostring

_ATOM: Final = "http://www.w3.org/2005/Atom"
MOST: Final = 50


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """One app: ``published`` and ``updated`` in seconds since 1970, ``address`` absolute."""

    address: str
    title: str
    partner: str
    summary: str
    published: int
    updated: int


def atom(address: str, home: str, entries: Sequence[FeedEntry], updated: int) -> bytes:
    """The feed at ``address`` of the store at ``home``: the newest entries first, at most 50."""
    feed = Element("feed", {"xmlns": _ATOM, "xml:lang": "en"})
    _text(feed, "title", "SuperOffice App Store: new and updated apps")
    _text(feed, "id", address)
    SubElement(feed, "link", {"rel": "self", "type": "application/atom+xml", "href": address})
    SubElement(feed, "link", {"rel": "alternate", "type": "text/html", "href": home})
    newest = sorted(entries, key=lambda one: (-one.updated, one.address))[:MOST]
    _text(feed, "updated", _time(newest[0].updated if newest else updated))
    _text(SubElement(feed, "author"), "name", "SuperOffice App Store")
    for one in newest:
        entry = SubElement(feed, "entry")
        state = "new" if one.published == one.updated else "updated"
        _text(entry, "title", f"{one.title} ({state})")
        _text(entry, "id", one.address)
        SubElement(entry, "link", {"rel": "alternate", "type": "text/html", "href": one.address})
        _text(entry, "published", _time(one.published))
        _text(entry, "updated", _time(one.updated))
        _text(SubElement(entry, "author"), "name", one.partner)
        _text(entry, "summary", one.summary)
    indent(feed, " ")
    written: bytes = tostring(feed, encoding="utf-8")
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + written + b"\n"


def _text(parent: Element, name: str, text: str) -> None:
    SubElement(parent, name).text = "".join(letter for letter in text if letter.isprintable())


def _time(seconds: int) -> str:
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
