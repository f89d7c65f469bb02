"""Strict YAML: bytes to plain values, or what is wrong with them and where.

A cheap scan of the bytes decides who reads the file: the quick way (libyaml composes, we construct) for nearly every
file, the exact way (event by event, without recursion, with places) where the scan or the quick way met anything odd.
Both give the same result.
"""

from __future__ import annotations

import re
from typing import Any, Final, NamedTuple

from ...domain.finding import Finding
from ..codes.secret import CODES as _OF_SECRETS
from ..provision.token import secrets_in
from . import limits
from .characters import denormalised_at, hidden_at, line_and_column, name_of
from .exact import read_exactly, told
from .quick import Odd, read_quickly


class Parsed(NamedTuple):
    """A document's value, of dict, list, str, bool, int and None; or findings with line and column."""

    value: Any
    findings: tuple[Finding, ...] = ()


_MARKS: Final = re.compile(rb"(?:^\s*|[:?-]\s+|[\[{,]\s*)(?:[&!?]|\*[^\s,\[\]{}]+[ \t]*(?:$|[,\]}#:]))", re.MULTILINE)
"""Anchors, tags, keys and aliases where a node may begin. Words follow an asterisk in a text, never an alias."""
_NEEDLES: Final = (b"<<", b"\t", b"\n---", b"\n...", b"\n%", b" " * 40, b"- - - - ", b"? ? ")
_BRACKETS: Final = 64
(_SECRET,) = _OF_SECRETS


def parse(data: bytes, path: str) -> Parsed:
    """Read one YAML (or JSON) document. Never raises; ``path`` goes into the findings."""
    if len(data) > limits.BYTES:
        return Parsed(None, (told("DP110", path, 1, 1, f"the file has {len(data):,} bytes; {limits.BYTES:,} fit"),))
    text = _decoded(data, path)
    if isinstance(text, Finding):
        return Parsed(None, (text,))
    refused = _refused_characters(text, path) or _secret(text, path)
    if refused:
        return Parsed(None, (refused,))
    try:
        if not _looks_odd(data):
            return Parsed(read_quickly(data, escapes=b"\\" in data))
    except Odd:
        pass
    return Parsed(*read_exactly(text, path))


def _looks_odd(data: bytes) -> bool:
    if data.startswith((b"---", b"%", b"...")) or any(needle in data for needle in _NEEDLES):
        return True
    if data.count(b"[") + data.count(b"{") > _BRACKETS:
        return True
    return any(mark in data for mark in (b"&", b"*", b"!", b"?")) and _MARKS.search(data) is not None


def _decoded(data: bytes, path: str) -> str | Finding:
    if data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        return told("DP101", path, 1, 1, "the file begins with a byte order mark")
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        good = data[: error.start].decode()
        message = f"the byte {data[error.start]:#04x} is not UTF-8"
        return told("DP101", path, *line_and_column(good, len(good)), message)


def _secret(text: str, path: str) -> Finding | None:
    """The finding is about the file, not the line: whoever shows a finding shows the line that it points at."""
    found = secrets_in(text)
    if not found:
        return None
    line = text.count("\n", 0, text.index(found[0])) + 1
    return _SECRET.finding(path, f"line {line} holds a secret that everybody could read here").at(1, 1)


def _refused_characters(text: str, path: str) -> Finding | None:
    at = hidden_at(text)
    if at >= 0:
        return told("DP111", path, *line_and_column(text, at), f"here is {name_of(text[at])}, which nobody can see")
    at = -1 if text.isascii() else denormalised_at(text)
    if at >= 0:
        return told("DP102", path, *line_and_column(text, at), "a letter and its accent are written apart here")
    return None
