"""Whether what a reviewer says of a request may be pushed: only what counts does."""

from __future__ import annotations

from pathlib import Path

from ..decide.review.parties import employee_of, employees, is_identity
from ..domain.case import Decision
from ..domain.ledger import Outcome
from ..domain.push import REQUESTS, Answer, RefUpdate
from ..gateways.git_history import is_ancestor, object_of
from ..show.verdict import as_plain
from .decided import Decided, decide
from .ledger import read_ledger
from .review import Statement
from .statements import statement_in


def answer_statement(root: Path, name: str, update: RefUpdate) -> Answer:
    """Whether a statement may be pushed. Raises SourceError with what to do."""
    if not update.creates or update.deletes:
        return Answer(False, "What was said stays. Say something new under another name: approvals/REQUEST/NAME-2.")
    entry, head = read_ledger(root).get(name), object_of(root, f"{REQUESTS}{name}")
    if entry is None or entry.outcome is not Outcome.OPEN or not head:
        return Answer(False, f"There is no open request {name}. See them all: devportal requests")
    stated = statement_in(root, update)
    if not is_ancestor(root, stated.statement.commit, head):
        return Answer(False, f"The tag is not on a commit of {name}. Fetch it, look at it, and tag its last commit.")
    decided = decide(root, name, head, () if stated.withdraws else (stated.statement,))
    problem = _not_author(decided, stated.statement) if stated.withdraws else _not_counting(decided, stated.statement)
    return Answer(False, f"{problem}\n") if problem else Answer(True, as_plain(decided.verdict))


def _not_author(decided: Decided, statement: Statement) -> str:
    person = decided.case.people.get(decided.entry.author)
    same_person = person is not None and is_identity(statement.by, person.github, person.keys)
    if same_person or statement.by == decided.case.actor:
        return ""
    return f"Only {decided.entry.author} may withdraw {decided.entry.name}."


def _not_counting(decided: Decided, statement: Statement) -> str:
    """Why a statement counts for nothing; empty when it counts."""
    case, verdict = decided.case, decided.verdict
    employee = employee_of(case, statement.by)
    if not employee:
        return "Whose key this is does not work at SuperOffice. Only SuperOffice approves and rejects."
    if statement.decision is Decision.REJECTED:
        return "" if verdict.rejected_by == employee else "It speaks of other content than the request has now."
    counted = next((one for one in verdict.approvals if one.by == employee), None)
    if counted is None or not counted.counts:
        return f"It does not count: {employee} {counted.why if counted else 'said nothing'}. Look at it as it is now."
    wanted = [one for one in verdict.requirements if one.roles & set(employees(case)[employee].roles)]
    asks = " and ".join(one.shown for one in verdict.requirements) or "nobody"
    return "" if wanted else f"It waits for {asks}; {employee} has no such role."
