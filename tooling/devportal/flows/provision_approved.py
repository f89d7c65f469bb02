"""Whether what main wants in Stage and Production came there by an approved way. No label and no message is trusted.

For each place the commit on main is looked up that made the wish what it is. What that commit brought is judged once
more, by the table and the people of the commit before it, with what reviewers are known to have said: their signed tags
(a plain repository) or their reviews (GitHub). Content that differs from what they saw, a request that nobody made, or
one that its author was not allowed to make, grounds nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

from ..decide.place import Placed
from ..decide.review.review import review
from ..domain.credential import Credentials
from ..domain.environment import Environment
from ..domain.layout import REGULAR, ROOT, Kind, Location, path_of
from ..domain.permission import StaffRole
from ..domain.provision import Grounds, Place
from ..domain.push import STATEMENTS, RefUpdate
from ..domain.snapshot import TreeEntry
from ..domain.source import Source, SourceError
from ..domain.verdict import Verdict
from ..gateways.git import GitSource, open_commit
from ..gateways.git_history import (
    Brought,
    commits_of,
    histories_of,
    is_ancestor,
    object_of,
    references,
    tag_targets,
    tree_of,
)
from ..gateways.git_merge import merged_tree
from .decided import now
from .files import open_files
from .review import Event, Statement, gather_commits
from .signers import signer_of
from .statements import statement_in

Witness: TypeAlias = Callable[[str, str], Event]
"""Who asked for what is between two commits, and what reviewers said of it. Raises SourceError when nobody knows."""
_MOST: int = 500


@dataclass
class Approvals:
    """Looks up grounds in the history of one repository.

    ``trusted`` is a revision whose history the operator vouches for, empty for none: what came to main up to it needs
    no other ground. ``witness`` tells of everything after it.
    """

    root: Path
    witness: Witness
    trusted: str = ""
    _known: dict[str, Grounds] = field(default_factory=dict)

    def __call__(self, source: Source, places: Collection[Place]) -> Mapping[Place, Grounds]:
        """The grounds of each place. Raises SourceError."""
        assert isinstance(source, GitSource)
        paths = {path for place in places for path in _paths(place)}
        histories = histories_of(self.root, source.commit, paths)
        return {place: self._of(place, histories) for place in places}

    def _of(self, place: Place, histories: Mapping[str, list[Brought]]) -> Grounds:
        wanted, app = (histories[path] for path in _paths(place))
        made = [_bringing(self.root, place, wanted), *([app[0]] if app and not app[0].oid else [])]
        grounds = [self._commit(one) if one else Grounds("nothing in the history of main asks for it") for one in made]
        return next((one for one in grounds if one.problem), grounds[0])

    def _commit(self, brought: Brought) -> Grounds:
        if brought.commit not in self._known:
            self._known[brought.commit] = self._judged(brought)
        return self._known[brought.commit]

    def _judged(self, brought: Brought) -> Grounds:
        if self.trusted and is_ancestor(self.root, brought.commit, open_commit(self.root, self.trusted).commit):
            return Grounds()
        shown = f"commit {brought.commit[:12]}"
        if not brought.parents or not object_of(self.root, f"{brought.parents[0]}:{ROOT}"):
            return Grounds(f"it came with the first {shown}, which no request brought")
        try:
            base, head = brought.parents[0], self._head(brought)
            event = self.witness(base, head)
            verdict = review(gather_commits(self.root, base, head, event, judged=False))
        except SourceError as error:
            # What follows is advice to somebody who pushes, and nobody does.
            return Grounds(f"it came with {shown}: {str(error).partition('. ')[0]}")
        problem = next(_problems(verdict), "")
        return Grounds(f"it came with {shown}: {problem}" if problem else "")

    def _head(self, brought: Brought) -> str:
        """What was merged; a commit that is no merge brought itself."""
        if len(brought.parents) == 1:
            return brought.commit
        base, head = brought.parents[:2]
        result = merged_tree(self.root, base, head)
        if len(brought.parents) > 2 or result.conflicts or result.tree != tree_of(self.root, brought.commit):
            raise SourceError("it holds something else than what merging its request leaves")
        return head


def _problems(verdict: Verdict) -> Iterator[str]:
    if verdict.rejected_by:
        yield f"{verdict.rejected_by} rejected exactly this"
    for refusal in verdict.refusals:
        yield f"its request may not do that ({refusal.message})"
    for one in verdict.requirements:
        if not one.given_by:
            yield f"no approval by {_somebody(one.roles)} counts for it{_why_not(verdict)}"


def _somebody(roles: Collection[StaffRole]) -> str:
    return " or ".join(role.somebody for role in StaffRole if role in roles)


def _why_not(verdict: Verdict) -> str:
    said = [f"{one.by} {one.why}" for one in verdict.approvals if not one.counts]
    return f" ({'; '.join(said)})" if said else ""


def _paths(place: Place) -> tuple[str, str]:
    names = {"partner": place.partner, "app": place.app}
    return path_of(Kind.CREDENTIALS, **names), path_of(Kind.APP, **names)


def _bringing(root: Path, place: Place, history: Sequence[Brought]) -> Brought | None:
    """The commit that made the wish in the place what it is now: later ones changed other things in the file."""
    found: Brought | None = None
    now_wanted = None
    for one in history:
        wanted = _wanted(root, place, one)
        if found is None:
            now_wanted = wanted
        elif wanted != now_wanted:
            break
        found = one
    return found


def _wanted(root: Path, place: Place, brought: Brought) -> object:
    if not brought.oid:
        return None
    path, _ = _paths(place)
    placed = Placed(TreeEntry(path, REGULAR, brought.oid), Location(Kind.CREDENTIALS, place.partner, place.app))
    record = open_files(GitSource(root, brought.commit), [placed])[0].file.record
    return record.of(Environment(place.environment)) if isinstance(record, Credentials) else brought.oid


def signed(root: Path) -> Witness:
    """The witness of a plain repository: whoever signed the commits asked, signed tags on them approve."""

    def witness(base: str, head: str) -> Event:
        brought = set(commits_of(root, head, base, _MOST))
        refs = references(root, STATEMENTS)
        tags = sorted(ref for ref, target in tag_targets(root, STATEMENTS).items() if target in brought)
        statements = tuple(_stated(root, RefUpdate("", refs[ref], ref)) for ref in tags)
        return Event(signer_of(root, base, head), now(), statements=tuple(one for some in statements for one in some))

    return witness


def _stated(root: Path, update: RefUpdate) -> tuple[Statement, ...]:
    """What a tag says; one that cannot be read any more, or takes a request back, says nothing."""
    try:
        stated = statement_in(root, update)
    except SourceError:
        return ()
    return () if stated.withdraws else (stated.statement,)
