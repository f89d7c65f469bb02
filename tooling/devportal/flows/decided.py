"""A request in a plain git repository, decided against main as it is now."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from ..decide.review.parties import author_of
from ..decide.review.review import review
from ..domain.case import Case
from ..domain.ledger import LedgerEntry, Outcome
from ..domain.push import MAIN, REQUESTS
from ..domain.source import SourceError
from ..domain.verdict import Verdict
from ..gateways.git_history import object_of, references
from .ledger import next_number, read_ledger
from .others import OpenRequest, others_of
from .review import Event, Statement, gather_commits
from .signers import signer_of
from .statements import statements_on


class Decided(NamedTuple):
    """What was decided, of what, and what is kept of the request."""

    case: Case
    verdict: Verdict
    entry: LedgerEntry


def now() -> str:
    """The time of the portal's own clock, in UTC."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def decide(root: Path, name: str, head: str, said: tuple[Statement, ...] = ()) -> Decided:
    """The verdict on a request as it is at ``head``; ``said`` comes on top of what reviewers said before."""
    base, ledger = _main(root), read_ledger(root)
    known = ledger.get(name)
    number = known.number if known else next_number(ledger)
    event = Event(
        actor=signer_of(root, base, head),
        now=now(),
        number=number,
        title=name,
        statements=(*statements_on(root, name), *said) if name else (),
        others=others_of(root, base, open_requests(root, base, ledger), number),
        turns=known.turns if known else (),
    )
    case = gather_commits(root, base, head, event)
    entry = known or LedgerEntry(number, name, author_of(case), head, base, event.now)
    return Decided(case, review(case), entry)


def open_requests(root: Path, base: str, ledger: dict[str, LedgerEntry]) -> list[OpenRequest]:
    """Every open request whose branch is there."""
    found = []
    for ref, head in references(root, REQUESTS).items():
        entry = ledger.get(ref.removeprefix(REQUESTS))
        if entry and entry.outcome is Outcome.OPEN:
            try:
                actor = signer_of(root, base, head)
            except SourceError:
                continue
            statements = statements_on(root, entry.name)
            event = Event(actor, now(), entry.number, entry.name, statements=statements, turns=entry.turns)
            found.append(OpenRequest(head, event, entry.author))
    return found


def _main(root: Path) -> str:
    found = object_of(root, MAIN)
    if not found:
        raise SourceError("This repository has no main branch yet. Its operator brings one before anybody pushes.")
    return found
