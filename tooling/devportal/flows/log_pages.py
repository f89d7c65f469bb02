"""Hands the log to the pages."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import partial
from operator import itemgetter
from pathlib import Path

from ..domain.log import LaterLogged, Logged, owned_by
from ..domain.snapshot import Snapshot
from ..domain.source import SourceError
from ..gateways.git_log_store import Row
from .log import parsed, read_rows
from .log_rows import about_from, event_from


def with_log(root: Path, snapshot: Snapshot) -> Snapshot:
    """The snapshot with what happened up to the commit that is checked out; without a history, with the reason."""
    try:
        beside = replace(snapshot.beside, logs=_by_partner(read_rows(root)))
    except SourceError as error:
        beside = replace(snapshot.beside, no_log=str(error))
    return replace(snapshot, beside=beside)


def _by_partner(told: list[Row]) -> Mapping[str, LaterLogged]:
    """Each partner's events, newest first; nobody makes those of a partner whose pages stay as they are."""
    found: dict[str, list[tuple[str, bytes]]] = defaultdict(list)
    subjects = map(about_from, reversed(parsed([subject for subject, _ in told])))
    newest = zip(subjects, reversed(told), strict=True)
    for (partner, app), (_, (_, row)) in owned_by(newest, itemgetter(0)):
        found[partner].append((app, row))
    return {partner: _later(rows) for partner, rows in found.items()}


def _later(rows: list[tuple[str, bytes]]) -> LaterLogged:
    name = hashlib.blake2b(digest_size=16)
    for app, row in rows:
        name.update(b"%s %d %s\n" % (app.encode(), len(row), row))
    return LaterLogged(name.hexdigest(), partial(_logged, rows))


def _logged(rows: Iterable[tuple[str, bytes]]) -> tuple[Logged, ...]:
    apps, texts = zip(*rows, strict=True)
    return tuple(map(Logged, apps, map(event_from, parsed(list(texts)))))
