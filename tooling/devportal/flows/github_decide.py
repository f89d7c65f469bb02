"""A pull request decided: what GitHub knows of it, and what git has of it. Accounts are known by their numbers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from ..decide.review.review import review
from ..domain.case import Case, Decision, Identity, Turned
from ..domain.source import SourceError
from ..domain.verdict import Verdict
from ..gateways.git import open_commit
from ..gateways.github import Account, Comment, Forge, PullRequest, Review
from ..show.marker import Marker, marker_of
from .decided import now
from .others import OpenRequest, others_of
from .review import Event, Statement, gather_commits
from .sides import platform_of

MAIN = "main"
_BASE = "HEAD"
"""The workflow has checked main out: the tool and the authority are of one commit."""


@dataclass(frozen=True, slots=True)
class DecidedPull:
    """A pull request with the verdict on it; ``said`` are the portal's own comments with a marker, oldest first."""

    pull: PullRequest
    case: Case
    verdict: Verdict
    said: tuple[tuple[Comment, Marker], ...]

    @property
    def marker(self) -> Marker:
        """What the last comment remembers."""
        return self.said[-1][1] if self.said else Marker()


def decide_pull(forge: Forge, root: Path, pull: PullRequest, base: str = _BASE) -> DecidedPull:
    """The verdict on a request as it stands. Raises SourceError."""
    if pull.target != MAIN:
        raise SourceError(f"Request {pull.number} is for {pull.target}. Only {MAIN} goes live: change its base.")
    said = tuple(_said(forge, root, base, pull.number))
    event = event_of(pull, forge.reviews(pull.number), said[-1][1].turns if said else ())
    event = replace(event, others=others_of(root, base, _open(forge), pull.number))
    case = gather_commits(root, base, pull.head, event)
    return DecidedPull(pull, case, review(case), said)


def event_of(pull: PullRequest, reviews: Iterable[Review], turns: tuple[Turned, ...] = ()) -> Event:
    """What GitHub vouches for."""
    return Event(
        actor=_identity(pull.author),
        now=now(),
        number=pull.number,
        title=pull.title,
        draft=pull.draft,
        target=pull.target,
        statements=tuple(_statements(reviews)),
        turns=turns,
    )


def _identity(account: Account) -> Identity:
    """A deleted account has no number; its login may be another's by now, and says nothing."""
    return Identity(account.login, account.id) if account.id else Identity()


def _statements(reviews: Iterable[Review]) -> Iterator[Statement]:
    """A dismissed review and a mere comment decide nothing."""
    words = {"APPROVED": Decision.APPROVED, "CHANGES_REQUESTED": Decision.REJECTED}
    for one in reviews:
        if one.state in words and one.by.id and one.commit:
            reason = one.body or "no reason was given"
            yield Statement(_identity(one.by), commit=one.commit, decision=words[one.state], reason=reason)


def _open(forge: Forge) -> Iterator[OpenRequest]:
    for one in forge.open_pulls(MAIN):
        yield OpenRequest(one.head, event_of(one, ()), one.author.login)


def _said(forge: Forge, root: Path, base: str, number: int) -> Iterator[tuple[Comment, Marker]]:
    policy = platform_of(open_commit(root, base)).policy
    automation = policy.record.automation.github if policy else None
    ours = {forge.me()} | ({automation.id} if automation else set())
    for comment in forge.comments(number):
        marker = marker_of(comment.body) if comment.by.id in ours else None
        if marker:
            yield comment, marker
