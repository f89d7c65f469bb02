"""Makes hostile text harmless on a terminal and in a log."""

from __future__ import annotations


def printable(text: str) -> str:
    """The text with every character that does not print (control, bidi, lone surrogate) written as an escape."""
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() else char.encode("unicode_escape").decode() for char in text)
