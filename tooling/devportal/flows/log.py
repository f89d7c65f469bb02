"""The log of a repository: only commits that are new are read, the rest is remembered."""

from __future__ import annotations

import hashlib
import multiprocessing
import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any, Final

import orjson

from ..decide.audit.forgotten import without
from ..decide.audit.settle import CommitTold, Settler
from ..decide.place import place
from ..domain.layout import Kind, path_of
from ..domain.log import Log
from ..domain.push import MAIN
from ..domain.source import SourceError
from ..domain.tenant import Forgotten
from ..gateways.cache import tool_fingerprint
from ..gateways.git import GitSource, open_commit
from ..gateways.git_history import object_of
from ..gateways.git_log import commit_ids, repository_of
from ..gateways.git_log_store import LogStore, Row, open_log_store
from ..gateways.git_merge import is_shallow
from .files import open_files
from .ledger import read_ledger
from .log_rows import about, event_from, event_row, is_of_request, known_from, told_from
from .log_segment import segment, segment_rows

_ALONE: Final = 2_000
"""Below this many new commits a second process costs more than it saves."""
_MOST_WORKERS: Final = 4
_PIECES: Final = 2
_RECENT: Final = 1_000
"""Where a known commit is looked for first."""
_EVENT, _KNOWN = "event", "known"


def read_log_of(root: Path, revision: str = "") -> Log:
    """The log of main, or of another revision that is named; where there is no main, of what is checked out."""
    return read_log(root, revision or (MAIN if object_of(root, MAIN) else "HEAD"))


def read_log(root: Path, revision: str = "HEAD") -> Log:
    """Every event of the history of a revision. Raises SourceError for a shallow clone, too."""
    rows = parsed([row for _, row in read_rows(root, revision)])
    return Log(tuple(map(event_from, reversed(rows))))


def parsed(rows: list[bytes]) -> list[Any]:
    """Many rows at once."""
    found: list[Any] = orjson.loads(b"[%s]" % b",".join(rows))
    return found


def read_rows(root: Path, revision: str = "HEAD") -> list[Row]:
    """The same, oldest first, before anybody looks at the events: those of one partner are a small part of all."""
    tip = open_commit(root, revision).commit
    if is_shallow(root):
        raise SourceError("This clone is shallow, so its log would begin late. Fetch it whole: git fetch --unshallow")
    forgotten = _forgotten(root, tip)
    store = open_log_store(repository_of(root), _name_of(forgotten))
    fork = _fork(root, store, tip)
    known = store.place(fork) if fork else None
    after = -1 if known is None else known
    settler = Settler(read_ledger(root).values())
    rows = store.rows(_EVENT, after)
    if fork != tip:
        settler.people.learn(map(known_from, parsed([row for _, row in store.rows(_KNOWN, after)])))
        for event in map(event_from, parsed([row for subject, row in rows if is_of_request(subject)])):
            settler.remember(event)
        store.forget_after(after)
        ids = commit_ids(root, tip, fork)[::-1]
        fresh = list(_read(root, settler, ids, (fork, after), forgotten))
        store.add(after, ids, fresh)
        rows += [row for _, kind, row in fresh if kind == _EVENT]
    return rows


def _name_of(forgotten: frozenset[str]) -> str:
    """Under which the store keeps rows: once a customer asked to be forgotten, what was told before is thrown away."""
    names = hashlib.blake2b(" ".join(sorted(forgotten)).encode(), digest_size=8).hexdigest() if forgotten else ""
    return f"{tool_fingerprint()}{names}"


def _forgotten(root: Path, tip: str) -> frozenset[str]:
    """Tenants of which the log says nothing any more, though the history holds it."""
    source, path = GitSource(root, tip), path_of(Kind.FORGOTTEN)
    placed, _ = place(entry for entry in source.entries([path]) if entry.path == path)
    records = (opened.file.record for opened in open_files(source, placed))
    return frozenset(one.tenant for record in records if isinstance(record, Forgotten) for one in record.tenants)


def _fork(root: Path, store: LogStore, tip: str) -> str:
    """The last commit on the way to ``tip`` that was read before; empty when none was."""
    for most in (_RECENT, 0):
        ids = commit_ids(root, tip, most=most) if store.tip() else []
        found = next((oid for oid in ids if store.place(oid) is not None), "")
        if found or len(ids) < _RECENT:
            return found
    return ""


def _read(
    root: Path, settler: Settler, ids: Sequence[str], behind: tuple[str, int], forgotten: frozenset[str]
) -> Iterator[tuple[int, str, Row]]:
    """What new commits tell, oldest first: events, and whom the registry knows since then, each at its place."""
    fork, after = behind
    for number, told in enumerate(_told(root, fork, ids), after + 1):
        for event in without(settler.settle(told), forgotten):
            yield number, _EVENT, (about(event), orjson.dumps(event_row(event)))
        for known in told.known:
            yield number, _KNOWN, (b"", orjson.dumps(list(known)))


def cores() -> int:
    """How many processes can work at a time."""
    return os.cpu_count() or 1


def _told(root: Path, fork: str, ids: Sequence[str]) -> Iterator[CommitTold]:
    workers = min(cores(), _MOST_WORKERS, len(ids))
    if len(ids) < _ALONE or workers < 2:
        yield from segment(root, fork, ids[-1])
        return
    # The first commits of a portal bring most files: pieces that are smaller than a share even that out.
    size = -(-len(ids) // (workers * _PIECES))
    tips = [*ids[size - 1 : -1 : size], ids[-1]]
    context = multiprocessing.get_context("fork" if "fork" in multiprocessing.get_all_start_methods() else None)
    with ProcessPoolExecutor(workers, context) as pool:
        for rows in pool.map(segment_rows, [root] * len(tips), [fork, *tips[:-1]], tips):
            yield from map(told_from, orjson.loads(rows))
