"""What happens once a push was accepted (post-receive): the ledger is kept, and what is ready is merged."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from ..decide.push import asked
from ..domain.ledger import LedgerEntry, Outcome
from ..domain.push import MAIN, NO_COMMIT, REQUESTS, Asked, Asks, RefUpdate
from ..domain.source import SourceError
from ..domain.verdict import Verdict
from ..gateways.git_history import commit_tree, move_reference, object_of
from ..gateways.git_merge import merged_tree
from ..show.verdict import as_plain
from .decided import decide, now
from .ledger import ended, judged, read_ledger, write_entry
from .statements import statement_in

_TRIES = 5


def act(root: Path, update: RefUpdate) -> str:
    """What happens after a push was accepted: the ledger is kept, and what is ready is merged; what to tell."""
    what = asked(update.ref)
    if what.what is Asks.STATE and statement_in(root, update).withdraws:
        return _withdrawn(root, what.request)
    head = object_of(root, f"{REQUESTS}{what.request}") if what.request else ""
    return _advance(root, what, head) if head else ""


def _withdrawn(root: Path, name: str) -> str:
    entry, ref = read_ledger(root)[name], f"{REQUESTS}{name}"
    write_entry(root, ended(entry, Outcome.WITHDRAWN, now()))
    move_reference(root, ref, NO_COMMIT, object_of(root, ref))
    return f"Request {entry.number} ({name}) is withdrawn.\n"


def _advance(root: Path, what: Asked, head: str) -> str:
    """Keep what was decided; merge what is ready, pinned to the very commits that it was decided for."""
    for _ in range(_TRIES):
        case, verdict, known = decide(root, what.request, head)
        entry = judged(known, verdict, case.now)
        write_entry(root, entry)
        if not verdict.may_merge:
            told = as_plain(verdict) if what.what is Asks.STATE else ""
            return f"{told}Request {entry.number} ({entry.name}) is open.\n"
        if merge := _merge(root, entry, verdict):
            write_entry(root, ended(replace(entry, base=merge), Outcome.MERGED, now()))
            return f"Request {entry.number} ({entry.name}) is merged: it is on main as {merge[:12]}.\n"
    raise SourceError("main moves faster than this request can be decided. Push again.")


def _merge(root: Path, entry: LedgerEntry, verdict: Verdict) -> str:
    """The merge commit on main; empty when main or the request moved after the decision."""
    result = merged_tree(root, verdict.base_commit, verdict.head_commit)
    approved = "".join(f"Approved-by: {one.given_by} ({one.shown})\n" for one in verdict.requirements)
    message = (
        f"Merge request {entry.number}: {entry.name}\n\nAsked-by: {entry.author}\n{approved}Content: {verdict.digest}"
    )
    commit = commit_tree(root, result.tree, [verdict.base_commit, verdict.head_commit], message)
    ref = f"{REQUESTS}{entry.name}"
    if object_of(root, ref) != verdict.head_commit or not move_reference(root, MAIN, commit, verdict.base_commit):
        return ""
    move_reference(root, ref, NO_COMMIT, verdict.head_commit)
    return commit
