"""All versions of one thing: where each stands, who published it when, and how any two differ."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import pairwise
from typing import Any, Final

from ...domain.environment import Environment
from ...domain.page import Asset, Page
from ...domain.release import Published
from ...domain.remembered import Touched
from ...domain.snapshot import Filed, Snapshot
from ..states import Standing, requests_of, standings
from .cells import What, label_of, mark
from .compare import comparison, texts_of

_COMPARED: Final = 12
_CHARACTERS: Final = 9_000
"""So many pairs, and so much text of them, are compared beforehand; a script compares any two."""
_ROW: Final = 180
"""Each version has a row and an entry of the navigator: many of them leave less room for what is compared."""
_IN_PAGE: Final = 15_000
"""Data of more bytes stand in a file of their own, which is read when two versions are chosen."""


def versions_part(
    snapshot: Snapshot,
    title: str,
    versions: Mapping[str, Filed[Any]],
    published: Published | None,
    what: What,
    links: Mapping[str, str],
) -> dict[str, Any]:
    """A row for each version, newest first; what was compared beforehand; and the data to compare any two."""
    found = standings(versions, published, requests_of(snapshot.requests, *what))
    rows = [_row(snapshot, what, filed, links[version], found) for version, filed in reversed(list(versions.items()))]
    texts = {version: texts_of(filed.record) for version, filed in versions.items()}
    pairs = list(_pairs(list(versions), published))
    compared = [
        {
            "id": f"{what[0].value}-{one}-{other}",
            "old": label_of(versions, one),
            "new": label_of(versions, other),
            "fields": comparison(texts[one], texts[other]),
        }
        for one, other in pairs[: -_COMPARED - 1 : -1]
    ]
    return {
        "id": what[0].value,
        "title": title,
        "rows": rows,
        "compared": list(_within_reason(compared, _CHARACTERS - _ROW * len(versions))),
        "data": _data(versions, texts) if len(versions) > 1 else None,
        "preset": {"old": pairs[-1][0], "new": pairs[-1][1]} if pairs else None,
        "choices": [{"id": version, "label": label_of(versions, version)} for version in reversed(list(versions))],
    }


def with_files(page: Page) -> Iterator[Page | Asset]:
    """A page of versions, and the data for comparing them where they are too many for the page itself."""
    history: list[dict[str, Any]] = []
    for part in page.view.get("history", ()):
        data = json.dumps(part["data"], ensure_ascii=False, separators=(",", ":")).encode()
        if len(data) > _IN_PAGE:
            file = f"{page.file.removesuffix('index.html')}{part['id']}.json"
            history.append({**part, "data": None, "data_href": file})
            yield Asset(file, data)
        else:
            history.append(part)
    yield replace(page, view={**page.view, "history": history}) if history else page


def _row(snapshot: Snapshot, what: What, filed: Filed[Any], href: str, found: tuple[Standing, ...]) -> dict[str, Any]:
    version, history = filed.location.version, snapshot.history
    made, changed = history.made.get(filed.path), history.changed.get(filed.path)
    cells = [
        {
            "environment": environment.shown,
            "marks": [
                _brief(mark(snapshot, what, one))
                for one in found
                if (one.version, one.environment) == (version, environment)
            ],
        }
        for environment in Environment
    ]
    part, partner, app = what
    events = [
        {"environment": one.environment.shown, "at": one.touched.at[:10], "by": one.touched.by}
        for one in history.publishings.get((partner, app or "", part), ())
        if one.version == version
    ]
    return {
        "label": filed.record.label,
        "id": version,
        "href": href,
        "cells": cells,
        "made": _day(made),
        "changed": _day(changed) if _day(changed) != _day(made) else None,
        "events": events,
    }


def _within_reason(compared: list[dict[str, Any]], room: int) -> Iterator[dict[str, Any]]:
    """The newest differences, the very newest in any case."""
    for pair in compared:
        size = sum(len(run["text"]) + 40 for field in pair["fields"] for run in field["runs"])
        if size <= room or pair is compared[0]:
            yield pair
            room -= size


def _brief(found: dict[str, Any]) -> dict[str, Any]:
    """What is live says when in a column of its own."""
    return found if found["request"] else {**found, "since": "", "by": ""}


def _day(touched: Touched | None) -> dict[str, str] | None:
    return {"at": touched.at[:10], "by": touched.by} if touched else None


def _pairs(versions: list[str], published: Published | None) -> Iterator[tuple[str, str]]:
    """Each version against what is live, then neighbours, so that the newest step comes last."""
    seen = set()
    live = [published.in_environment(one) for one in Environment] if published else []
    neighbours = list(pairwise(versions))
    against = [(one, other) for other in versions for one in live if one in versions and one and one != other]
    order = {version: place for place, version in enumerate(versions)}
    for one, other in (*against, *neighbours):
        older, newer = sorted((one, other), key=order.__getitem__)
        if (older, newer) not in seen and (older, newer) not in neighbours:
            seen.add((older, newer))
            yield older, newer
    yield from neighbours


def _data(versions: Mapping[str, Filed[Any]], texts: Mapping[str, dict[str, Any]]) -> dict[str, Any]:
    """Settings of all versions; a value that stays the same is written once, so that many versions stay small."""
    fields: dict[str, dict[str, Any]] = {}
    for place, version in enumerate(versions):
        for key, text in texts[version].items():
            field = fields.setdefault(
                key,
                {"key": key, "title": text["title"], "lines": text["lines"], "values": [], "at": [-1] * len(versions)},
            )
            field["lines"] = field["lines"] or text["lines"]
            if text["value"] not in field["values"]:
                field["values"].append(text["value"])
            field["at"][place] = field["values"].index(text["value"])
    return {"versions": list(versions), "fields": list(fields.values())}
