"""Since when a version is live, from the history of main."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from itertools import takewhile
from typing import Any

from ..decide.place import Placed
from ..domain.change import FileState
from ..domain.environment import Environment
from ..domain.managed import Part
from ..domain.snapshot import TreeEntry
from ..gateways.git import GitSource
from ..gateways.git_history import file_history
from .files import open_files

_MOST = 200


def published_since(source: GitSource, base: Mapping[str, FileState], paths: list[str]) -> dict[str, str]:
    """For ``partner/app/part/environment`` in each touched ``published.yaml``: when its version went live, in UTC."""
    found: dict[str, str] = {}
    for path in paths:
        state = base.get(path)
        if state and state.location and state.record:
            place = f"{state.location.partner}/{state.location.app}"
            found.update({f"{place}/{key}": since for key, since in _of_file(source, state)})
    return found


def _of_file(source: GitSource, state: FileState) -> Iterator[tuple[str, str]]:
    history = _records(source, state)
    for part in Part:
        for environment in Environment:
            live = _pointer(state.record, part, environment)
            same = list(takewhile(lambda one: _pointer(one[1], part, environment) == live, history)) if live else []  # noqa: B023
            if same:
                yield f"{part.value}/{environment.value}", _moment(same[-1][0])


def _records(source: GitSource, state: FileState) -> list[tuple[int, Any]]:
    if state.location is None:
        return []
    versions = [one for one in file_history(source.root, source.commit, state.path, _MOST) if one[1].strip("0")]
    placed = [Placed(TreeEntry(state.path, state.mode, oid), state.location) for _, oid in versions]
    return [(time, opened.file.record) for (time, _), opened in zip(versions, open_files(source, placed), strict=True)]


def _pointer(record: Any, part: Part, environment: Environment) -> str:
    published = getattr(record, part.value, None)
    return (published.in_environment(environment) or "") if published else ""


def _moment(seconds: int) -> str:
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
