"""What is kept of each request in a plain git repository."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from ..decide.review.waiting import role_asked, turned
from ..domain.ledger import LedgerEntry, Outcome
from ..domain.source import SourceError
from ..domain.verdict import Verdict
from ..gateways.git_ledger import LEDGER, read_rows, write_row

_ENTRY: TypeAdapter[LedgerEntry] = TypeAdapter(LedgerEntry)


def read_ledger(root: Path) -> dict[str, LedgerEntry]:
    """Every request by its name, oldest first. Raises SourceError for a row that nobody can read."""
    try:
        entries = [_ENTRY.validate_json(data) for data in read_rows(root).values()]
    except ValidationError:
        raise SourceError(f"{LEDGER} holds a row that cannot be read. Restore the reference from a backup.") from None
    return {one.name: one for one in sorted(entries, key=lambda one: one.number)}


def write_entry(root: Path, entry: LedgerEntry) -> None:
    """Keep a request as it now stands."""
    data = _ENTRY.dump_json(entry, indent=1) + b"\n"
    write_row(root, f"{entry.number}.json", data, f"Request {entry.number} ({entry.name}): {entry.outcome.value}")


def next_number(ledger: dict[str, LedgerEntry]) -> int:
    """The number of the next request."""
    return max((one.number for one in ledger.values()), default=0) + 1


def judged(entry: LedgerEntry, verdict: Verdict, now: str) -> LedgerEntry:
    """The entry after a decision: the clock is told when the turn passes to another."""
    turns = turned(entry.turns, verdict.waiting.turn, now)
    return replace(
        entry,
        head=verdict.head_commit or entry.head,
        base=verdict.base_commit,
        digest=verdict.digest,
        turns=turns,
        since=turns[-1].since,
        reason=verdict.rejected_because,
        rejected_by=verdict.rejected_by,
        asks=role_asked(verdict) or entry.asks,
    )


def ended(entry: LedgerEntry, outcome: Outcome, now: str, reason: str = "") -> LedgerEntry:
    """The entry of a request that is over."""
    return replace(entry, outcome=outcome, since=now, reason=reason)
