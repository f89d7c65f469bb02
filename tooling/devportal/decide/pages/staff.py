"""Pages for SuperOffice's employees: what waits for whom, and everything at a glance."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any, Final

from ...domain.managed import RequestState
from ...domain.page import Page
from ...domain.permission import StaffRole
from ...domain.snapshot import Snapshot
from .credentials import expiring
from .frame import STAFF_HOME, partner_home, staff_frame
from .glance import glances
from .requests import current, other_rows, request_rows
from .tenants import tenant_counts
from .trends import failing_apps

_ROWS: Final = 25
"""Rows of a page: with it a page stays well under 60 kB."""


def staff_pages(snapshot: Snapshot) -> Iterator[Page]:
    """Overview with the queue, publish status, waiting times, partners."""
    status, seen = status_view(snapshot), glances(snapshot)
    yield _page("", "Staff", "staff.html", _overview(snapshot, status, seen))
    yield from _sheets("publish-status", "Publish status", "status.html", "requests", status.pop("requests"), status)
    yield _page("waiting-times", "Waiting times", "waiting.html", waiting_view(snapshot))
    yield from _sheets("partners", "Partners and apps", "partners.html", "partners", _partners(snapshot, seen), {})


def _page(name: str, title: str, template: str, view: dict[str, Any], sheet: str = "") -> Page:
    here = f"{STAFF_HOME}{name}/" if name else STAFF_HOME
    full = {**staff_frame(here), "heading": title, **view}
    return Page(f"{STAFF_HOME}{name or 'index'}{sheet}", title, template, full)


def _sheets(
    name: str, title: str, template: str, key: str, rows: list[dict[str, Any]], first: dict[str, Any]
) -> Iterator[Page]:
    """A long list on several pages, so that each stays small; ``first`` is shown on the first one only."""
    parts = [rows[start : start + _ROWS] for start in range(0, len(rows), _ROWS)] or [[]]
    links = [
        {"title": _span(part, place), "href": f"{STAFF_HOME}{name}/{place + 1}/" if place else f"{STAFF_HOME}{name}/"}
        for place, part in enumerate(parts)
    ]
    for place, part in enumerate(parts):
        around = [{**link, "is_here": at == place} for at, link in enumerate(links)] if len(parts) > 1 else []
        view = {**(first if place == 0 else {}), key: part, "sheets": around, "count": len(rows)}
        yield _page(name, title, template, view, f"/{place + 1}" if place else "")


def _span(part: list[dict[str, Any]], place: int) -> str:
    """What one page of a list holds: the first and the last name where it goes by name, else the numbers."""
    if part and "number" not in part[0]:
        return " to ".join(dict.fromkeys(str(one["title"]).split()[0] for one in (part[0], part[-1])))
    return f"{place * _ROWS + 1} to {place * _ROWS + len(part)}"


def _overview(snapshot: Snapshot, status: dict[str, Any], seen: Mapping[str, dict[str, Any]]) -> dict[str, Any]:
    waiting = [one for one in (*status["requests"], *status["others"]) if one["state"] == RequestState.PENDING.value]
    rows = sorted(waiting, key=lambda one: -one["share"])
    counts = [
        ("Waiting for SuperOffice", len(rows)),
        ("Overdue", sum(one["overdue"] for one in rows)),
        ("Partners", len(seen)),
        ("Apps", sum(len(one["apps"]) for one in seen.values())),
        ("Live in Production", sum(one["live"] for one in seen.values())),
    ]
    return {
        "counts": [{"title": title, "count": count} for title, count in counts],
        "queue": rows[:_ROWS],
        "queue_count": len(rows),
        "failing": failing_apps(snapshot),
        "tenants": tenant_counts(
            (consent for one in seen.values() for consent in one["consents"]), snapshot.history.today
        ),
        "roles": [{"id": role.value, "title": role.shown} for role in StaffRole],
        "expiring": expiring(snapshot, (end for one in seen.values() for end in one["ends"]))[:_ROWS],
    }


def status_view(snapshot: Snapshot, partner: str | None = None) -> dict[str, Any]:
    """All requests, or a partner's own."""
    requests = current(snapshot, (one for one in snapshot.requests.requests if partner in {None, one.partner}))
    others = [one for one in snapshot.requests.others if partner in {None, one.partner}]
    return {"requests": request_rows(snapshot, requests), "others": other_rows(snapshot, others)}


def waiting_view(snapshot: Snapshot) -> dict[str, Any]:
    """How long each role takes, against what is promised."""
    policy = snapshot.platform.policy
    times = [
        {
            "role": one.role.shown,
            "promised": one.promised,
            "days": policy.record.waits.of(one.role).working_days if policy else 0,
            "escalate_to": policy.record.waits.of(one.role).escalate_to.shown if policy else "",
            "open": one.open,
            "longest": one.longest,
            "overdue": one.longest >= one.promised,
            "answered": one.answered,
            "median": one.median,
        }
        for one in snapshot.requests.waiting_times
    ]
    hours = (
        f"{policy.record.working_time.from_hour}:00 to {policy.record.working_time.to_hour}:00 UTC" if policy else ""
    )
    return {"times": times, "hours": hours}


def _partners(snapshot: Snapshot, seen: Mapping[str, dict[str, Any]]) -> list[dict[str, Any]]:
    waiting = Counter(one.partner for one in snapshot.requests.requests if one.state is RequestState.PENDING)
    rows = [_partner(partner, one, waiting[partner]) for partner, one in seen.items()]
    return sorted(rows, key=lambda one: str(one["title"]).casefold())


def _partner(partner: str, seen: dict[str, Any], waiting: int) -> dict[str, Any]:
    return {
        **{name: seen[name] for name in ("title", "logo", "live", "users", "in_store")},
        "id": partner,
        "letter": seen["title"][:1].upper(),
        "href": partner_home(partner),
        "apps": len(seen["apps"]),
        "waiting": waiting,
    }
