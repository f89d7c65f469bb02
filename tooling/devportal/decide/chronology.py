"""Versions in the order in which they were made."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from ..domain.lazy import LazyMapping
from ..domain.remembered import History
from ..domain.snapshot import AppRecords, Filed, PartnerRecords, Snapshot

_FIRST = "initial"


def with_history(snapshot: Snapshot, history: History) -> Snapshot:
    """The snapshot with what git remembers, every thing's versions from the first to the newest."""
    partners: Mapping[str, PartnerRecords]
    if isinstance(snapshot.partners, LazyMapping):
        partners = snapshot.partners.each(lambda partner: _partner(partner, history))
    else:
        partners = {name: _partner(partner, history) for name, partner in snapshot.partners.items()}
    return replace(snapshot, history=history, partners=partners)


def _partner(partner: PartnerRecords, history: History) -> PartnerRecords:
    apps = {name: _app(app, history) for name, app in partner.apps.items()}
    return replace(partner, profiles=in_order(partner.profiles, history), apps=apps)


def _app(app: AppRecords, history: History) -> AppRecords:
    if len(app.configurations) < 2 and len(app.listings) < 2:
        return app
    return replace(
        app,
        configurations=in_order(app.configurations, history),
        listings=in_order(app.listings, history),
    )


def in_order(versions: Mapping[str, Filed[Any]], history: History) -> dict[str, Filed[Any]]:
    """``initial`` first, then by when git saw the file first, then by name with numbers as numbers.

    A file that git has not seen yet is the newest.
    """

    def place(item: tuple[str, Filed[Any]]) -> tuple[bool, bool, str, list[tuple[int, str]]]:
        made = history.made.get(item[1].path)
        return (item[0] != _FIRST, made is None, made.at if made else "", _natural(item[0]))

    return dict(sorted(versions.items(), key=place))


def _natural(name: str) -> list[tuple[int, str]]:
    """``2-10`` comes after ``2-9``."""
    return [(int(part), "") if part.isdigit() else (-1, part) for part in re.split(r"(\d+)", name) if part]
