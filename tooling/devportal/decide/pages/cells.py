"""The table of states: a row for each thing, a column for each environment."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from ...domain.environment import Environment
from ...domain.managed import Part
from ...domain.release import Published
from ...domain.snapshot import Snapshot
from ..states import Standing, requests_of, standings

What = tuple[Part, str, str | None]
"""Configuration, listing or profile; of which partner; of which app."""


def version_rows(
    title: str,
    versions: Mapping[str, Any],
    published: Published | None,
    snapshot: Snapshot,
    what: What,
    link: Callable[[str], str],
) -> dict[str, Any]:
    """A row with a cell for each environment; each cell lists the versions that stand there."""
    found = standings(versions, published, requests_of(snapshot.requests, *what))
    cells = []
    for environment in Environment:
        marks = [
            {**mark(snapshot, what, one), "label": label_of(versions, one.version), "href": link(one.version)}
            for one in found
            if one.environment is environment
        ]
        cells.append({"environment": environment.shown, "marks": marks})
    return {"title": title, "cells": cells}


def mark(snapshot: Snapshot, what: What, one: Standing) -> dict[str, Any]:
    """How one version stands in one environment: the state, the request that asks for it, since when and by whom."""
    part, partner, app = what
    live = None
    if one.request is None:
        live = snapshot.history.live_since((partner, app or "", part), one.environment, one.version)
    return {
        "version": one.version,
        "state": one.state.value,
        "title": one.state.shown,
        "request": one.request.number if one.request else None,
        "since": one.request.since[:10] if one.request else live.at[:10] if live else "",
        "by": live.by if live else "",
        "reason": one.request.reason if one.request else None,
    }


def label_of(versions: Mapping[str, Any], version: str) -> str:
    """What a version is called; its file name where the file is broken."""
    return versions[version].record.label if version in versions else version
