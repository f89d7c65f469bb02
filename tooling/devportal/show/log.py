"""The log for a terminal, for other programs, and for a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final

import orjson

from ..domain.event import Event, Value
from .cells import as_csv
from .printable import printable

VERSION: Final = 1
"""Raised when a field changes its meaning or goes away."""
_LONGEST: Final = 160
_BOLD, _DIM, _RED, _GREEN, _PLAIN = "\x1b[1m", "\x1b[2m", "\x1b[31m", "\x1b[32m", "\x1b[0m"
_HEADER: Final = (
    "time", "event", "partner", "app", "subject", "version", "environment", "description", "by", "person", "role",
    "vouched", "source", "request", "approved_by", "commit", "old", "new",
)  # fmt: skip


def as_text(events: Iterable[Event], colours: bool = False) -> Iterator[str]:
    """Each event as a block: when and what, the sentence, who and from where, old and new values."""
    found = False
    for event in events:
        yield "".join(f"{line}\n" for line in _block(event, colours)) + "\n"
        found = True
    if not found:
        yield "No events.\n"


def _block(event: Event, colours: bool) -> Iterator[str]:
    what = event.what
    owner = "/".join(filter(None, (what.partner, what.app)))
    head = f"{event.time[:10]} {event.time[11:16]}  {what.kind.shown}"
    yield f"{_BOLD}{head}{_PLAIN}  {owner}".rstrip() if colours else f"{head}  {owner}".rstrip()
    yield f"    {_cut(what.description)}"
    by = " · ".join(filter(None, (_who(event), _origin(event), event.commit[:12])))
    yield f"    {_DIM}{by}{_PLAIN}" if colours else f"    {by}"
    for value in what.values:
        yield from (f"      {line}" for line in _value(value, colours))


def _who(event: Event) -> str:
    return printable(event.by) + (f" ({event.mark})" if event.mark else "")


def _origin(event: Event) -> str:
    approved = f", approved by {', '.join(event.approved_by)}" if event.approved_by else ""
    return printable(f"{event.origin}{approved}")


def _value(value: Value, colours: bool) -> Iterator[str]:
    title = printable(f"{value.title} ({value.place})" if value.place else value.title)
    if value.is_short:
        old, new = ("".join(lines) or "nothing" for lines in (value.old, value.new))
        yield f"{title}: {printable(old)} → {printable(new)}"
        return
    yield f"{title}:"
    for sign, line in value.lines:
        shown = f"{sign} {_cut(line)}"
        yield f"  {(_RED if sign == '-' else _GREEN) + shown + _PLAIN if colours else shown}"


def _cut(text: str) -> str:
    shown = printable(text)
    return shown if len(shown) <= _LONGEST else f"{shown[: _LONGEST - 1]}…"


def as_json(events: Iterable[Event]) -> str:
    """``{"version", "events": [{"time", "event", "partner", …, "values": [{"title", "place", "old", "new"}]}]}``."""
    document = {"version": VERSION, "events": [event_json(one) for one in events]}
    return orjson.dumps(document, option=orjson.OPT_INDENT_2).decode() + "\n"


def event_json(event: Event) -> dict[str, Any]:
    """One event as plain data."""
    what = event.what
    values = [
        {"title": _sound(one.title), "place": _sound(one.place), "old": _all(one.old), "new": _all(one.new)}
        for one in what.values
    ]
    return {
        "time": event.time,
        "event": what.kind.value,
        "partner": what.partner,
        "app": what.app,
        "subject": _sound(what.subject),
        "version": what.version,
        "environment": what.environment,
        "description": _sound(what.description),
        "by": _sound(event.name),
        "person": event.person,
        "role": event.role,
        "vouched": event.vouched.value,
        "source": event.source.value,
        "request": event.request or None,
        "approved_by": _all(event.approved_by),
        "commit": event.commit,
        "values": values,
    }


def _sound(text: str) -> str:
    """Text without half characters, which JSON cannot carry."""
    return text.encode("utf-8", "backslashreplace").decode()


def _all(texts: Iterable[str]) -> list[str]:
    return [_sound(one) for one in texts]


def as_table(events: Iterable[Event]) -> Iterator[str]:
    """The lines of a CSV file; old and new values stand below each other, with their titles."""
    return as_csv(_HEADER, map(_row, events))


def _row(event: Event) -> list[str]:
    what = event.what
    return [
        event.time, what.kind.value, what.partner, what.app, what.subject, what.version, what.environment,
        what.description, event.name, event.person, event.role, event.vouched.value, event.source.value,
        str(event.request or ""), ", ".join(event.approved_by), event.commit,
        "\n".join(_side(what.values, old=True)), "\n".join(_side(what.values, old=False)),
    ]  # fmt: skip


def _side(values: Iterable[Value], *, old: bool) -> Iterator[str]:
    for value in values:
        if lines := value.old if old else value.new:
            yield f"{value.title}: {' | '.join(lines)}"
