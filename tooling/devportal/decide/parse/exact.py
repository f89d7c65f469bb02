"""The exact way: event by event, without recursion, with the place of everything that is refused."""

from __future__ import annotations

from typing import Any, Final

import yaml
from yaml._yaml import CParser
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from ...domain.finding import Finding
from ..codes.yaml import CODES
from . import limits
from .characters import hidden_at, name_of
from .scalar import is_huge, resolved
from .syntax import explained

_CODES: Final = {code.id: code for code in CODES}
_MOST: Final = 20
_NO_KEY: Final = object()


def told(code: str, path: str, line: int, column: int, message: str, advice: str = "") -> Finding:
    """A finding whose place is known at once."""
    return _CODES[code].finding(path, message, advice=advice).at(line, column)


class _Stop(Exception):  # noqa: N818 - ends the reading, is never seen outside
    """Nothing sensible can be said of what follows."""


class _Open:
    """A list or a mapping that is not closed yet."""

    __slots__ = ("key", "lines", "value")

    def __init__(self, value: list[Any] | dict[str, Any]) -> None:
        self.value = value
        self.key: Any = _NO_KEY
        self.lines: dict[str, int] = {}


class _Reader:
    def __init__(self, path: str) -> None:
        self.path = path
        self.findings: list[Finding] = []
        self.open: list[_Open] = []
        self.root: Any = None
        self.documents = 0
        self.nodes = 0

    def tell(self, code: str, mark: Any, message: str, advice: str = "") -> None:
        self.findings.append(told(code, self.path, mark.line + 1, mark.column + 1, message, advice))
        if len(self.findings) >= _MOST:
            raise _Stop

    def take(self, event: Any) -> None:
        if isinstance(event, DocumentStartEvent):
            self._document(event)
        elif isinstance(event, MappingEndEvent | SequenceEndEvent):
            self.open.pop()
        elif isinstance(event, AliasEvent | ScalarEvent | MappingStartEvent | SequenceStartEvent):
            self._node(event)

    def _document(self, event: Any) -> None:
        self.documents += 1
        if event.version or event.tags:
            self.tell("DP107", event.start_mark, "the file begins with a directive (a line that starts with %)")
        if self.documents > 1:
            self.tell("DP103", event.start_mark, "a second document begins here")
            raise _Stop

    def _node(self, event: Any) -> None:
        self.nodes += 1
        if self.nodes > limits.NODES:
            self.tell("DP110", event.start_mark, f"the file has more than {limits.NODES:,} values")
            raise _Stop
        self._refuse_marks(event)
        if isinstance(event, AliasEvent):
            self._put("", event)
        elif isinstance(event, ScalarEvent):
            self._scalar(event)
        else:
            self._begin(event, {} if isinstance(event, MappingStartEvent) else [])

    def _refuse_marks(self, event: Any) -> None:
        if event.anchor:
            what = "an alias (*)" if isinstance(event, AliasEvent) else "an anchor (&)"
            self.tell("DP105", event.start_mark, f"here is {what}")
        if getattr(event, "tag", None):
            self.tell("DP107", event.start_mark, "here is a tag (!)")

    def _begin(self, event: Any, value: list[Any] | dict[str, Any]) -> None:
        if len(self.open) >= limits.DEPTH:
            self.tell("DP109", event.start_mark, f"values are nested more than {limits.DEPTH} deep")
            raise _Stop
        if self._awaits_key():
            self.tell("DP108", event.start_mark, "a list or a group of settings stands where a name is needed")
            raise _Stop
        self._put(value, event)
        self.open.append(_Open(value))

    def _scalar(self, event: Any) -> None:
        text: str = event.value
        if len(text) > limits.SCALAR:
            self.tell("DP110", event.start_mark, f"a text has more than {limits.SCALAR:,} characters")
        at = hidden_at(text)
        if at >= 0:
            self.tell("DP111", event.start_mark, f"the text holds {name_of(text[at])}, which nobody can see")
        plain = event.implicit[0] and event.style in {None, ""}
        if self._awaits_key():
            self._key(text, plain, event)
            return
        if plain and is_huge(text):
            self.tell("DP113", event.start_mark, f"a whole number has more than {limits.DIGITS} digits")
        self._put(resolved(text) if plain else text, event)

    def _awaits_key(self) -> bool:
        return bool(self.open) and isinstance(self.open[-1].value, dict) and self.open[-1].key is _NO_KEY

    def _key(self, name: str, plain: bool, event: Any) -> None:
        here = self.open[-1]
        if name == "<<" and plain:
            self.tell("DP106", event.start_mark, "here is a merge key (<<)")
        elif name in here.lines:
            self.tell("DP104", event.start_mark, f"{name[:60]} stands here already, in line {here.lines[name]}")
        here.lines.setdefault(name, event.start_mark.line + 1)
        here.key = name

    def _put(self, value: Any, event: Any) -> None:
        if not self.open:
            self.root = value
        elif isinstance(self.open[-1].value, list):
            self.open[-1].value.append(value)
        elif self._awaits_key():
            self.open[-1].key = ""
        else:
            self.open[-1].value[self.open[-1].key] = value
            self.open[-1].key = _NO_KEY


def read_exactly(text: str, path: str) -> tuple[Any, tuple[Finding, ...]]:
    """The document's value, or findings."""
    reader = _Reader(path)
    try:
        parser = CParser(text)
        while parser.check_event():
            reader.take(parser.get_event())
    except _Stop:
        pass
    except yaml.MarkedYAMLError as error:
        reader.findings.append(_unread(error, text, path))
    except yaml.YAMLError:
        reader.findings.append(told("DP108", path, 1, 1, "this is not YAML"))
    if not reader.findings and not (isinstance(reader.root, dict) and reader.root):
        what = "the file is empty" if reader.root in (None, {}) else "the file does not consist of `name: value` lines"
        reader.findings.append(told("DP112", path, 1, 1, what))
    return (None, tuple(reader.findings)) if reader.findings else (reader.root, ())


def _unread(error: yaml.MarkedYAMLError, text: str, path: str) -> Finding:
    """What stops the parser. Since libyaml 0.2.6 that may be depth, before any event of ours has counted it."""
    line, column, message, advice = explained(error, text)
    if "nesting depth" in str(error.problem):
        return told("DP109", path, line, column, f"values are nested more than {limits.DEPTH} deep")
    return told("DP108", path, line, column, message, advice)
