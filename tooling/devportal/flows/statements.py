"""What reviewers say in a plain git repository: a signed tag on the commit that they looked at."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from ..decide.push import said
from ..domain.case import Decision, Identity
from ..domain.push import MAIN, STATEMENTS, RefUpdate
from ..domain.source import SourceError
from ..gateways.git import open_commit
from ..gateways.git_history import raw_object, references, type_of
from ..gateways.signatures import allowed_signers, signed_tag
from .review import Statement
from .signers import keys_at

_WORDS = (
    'Its message is "approved", "rejected: why", or from the author "withdrawn". '
    "Make it anew: git tag --sign --force -m approved TAG COMMIT"
)


class Stated(NamedTuple):
    """A tag as it was read: the statement, and whether the author takes the request back."""

    statement: Statement
    withdraws: bool


def statements_on(root: Path, name: str) -> tuple[Statement, ...]:
    """What was said of a request, in the order of the tags' names; what cannot be read any more says nothing."""
    found = []
    for ref, oid in references(root, f"{STATEMENTS}{name}/").items():
        try:
            stated = statement_in(root, RefUpdate("", oid, ref))
        except SourceError:
            continue
        if not stated.withdraws:
            found.append(stated.statement)
    return tuple(found)


def statement_in(root: Path, update: RefUpdate) -> Stated:
    """The statement that a tag makes. Raises SourceError with what is wrong with it.

    The tag's own name has to be the name under which it was pushed: a statement on one request is none on another.
    """
    if type_of(root, update.new) != "tag":
        raise SourceError("An approval is a signed tag. Make it with: git tag --sign -m approved TAG COMMIT")
    with allowed_signers(keys_at(open_commit(root, MAIN))) as allowed:
        tag = signed_tag(raw_object(root, "tag", update.new), allowed)
    if not tag.key:
        raise SourceError("The tag is not signed by a key that main knows. Sign it with yours: git tag --sign")
    if f"refs/tags/{tag.name}" != update.ref:
        raise SourceError(f"The tag was signed as {tag.name}. Make one with the name under which you push it.")
    words = said(tag.message)
    if words is None:
        raise SourceError(f"The tag does not say what you decided. {_WORDS}")
    by, decision = Identity(key=tag.key), words.decision or Decision.REJECTED
    statement = Statement(by, commit=tag.target, decision=decision, reason=words.reason)
    return Stated(statement, words.decision is None)
