"""The table of states: a row for each thing, a column for each environment."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from ...domain.environment import Environment
from ...domain.managed import Part, Requests
from ...domain.release import Published
from ..states import requests_of, standings


def version_rows(
    title: str,
    versions: Mapping[str, Any],
    published: Published | None,
    requests: Requests,
    what: tuple[Part, str, str | None],
    link: Callable[[str], str],
) -> dict[str, Any]:
    """A row with a cell for each environment; each cell lists the versions that stand there."""
    found = standings(versions, published, requests_of(requests, *what))
    cells = []
    for environment in Environment:
        marks = [
            {
                "state": one.state.value,
                "title": one.state.shown,
                "label": versions[one.version].record.label if one.version in versions else one.version,
                "href": link(one.version),
                "request": one.request.number if one.request else None,
                "since": one.request.since[:10] if one.request else "",
                "reason": one.request.reason if one.request else None,
            }
            for one in found
            if one.environment is environment
        ]
        cells.append({"environment": environment.shown, "marks": marks})
    return {"title": title, "cells": cells}
