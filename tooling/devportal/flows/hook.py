"""Which pushes a plain git repository accepts (pre-receive): those that GitHub would merge, by the same verdict.

Nothing is changed here.
"""

from __future__ import annotations

from pathlib import Path

from ..decide.push import HOW_TO_ASK, asked
from ..decide.review.parties import author_of
from ..domain.ledger import Outcome
from ..domain.push import Answer, Asks, RefUpdate
from ..domain.verdict import RequestStanding
from ..gateways.git_history import is_ancestor
from ..show.verdict import as_plain
from .decided import decide
from .hook_statement import answer_statement
from .ledger import read_ledger


def answer(root: Path, update: RefUpdate) -> Answer:
    """Whether an update may happen. Raises SourceError with what to do."""
    what = asked(update.ref)
    match what.what:
        case Asks.MERGE:
            return _to_main(root, update)
        case Asks.REQUEST:
            return _to_request(root, what.request, update)
        case Asks.STATE:
            return answer_statement(root, what.request, update)
        case _:
            return Answer(False, f"{update.ref} has no place in this repository. {HOW_TO_ASK}")


def _to_main(root: Path, update: RefUpdate) -> Answer:
    if update.deletes or update.creates or not is_ancestor(root, update.old, update.new):
        return Answer(False, "main only moves forward. Begin from it: git pull --rebase origin main; then push again.")
    verdict = decide(root, "", update.new).verdict
    if verdict.may_merge:
        return Answer(True, as_plain(verdict))
    if verdict.standing is RequestStanding.REJECTED:
        return Answer(False, as_plain(verdict))
    return Answer(False, f"{as_plain(verdict)}It needs an approval, so main does not take it yet. {HOW_TO_ASK}\n")


def _to_request(root: Path, name: str, update: RefUpdate) -> Answer:
    if update.deletes:
        return Answer(False, f"A request is withdrawn with a signed tag: {_withdraw(name)}")
    entry = read_ledger(root).get(name)
    if entry and entry.outcome is not Outcome.OPEN:
        return Answer(False, f"{name} was the name of request {entry.number}, which is {entry.outcome}. Take another.")
    case, verdict, _ = decide(root, name, update.new)
    if entry and entry.author != author_of(case):
        return Answer(False, f"{name} is a request of {entry.author}. Choose another name.")
    return Answer(verdict.standing is not RequestStanding.REJECTED, as_plain(verdict))


def _withdraw(name: str) -> str:
    tag = f"approvals/{name}/withdrawn"
    return f"git tag --sign -m withdrawn {tag} HEAD; git push origin {tag}"
