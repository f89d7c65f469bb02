"""Constraints that a field's type carries: each checks a value, explains itself and describes itself to editors.

A value that breaks one raises a ``PydanticCustomError`` whose type is the finding's code and whose context holds the
advice, so that the message a person gets is written here, beside the rule, once.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from pydantic_core import PydanticCustomError, core_schema

_GRAPHEME = r"\X"
_WORD = r"[\p{L}\p{N}]\S*|\S+[\p{L}\p{N}]\S*"


def characters(text: str) -> int:
    """How many characters a person counts: user-perceived ones (UAX #29), so an emoji of four code points is one."""
    return len(text) if text.isascii() else _count(_GRAPHEME, text)


def words(text: str) -> int:
    """How many words a person counts: runs without a space that hold a letter or a digit."""
    return _count(_WORD, text)


def _count(pattern: str, text: str) -> int:
    return len(_compiled(pattern).findall(text))


@cache
def _compiled(pattern: str) -> Any:
    # Imported here: few texts are counted in a run, and the library takes a while.
    import regex

    return regex.compile(pattern)


def _said(code: str, message: str, advice: str) -> PydanticCustomError:
    escaped = message.replace("{", "{{").replace("}", "}}")
    return PydanticCustomError(code, escaped, {"advice": advice})


class _TextConstraint:
    """A check of a text that runs after its type was settled."""

    __slots__ = ()

    def check(self, text: str) -> str:
        raise NotImplementedError

    def described(self) -> dict[str, Any]:
        raise NotImplementedError

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> core_schema.CoreSchema:
        return core_schema.no_info_after_validator_function(self.check, handler(source))

    def __get_pydantic_json_schema__(self, schema: Any, handler: Any) -> dict[str, Any]:
        return {**handler(schema), **self.described()}


@dataclass(frozen=True, slots=True)
class Characters(_TextConstraint):
    """Between ``least`` and ``most`` characters as a person counts them, in one line unless ``lines``."""

    least: int = 1
    most: int = 200
    lines: bool = False

    def check(self, text: str) -> str:
        """The text itself, or DP206 (length) or DP205 (line breaks)."""
        count = len(text) if text.isascii() else characters(text)
        if count > self.most:
            raise _said(
                "DP206", f"has {count} characters; at most {self.most} fit", f"Shorten it by {count - self.most}."
            )
        if count < self.least:
            wanted = (
                "must not be empty" if self.least == 1 else f"has {count} characters; it needs at least {self.least}"
            )
            raise _said("DP206", wanted, f"Write {self.least} to {self.most} characters.")
        if not self.lines and "\n" in text:
            raise _said("DP205", "runs over several lines", "Put it on one line.")
        if text != text.strip() and not self.lines:
            raise _said("DP205", "begins or ends with a space", "Take the space away.")
        return text

    def described(self) -> dict[str, Any]:
        """JSON Schema counts code points, of which there are never fewer than characters."""
        described: dict[str, Any] = {"minLength": self.least, "maxLength": self.most}
        return {**described, "x-lines": True} if self.lines else described


@dataclass(frozen=True, slots=True)
class Words(_TextConstraint):
    """At most ``most`` words."""

    most: int

    def check(self, text: str) -> str:
        """The text itself, or DP208."""
        count = words(text) if len(text) > self.most else 0
        if count > self.most:
            raise _said(
                "DP208", f"has {count} words; at most {self.most} fit", f"Shorten it by {count - self.most} words."
            )
        return text

    def described(self) -> dict[str, Any]:
        """JSON Schema cannot count words; forms read this."""
        return {"x-max-words": self.most}


@dataclass(frozen=True, slots=True)
class Matches(_TextConstraint):
    """A text that matches ``pattern`` as a whole; ``meaning`` says in words what that is."""

    pattern: str
    meaning: str

    def __post_init__(self) -> None:
        """Compile once: RE2 syntax only, so that editors read the same pattern (no look-around)."""
        _COMPILED[self.pattern] = re.compile(self.pattern, re.ASCII)

    def check(self, text: str) -> str:
        """The text itself, or DP205."""
        if _COMPILED[self.pattern].fullmatch(text) is None:
            raise _said("DP205", f"is not {self.meaning}", f"Write {self.meaning}.")
        return text

    def described(self) -> dict[str, Any]:
        """The same pattern, for editors, and what it means in words, for reference pages."""
        return {"pattern": self.pattern, "x-meaning": self.meaning}


_COMPILED: dict[str, re.Pattern[str]] = {}


@dataclass(frozen=True, slots=True)
class Without(_TextConstraint):
    """A text with none of the characters in ``forbidden``."""

    forbidden: str

    def check(self, text: str) -> str:
        """The text itself, or DP205 naming the characters that are in the way."""
        found = [character for character in self.forbidden if character in text]
        if found:
            raise _said(
                "DP205",
                f"contains {' '.join(found)}",
                f"Take out every one of these: {' '.join(self.forbidden)}",
            )
        return text

    def described(self) -> dict[str, Any]:
        """The same as a pattern, for editors."""
        escaped = "".join("\\" + character if character in r"\]^-" else character for character in self.forbidden)
        return {"pattern": f"^[^{escaped}]*$", "x-meaning": f"none of {' '.join(self.forbidden)}"}


@dataclass(frozen=True, slots=True)
class InCatalogue:
    """The id of an entry in one of the catalogues under ``registry/platform/``; a rule looks it up (DP210)."""

    catalogue: str

    def __get_pydantic_json_schema__(self, schema: Any, handler: Any) -> dict[str, Any]:
        """``devportal schemas`` puts the catalogue's ids in the place of this mark."""
        return {**handler(schema), "x-catalogue": self.catalogue}


@dataclass(frozen=True, slots=True)
class RefersTo:
    """The id of a ``person``, a ``member`` of the same partner, a ``partner``, or a media file of the same folder."""

    what: str

    def __get_pydantic_json_schema__(self, schema: Any, handler: Any) -> dict[str, Any]:
        """Forms read it to offer the ids that exist."""
        return {**handler(schema), "x-refers-to": self.what}


@dataclass(frozen=True, slots=True)
class Formatted:
    """Text with bold, italic, lists and links (CommonMark), and nothing else; a rule looks at it (DP5..)."""

    def __get_pydantic_json_schema__(self, schema: Any, handler: Any) -> dict[str, Any]:
        """Forms offer a larger field for it."""
        return {**handler(schema), "x-formatted": True}


@dataclass(frozen=True, slots=True)
class NeededToPublish:
    """A draft may lack the field; a version that is published anywhere but SOD may not."""

    def __get_pydantic_json_schema__(self, schema: Any, handler: Any) -> dict[str, Any]:
        """Forms mark it orange."""
        return {**handler(schema), "x-needed-to-publish": True}
