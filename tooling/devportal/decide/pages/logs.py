"""The Logs pages of a partner and of an app: newest first, some dozens of events a page, the rest in an archive."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any, Final

from ...domain.event import Value
from ...domain.log import Logged
from ...domain.page import Page
from ...domain.snapshot import AppRecords, PartnerRecords, Snapshot
from .frame import app_frame, app_home, name_of_app, name_of_partner, partner_frame, partner_home

PER_PAGE: Final = 20
"""So many events keep a page below 60 kB."""
_VALUES: Final = 100
_LONGEST: Final = 1_000
"""So many characters of a line are shown; the file has the rest."""


def partner_log_pages(snapshot: Snapshot, partner: PartnerRecords) -> Iterator[Page]:
    """Everything that happened to a partner and its apps."""
    home = partner_home(partner.id)
    names = {app.id: (name_of_app(app), app_home(app)) for app in partner.apps.values()}
    frame = partner_frame(partner, f"{home}logs/")
    events = snapshot.beside.logs.get(partner.id, ())
    yield from _pages(snapshot, home, name_of_partner(partner), frame, events, names)


def app_log_pages(snapshot: Snapshot, partner: PartnerRecords, app: AppRecords) -> Iterator[Page]:
    """Everything that happened to an app: a part of its partner's log."""
    home = app_home(app)
    events = [one for one in snapshot.beside.logs.get(partner.id, ()) if one.app == app.id]
    yield from _pages(snapshot, home, name_of_app(app), app_frame(partner, app, f"{home}logs/"), events, {})


def _pages(
    snapshot: Snapshot, home: str, title: str, frame: dict[str, Any], events: Sequence[Logged], names: dict[str, Any]
) -> Iterator[Page]:
    pages = list(_portions(events)) or [()]
    first = 1
    for number, some in enumerate(pages, 1):
        view = {
            **frame,
            "heading": "Logs" if number == 1 else f"Logs, page {number}",
            "of": title,
            "has_apps": bool(names),
            "events": [_event(one, names) for one in some],
            "count": len(events),
            "first": first,
            "last": first + len(some) - 1,
            "base": f"{home}logs/",
            "page": number,
            "pages": len(pages),
            "newer": _address(home, number - 1) if number > 1 else "",
            "older": _address(home, number + 1) if number < len(pages) else "",
            "kinds": _kinds(events),
            "people": sorted({one.event.by for one in events}, key=str.casefold),
            "missing": snapshot.beside.no_log,
            "name": home.rstrip("/").rpartition("/")[2],
        }
        path = f"{home}logs/index" if number == 1 else f"{home}logs/{number}"
        yield Page(path, f"{view['heading']} · {title}", "logs.html", view)
        first += len(some)


def _portions(events: Sequence[Logged]) -> Iterator[Sequence[Logged]]:
    """Events page by page: so many of them, and fewer where they changed much."""
    begin, values = 0, 0
    for place, one in enumerate(events):
        more = len(one.event.what.values)
        if place > begin and (place - begin >= PER_PAGE or values + more > _VALUES):
            yield events[begin:place]
            begin, values = place, 0
        values += more
    if begin < len(events):
        yield events[begin:]


def _address(home: str, number: int) -> str:
    return f"{home}logs/" if number == 1 else f"{home}logs/{number}/"


def _kinds(events: Sequence[Logged]) -> list[dict[str, Any]]:
    """The events that there are, by what they are about."""
    kinds = sorted({one.event.what.kind for one in events}, key=lambda one: (one.area, one.shown))
    return [
        {"title": area, "kinds": [{"id": one.value, "title": one.shown} for one in group]}
        for area, group in groupby(kinds, key=lambda one: one.area)
    ]


def _event(logged: Logged, names: dict[str, Any]) -> dict[str, Any]:
    event, what = logged.event, logged.event.what
    name, href = names.get(logged.app, (what.subject if what.app else "", ""))
    return {
        "time": event.time,
        "date": event.time[:10],
        "clock": event.time[11:16],
        "event": what.kind.shown,
        "kind": what.kind.value,
        "app": name if logged.app else "",
        "app_href": href,
        "by": event.by,
        "name": event.name,
        "role": event.role,
        "mark": event.mark,
        "description": _cut(what.description),
        "source": event.origin,
        "commit": event.commit[:8],
        "approved_by": list(event.approved_by),
        "changes": [_value(one) for one in what.values],
    }


def _value(value: Value) -> dict[str, Any]:
    shown = {"title": value.title, "place": value.place, "is_short": value.is_short}
    if value.is_short:
        return {**shown, "old": "".join(value.old), "new": "".join(value.new)}
    return {**shown, "lines": [{"is_new": sign == "+", "text": _cut(text)} for sign, text in value.lines]}


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
