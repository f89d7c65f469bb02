"""What is asked for: read from a plain git repository that has the portal's hooks."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from ..decide.review.outstanding import Answered, Outstanding, requests_record
from ..decide.review.waiting import moment
from ..domain.ledger import LedgerEntry, Outcome
from ..domain.managed import Requests
from ..domain.push import MAIN, REQUESTS
from ..domain.source import SourceError
from ..gateways.files import write_all
from ..gateways.git import open_commit
from ..gateways.git_history import object_of
from .decided import decide, now
from .ledger import judged, read_ledger
from .sides import platform_of

_RECENT = timedelta(days=90)


def requests_in_git(root: Path) -> Requests:
    """Every request as it stands against main as it is now. Raises SourceError."""
    source = open_commit(root, MAIN)
    policy = platform_of(source).policy
    ledger, open_ = read_ledger(root), []
    for entry in ledger.values():
        head = object_of(root, f"{REQUESTS}{entry.name}")
        if entry.outcome is Outcome.OPEN and head:
            open_.append(_outstanding(root, entry, head))
    return requests_record(open_, _answered(ledger), policy.record if policy else None)


def _outstanding(root: Path, entry: LedgerEntry, head: str) -> Outstanding:
    case, verdict, known = decide(root, entry.name, head)
    return Outstanding(case, verdict, entry.author, judged(known, verdict, case.now).since)


def _answered(ledger: dict[str, LedgerEntry]) -> list[Answered]:
    recent = moment(now()) - _RECENT
    return [
        Answered(one.asks, one.turns, one.since)
        for one in ledger.values()
        if one.outcome is Outcome.MERGED and one.asks and moment(one.since) >= recent
    ]


def as_file(requests: Requests) -> bytes:
    """``managed/requests.json``, always in the same form."""
    return requests.model_dump_json(indent=2, exclude_none=True, exclude_defaults=True).encode() + b"\n"


def write_requests(requests: Requests, file: Path) -> bool:
    """Write the file; no when it says so already. Raises SourceError."""
    data = as_file(requests)
    try:
        if file.exists() and file.read_bytes() == data:
            return False
        write_all(file.parent, {file.name: data})
    except OSError as error:
        raise SourceError(f"{file} cannot be written: {error.strerror}.") from None
    return True
