"""libyaml's complaints in words that help."""

from __future__ import annotations

from typing import Any, Final

_QUOTES: Final = "Put the whole value in quotes."
_KNOWN: Final = (
    (
        "mapping values are not allowed",
        "a colon and a space stand inside a value, or this line is indented too far",
        "Put the value in quotes, or begin the line below the name above it.",
    ),
    (
        "could not find expected ':'",
        "a line has no colon, or the line above is not finished",
        "Write `name: value`, with a space after the colon.",
    ),
    (
        "found unexpected end of stream",
        "a quote or a bracket is opened and never closed",
        "Close it where the value ends.",
    ),
    (
        "did not find expected key",
        "the line does not fit to those above it",
        "Begin it in the same column as its neighbours; a quote inside a quoted text is written twice.",
    ),
    (
        "did not find expected '-' indicator",
        "the line does not fit to the list above it",
        "Begin each entry of the list with a dash in the same column.",
    ),
    (
        "did not find expected ',' or ']'",
        "a list in brackets is not closed or lacks a comma",
        "Write [one, two], or put each entry on a line of its own that begins with a dash.",
    ),
    (
        "did not find expected ',' or '}'",
        "a group in braces is not closed or lacks a comma",
        "Put each setting on a line of its own, or the value in quotes if the brace belongs to it.",
    ),
    (
        "block sequence entries are not allowed",
        "a dash begins a list where none can be",
        "Put the list on the lines below the name.",
    ),
    (
        "found unknown escape character",
        "the backslash in a text in double quotes begins an escape that does not exist",
        "Use single quotes, in which a backslash is a backslash, or write it twice.",
    ),
    (
        "did not find expected hexdecimal number",
        "the backslash in a text in double quotes begins an escape that is not finished",
        "Use single quotes, in which a backslash is a backslash, or write it twice.",
    ),
    ("found a tab character", "a tab is used to indent", "Indent with spaces: two for each step."),
    ("invalid leading UTF-8", "the file is not UTF-8", "Save it as UTF-8."),
)
_UNCLOSED: Final = "did not find expected ',' or"
_STARTS: Final = {
    "\t": ("a tab is used to indent", "Indent with spaces: two for each step."),
    "@": ("a value begins with @", _QUOTES),
    "`": ("a value begins with `", _QUOTES),
    "%": ("a value begins with %", _QUOTES),
    "*": ("a value begins with *", _QUOTES),
    "&": ("a value begins with &", _QUOTES),
    "!": ("a value begins with !", _QUOTES),
    "|": (
        "a block of text begins with signs that do not belong there",
        "Write | or > alone, the text on the lines below.",
    ),
    ">": (
        "a block of text begins with signs that do not belong there",
        "Write | or > alone, the text on the lines below.",
    ),
}


def explained(error: Any, text: str) -> tuple[int, int, str, str]:
    """Line, column, what is wrong, what to do."""
    mark = error.problem_mark or error.context_mark
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    lines = text.split("\n")
    if line > len(lines) or not "".join(lines[line - 1 :]).strip():
        mark = error.context_mark or mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (line, column)
    if str(error.problem or "").startswith(_UNCLOSED) and error.context_mark:
        line, column = error.context_mark.line + 1, error.context_mark.column + 1
    character = _at(lines, line, column)
    problem = str(error.problem or "")
    for begin, message, advice in _KNOWN:
        if problem.startswith(begin):
            return line, column, message, advice
    if character in _STARTS:
        return line, column, *_STARTS[character]
    return line, column, f"this is not YAML ({problem})", "Compare it with the example on the reference page."


def _at(lines: list[str], line: int, column: int) -> str:
    here = lines[line - 1] if 0 < line <= len(lines) else ""
    return here[column - 1 : column]
